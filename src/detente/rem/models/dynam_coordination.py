"""DyNAM's coordination: which two come together."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import among, shown
from detente.numerics.information import inverse
from detente.rem.effects.base import Effect
from detente.rem.engine._compiled_coordination import coordination_pass
from detente.rem.engine.buffers import Buffers
from detente.rem.models.dynam_choice import DynamChoiceModel
from detente.rem.play.part import Explains

if TYPE_CHECKING:
    from detente.numerics.newton import Maximum
    from detente.rem.engine.arrays import Flags, Floats
    from detente.rem.engine.design import Design

Information = Literal["expected", "observed"]


class DynamCoordinationModel(DynamChoiceModel):
    """DyNAM's coordination: an undirected event joins two actors that choose each other.

    P_ij = p_i(j)·p_j(i)/Σ_{a<b} p_a(b)·p_b(a), with p_i(j) as in the choice model. This is not the
    hazard of a pair in a scenario, in which both sides' propensities are averaged and no choice is
    normalised; coefficients do not carry over.

    Parameters
    ----------
    effects : iterable of Effect
        Effects of the pair or of the receiver.
    information : {"expected", "observed"}
        On which the standard errors rest: Σ Var_P(d), or the negative Hessian. Steps of the fit
        always use the expected one, since the likelihood need not be concave.

    Notes
    -----
    Source: Stadtfeld, Hollway & Block (2017), Sociological Methodology 47:1-40. The events' own
    network is undirected.
    """

    directed: ClassVar[bool] = False
    title: ClassVar[str] = "DyNAM coordination model"
    explains: ClassVar[Explains] = "event"

    def __init__(self, effects: Iterable[Effect], *, information: Information = "expected") -> None:
        if not among(information, ("expected", "observed")):
            raise InputError(f"information is {shown(information)}; 'expected' or 'observed'")
        self.information: Information = information
        super().__init__(effects)

    def run_whole(
        self, design: Design, theta: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats]:
        """One pass over the record: log-likelihood, gradient, expected information."""
        return self._pass(design, theta, buffers, expected=True)

    def covariance_at(self, design: Design, maximum: Maximum[None]) -> Floats:
        """Covariance of the estimates."""
        if self.information == "expected":
            return inverse(maximum.information)
        buffers = Buffers.none(maximum.place.size)
        observed = partial(self._pass, expected=False)
        return inverse(self._freed(observed, design, maximum.place, buffers)[2])

    def _pass(
        self, design: Design, theta: Floats, buffers: Buffers, *, expected: bool
    ) -> tuple[float, Floats, Floats]:
        return coordination_pass(  # type: ignore[no-any-return]
            design.program,
            design.world,
            design.changes,
            design.moments,
            expected,
            theta,
            buffers.log_likelihood,
            buffers.scores,
            buffers.ranks,
            buffers.at_risk,
        )

    def expected(self, eta: Floats, active: Flags) -> Floats:
        """P_ij of every pair, symmetric; the upper triangle sums to 1."""
        choice = super().expected(eta, active)
        both = choice * choice.T
        return np.asarray(both / (both.sum() / 2.0)) if both.any() else both
