"""DyNAM's rate: who acts next, and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from detente.rem.effects.base import Effect
from detente.rem.engine.arrays import SENDER
from detente.rem.models.base import Timing
from detente.rem.models.relational_event import RelationalEventModel
from detente.rem.play.part import Explains


class DynamRateModel(RelationalEventModel):
    """DyNAM's rate: a hazard for every actor that may act on somebody.

    At risk are the actors that are present and have at least one receiver, present too, whom the
    risk set allows them.

    Ordered: the next to act is i with probability exp(θ·x_i)/Σ exp(θ·x_k). Timed: rate
    exp(θ·x_i), with an intercept, over intervals that also end, without an event, at every change
    of what the model uses (right-censored).

    Parameters
    ----------
    effects : iterable of Effect
        Effects of the sender.
    timing : {"ordered", "timed"}

    Notes
    -----
    Source: Stadtfeld & Block (2017), Sociological Science 4:318-352; Stadtfeld, Hollway & Block
    (2017), Sociological Methodology 47:1-40.
    """

    levels: ClassVar[frozenset[int]] = frozenset({SENDER})
    pairs: ClassVar[bool] = False
    title: ClassVar[str] = "DyNAM rate model"
    explains: ClassVar[Explains] = "sender"

    def __init__(self, effects: Iterable[Effect], *, timing: Timing = "ordered") -> None:
        super().__init__(effects, timing=timing)
