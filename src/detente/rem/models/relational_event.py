"""Relational event model: any pair may act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_args

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import among, seeded, shown, whole
from detente.numerics.estimates import Estimates
from detente.numerics.information import inverse
from detente.numerics.memory import check_memory
from detente.numerics.philox import name_words, seed_words
from detente.rem.effects.base import Effect
from detente.rem.engine._compiled_frailty import frailty_pass
from detente.rem.engine._compiled_sample import sample, sample_pass
from detente.rem.engine._compiled_tie import tie_pass
from detente.rem.engine.arrays import PAIR, RECEIVER, SENDER
from detente.rem.engine.buffers import Buffers
from detente.rem.frailty import Frailty, Of, estimate
from detente.rem.models.base import EventModel, Timing

if TYPE_CHECKING:
    from detente.numerics.newton import Maximum
    from detente.rem.data.history import History
    from detente.rem.engine.arrays import Flags, Floats, Ints
    from detente.rem.engine.design import Design


FRAILTIES = get_args(Of)


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
    frailty : {"sender", "receiver", "dyad"}, optional
        Give each of them a random intercept, with the variance estimated: see `Frailty`. The
        log-likelihood is then integrated over the intercepts, and the variance counts as one more
        parameter. What the model expects (`predict`, `simulate`, `hazards_at`, `each_moment`) is
        with the intercepts that are likeliest given the record.

    Attributes
    ----------
    frailty_ : Frailty
        What was found of the random intercepts.

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
        frailty: Of | None = None,
    ) -> None:
        super().__init__(effects, timing=timing)
        if case_control is not None:
            case_control = whole(case_control, "case_control")
            if case_control < 2:
                raise InputError(f"case_control is {case_control}; draw 2 pairs an event or more")
        if frailty is not None and not among(frailty, FRAILTIES):
            raise InputError(f"frailty is {shown(frailty)}; 'sender', 'receiver', 'dyad' or None")
        if frailty not in (None, "sender") and not self.pairs:
            raise InputError(f"{self.title}: has senders only; frailty is 'sender' or None")
        if frailty is not None and case_control is not None:
            raise InputError(
                f"{self.title}: a frailty needs all pairs at risk, by whose information its "
                "variance is found; leave case_control out, or the frailty"
            )
        self.frailty: Of | None = frailty
        self._intercepts: Floats | None = None
        self.case_control = case_control
        self.seed = seeded(seed)
        self._drawn: tuple[Ints, Ints, Ints] | None = None

    def run_whole(
        self, design: Design, theta: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats]:
        """One pass over the whole risk set: log-likelihood, gradient, information.

        With a frailty that has been fitted, given the intercepts.
        """
        if self._intercepts is not None:
            found = self._whole_frailty_pass(design, theta, self._intercepts, buffers)
            return found[0], found[1], found[3]
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
        self._intercepts = None
        super().fit_history(history)
        if self.frailty is not None:
            self._fit_frailty(self.frailty)
        return self

    def _fit_frailty(self, of: Of) -> None:
        design = self.design_
        group = self._group(design)
        size = int(group.max()) + 1
        if not self.timed:
            check_memory(
                8.0 * size * size * 6,
                f"an ordered model with {size} random intercepts takes",
                "timing='timed' or an intercept of senders or receivers takes less",
            )
        buffers = Buffers.none(len(design.names))
        without = self.maximum_.value
        found, sd, error = estimate(
            lambda theta, b: self._frailty_pass(design, theta, b, buffers),
            self.maximum_.place,
            size,
        )
        self._intercepts = found.intercepts if sd > 0 else np.zeros(size)
        if sd > 0:
            self.maximum_ = replace(self.maximum_, place=found.theta, value=found.integrated)
            self._covariance = found.covariance
        self.frailty_ = Frailty(
            of,
            sd * sd,
            2.0 * sd * sd * error,
            error,
            self.maximum_.value,
            without,
            self._table(design, group, found.errors if sd > 0 else np.zeros(size)),
        )

    def _group(self, design: Design) -> Ints:
        """Group of each cell: an actor, or an ordered pair of two."""
        places, n = len(design.history.actors.labels), design.history.size
        who = np.arange(places) % n
        if not self.pairs:
            return who
        i, j = np.repeat(who, places), np.tile(who, places)
        if self.frailty == "dyad":
            return np.asarray(i * n + j)
        return i if self.frailty == "sender" else j

    def _table(self, design: Design, group: Ints, errors: Floats) -> dict[str, list[Any]]:
        """Random intercepts by label; pairs that may never act are left out."""
        assert self._intercepts is not None
        history, n = design.history, design.history.size
        happens = design.moments.sender >= 0
        cells = design.moments.sender[happens]
        if self.pairs:
            cells = cells * len(history.actors.labels) + design.moments.receiver[happens]
        events = np.bincount(group[cells], minlength=self._intercepts.size)
        kept = np.arange(self._intercepts.size)
        ends: dict[str, Ints] = {str(self.frailty): kept}
        if self.frailty == "dyad":
            kept = np.unique(group[design.world.allowed.ravel()])
            ends = {"sender": kept // n, "receiver": kept % n}
        labels = history.actors.labels
        return {
            **{side: [labels[k] for k in who.tolist()] for side, who in ends.items()},
            "intercept": self._intercepts[kept].tolist(),
            "se": errors[kept].tolist(),
            "events": events[kept].tolist(),
        }

    def _frailty_pass(
        self, design: Design, theta: Floats, intercepts: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats, Floats, Floats, Floats, Floats]:
        """Of the coefficients that are estimated, and of the intercepts."""
        value, gradient, pull, inner, cross, own, between = self._whole_frailty_pass(
            design, self.whole(theta), intercepts, buffers
        )
        free = self.free
        return value, gradient[free], pull, inner[np.ix_(free, free)], cross[free], own, between

    def _whole_frailty_pass(
        self, design: Design, theta: Floats, intercepts: Floats, buffers: Buffers
    ) -> tuple[float, Floats, Floats, Floats, Floats, Floats, Floats]:
        return frailty_pass(  # type: ignore[no-any-return]
            design.program,
            design.world,
            design.changes,
            design.moments,
            self.timed,
            theta,
            self._group(design),
            intercepts,
            buffers.log_likelihood,
            buffers.scores,
            buffers.ranks,
            buffers.at_risk,
        )

    def expected(self, eta: Floats, active: Flags) -> Floats:
        """Rates (timed) or probabilities (ordered) from θ·x, as `EventModel.expected` has them.

        With a frailty that has been fitted, the intercepts are added.
        """
        if self._intercepts is not None:
            eta = eta + self._intercepts[self._group(self._fitted)]
        return super().expected(eta, active)

    def _estimates(self) -> Estimates:
        found = super()._estimates()
        return found if self.frailty is None else replace(found, others=1)

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
