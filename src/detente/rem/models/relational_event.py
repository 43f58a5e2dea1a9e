"""Relational event model: any pair may act."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import seeded, whole
from detente.numerics.information import inverse
from detente.numerics.philox import name_words, seed_words
from detente.rem.effects.base import Effect
from detente.rem.engine._compiled_sample import sample, sample_pass
from detente.rem.engine._compiled_tie import tie_pass
from detente.rem.engine.arrays import PAIR, RECEIVER, SENDER
from detente.rem.engine.buffers import Buffers
from detente.rem.models.base import EventModel, Timing

if TYPE_CHECKING:
    from detente.numerics.newton import Maximum
    from detente.rem.data.history import History
    from detente.rem.engine.arrays import Floats, Ints
    from detente.rem.engine.design import Design


class RelationalEventModel(EventModel):
    """Relational event model: a hazard for every ordered pair.

    Ordered: the next event is i → j with probability exp(θ·x_ij)/Σ exp(θ·x_ab) over all pairs at
    risk. Timed: λ_ij = exp(θ·x_ij), constant between changes; the log-likelihood is Σ θ·x over
    events minus Σ Δ·Σ exp(θ·x) over intervals.

    Parameters
    ----------
    effects : iterable of Effect
    timing : {"ordered", "timed"}
        Whether only the order of events is known, or their times.
    case_control : int, optional
        Fit against so many pairs drawn at each event rather than against all. Ordered: the case
        and its controls. Timed: the sum over all pairs is estimated from as many drawn, and the
        covariance grows by what the draw adds. The log-likelihood is then that of the sample.
    seed : int
        Of the draw; the same seed draws the same pairs.

    Notes
    -----
    Source: Butts (2008), Sociological Methodology 38:155-200, equations 2 and 4. Simultaneous
    events do not see each other; each has the whole risk set.
    """

    levels: ClassVar[frozenset[int]] = frozenset({PAIR, SENDER, RECEIVER})
    title: ClassVar[str] = "relational event model"

    def __init__(
        self,
        effects: Iterable[Effect],
        *,
        timing: Timing = "ordered",
        case_control: int | None = None,
        seed: int = 0,
    ) -> None:
        super().__init__(effects, timing=timing)
        if case_control is not None:
            case_control = whole(case_control, "case_control")
            if case_control < 2:
                raise InputError(f"case_control is {case_control}; draw 2 pairs an event or more")
        self.case_control = case_control
        self.seed = seeded(seed)
        self._drawn: tuple[Ints, Ints, Ints] | None = None

    def run_whole(
        self, design: Design, theta: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats]:
        """One pass over the whole risk set: log-likelihood, gradient, information."""
        return tie_pass(  # type: ignore[no-any-return]
            design.program,
            design.world,
            design.changes,
            design.moments,
            self.timed,
            theta,
            buffers.log_likelihood,
            buffers.scores,
            buffers.ranks,
            buffers.at_risk,
        )

    def fit_history(self, history: History) -> Self:
        """Estimate the coefficients on a history that has been read."""
        self._drawn = None
        return super().fit_history(history)

    def step(self, design: Design, theta: Floats, buffers: Buffers) -> tuple[float, Floats, Floats]:
        """One pass while fitting: over the sample, where there is one."""
        if self.case_control is None:
            return self.run(design, theta, buffers)
        return self._freed(
            lambda design, whole, _: self._sample_pass(design, whole)[:3], design, theta, buffers
        )

    def covariance_at(self, design: Design, maximum: Maximum[None]) -> Floats:
        """Covariance of the estimates, what sampling adds included."""
        bread = inverse(maximum.information)
        if self.case_control is None:
            return bread
        added = self._sample_pass(design, self.whole(maximum.place))[3][
            np.ix_(self.free, self.free)
        ]
        return np.asarray(bread + bread @ added @ bread)

    def _sample_pass(self, design: Design, theta: Floats) -> tuple[float, Floats, Floats, Floats]:
        given = (design.program, design.world, design.changes, design.moments)
        if self._drawn is None:
            key = np.array(seed_words(self.seed), np.uint64)
            name = np.array(name_words("case-control"), np.uint64)
            self._drawn = sample(*given, not self.timed, self.case_control, key, name)
        return sample_pass(*given, self.timed, *self._drawn, theta)  # type: ignore[no-any-return]
