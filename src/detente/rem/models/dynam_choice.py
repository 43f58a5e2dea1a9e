"""DyNAM's choice: on whom an actor acts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from detente.rem.effects.base import Effect
from detente.rem.engine._compiled_choice import choice_pass
from detente.rem.engine.arrays import PAIR, RECEIVER
from detente.rem.engine.buffers import Buffers
from detente.rem.engine.softmax import softmax
from detente.rem.models.base import EventModel
from detente.rem.play.part import Explains

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Flags, Floats
    from detente.rem.engine.design import Design


class DynamChoiceModel(EventModel):
    """DyNAM's choice: given that i acts, on whom.

    p_i(j) = exp(θ·x_ij)/Σ_k exp(θ·x_ik) over the actors k ≠ i that are present.

    Parameters
    ----------
    effects : iterable of Effect
        Effects of the pair or of the receiver.

    Notes
    -----
    Source: Stadtfeld & Block (2017), Sociological Science 4:318-352, equation 3.
    """

    levels: ClassVar[frozenset[int]] = frozenset({PAIR, RECEIVER})
    title: ClassVar[str] = "DyNAM choice model"
    explains: ClassVar[Explains] = "receiver"

    def __init__(self, effects: Iterable[Effect]) -> None:
        super().__init__(effects, timing="ordered")

    def run_whole(
        self, design: Design, theta: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats]:
        """One pass over the record: log-likelihood, gradient, information."""
        return choice_pass(  # type: ignore[no-any-return]
            design.program,
            design.world,
            design.changes,
            design.moments,
            theta,
            buffers.log_likelihood,
            buffers.scores,
            buffers.ranks,
            buffers.at_risk,
        )

    def expected(self, eta: Floats, active: Flags) -> Floats:
        """p_i(j) of every sender i (row) and receiver j; rows sum to 1."""
        n = round(active.size**0.5)
        rows = zip(eta.reshape(n, n), active.reshape(n, n), strict=True)
        return np.array([softmax(e, a) for e, a in rows])
