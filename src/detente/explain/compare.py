"""Two ensembles side by side: differences of all outcomes, and of what holds them back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.estimate import Difference, apart, difference, told
from detente.errors import OutcomeError
from detente.explain.amounts_compared import (
    AmountDifference,
    GivenDifference,
    amounts_compared,
    given_compared,
)
from detente.explain.common import Both, in_both
from detente.explain.hazards import hazard_stacks
from detente.explain.stack import ProcessStack
from detente.language.current import gettext as _
from detente.language.shown import count, named, rows, shown
from detente.numerics.arguments import word
from detente.numerics.framed import Rows
from detente.outcomes.acts import ActsOutcome
from detente.outcomes.base import Outcome
from detente.progress import Progress

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OutcomeDifference:
    """An outcome in both ensembles; differences are second minus first.

    Attributes
    ----------
    outcome, title : str
    first, second : float
        Its probability in each.
    difference : float
    interval : (float, float)
        95 %, as that of a probability: between which the difference lies as the coefficients, and
        the credences that are stated with a spread, are drawn.
    monte_carlo : float
        Standard error of `difference`, over the futures and the number of draws.
    waiting : float
        Difference in restricted mean waiting time, days.
    waiting_interval : (float, float)
    waiting_monte_carlo : float
    """

    outcome: str
    title: str
    first: float
    second: float
    difference: float
    interval: tuple[float, float]
    monte_carlo: float
    waiting: float
    waiting_interval: tuple[float, float]
    waiting_monte_carlo: float

    @property
    def told(self) -> bool:
        """Whether the difference is more than twice its Monte Carlo error from zero."""
        return told(self.difference, self.monte_carlo)


@dataclass(frozen=True, slots=True)
class ContributionDifference:
    """Mean contribution of an effect to the log-hazard of a process, in both.

    Over the days on which in both some path waits with open gates.
    """

    process: str
    effect: str
    first: float
    second: float

    @property
    def difference(self) -> float:
        """Second minus first."""
        return self.second - self.first


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Two ensembles compared.

    Attributes
    ----------
    paired : bool
        Whether path k has the same draws in both, so that luck cancels.
    common : int
        Where it has not: how many futures of the same draws both have nevertheless, as a whole and
        a part of it do. In these luck cancels too.
    days : int
        Days that are compared, from the first of each on: the shorter of the two horizons. What
        either plays beyond them does not count.
    outcomes : Rows of OutcomeDifference
        In the order of the first scenario; only those that both have.
    only_first, only_second : list of str
        Outcomes that one of them lacks.
    amounts : Rows of AmountDifference
        Of the amounts that both have; empty where the two horizons differ.
    given : Rows of GivenDifference
        Of the outcomes that both give the same; likewise.
    outcome : str or None
        The outcome whose contributions are compared.
    contributions : Rows of ContributionDifference
        Of its processes, largest difference first.
    """

    first: Ensemble
    second: Ensemble
    paired: bool
    common: int
    days: int
    outcomes: Rows[OutcomeDifference]
    only_first: list[str]
    only_second: list[str]
    amounts: Rows[AmountDifference]
    given: Rows[GivenDifference]
    outcome: str | None
    contributions: Rows[ContributionDifference]

    @property
    def same_dates(self) -> bool:
        """Whether both begin on the same day, so that each day is compared with itself."""
        return self.first.dates[0] == self.second.dates[0]

    @property
    def spans(self) -> tuple[tuple[dt.date, dt.date], tuple[dt.date, dt.date]]:
        """First and last day of each that are compared."""
        a, b = ((each.dates[0], each.dates[self.days - 1]) for each in (self.first, self.second))
        return a, b

    def __repr__(self) -> str:
        """What was compared, and by how much the outcomes differ."""
        moved = [
            f"{each.first:6.1%} {each.second:6.1%} {100 * each.difference:+6.1f} points  "
            f"{each.outcome}"
            for each in self.outcomes
        ]
        lacking = [*self.only_first, *self.only_second]
        return shown(
            f"{type(self).__name__} of {self.first.scenario.id} with {self.second.scenario.id}",
            _draws(self),
            *(f"{first} to {last}" for first, last in dict.fromkeys(self.spans)),
            *dict.fromkeys(each.scenario.placeholders.short for each in (self.first, self.second)),
            *rows(moved, "outcome"),
            f"in one of them alone: {named(lacking)}" if lacking else "",
        )


def _draws(found: Comparison) -> str:
    if found.paired:
        return "path by path, with the same draws"
    if found.common:
        return f"{count(found.common, 'future')} of the same draws in both"
    return "of different draws"


def is_paired(first: Ensemble, second: Ensemble) -> bool:
    """Whether the ensembles have the same seed and draw indices."""
    return first.seed == second.seed and all(
        np.array_equal(getattr(first.design, name), getattr(second.design, name))
        for name in ("belief", "parameters", "chance")
    )


def _difference(
    first: Ensemble, second: Ensemble, a: F64, b: F64, paired: bool, both: Both | None
) -> Difference:
    """Mean of b less that of a: of pairs, draw by draw, or of two sets of draws."""
    if paired:
        return difference(b - a, first.design.parameters)
    if both is not None:
        return difference(both.second(b) - both.first(a), both.parameters)
    return apart(b, a, second.design.parameters, first.design.parameters)


def _until(ensemble: Ensemble, outcome: str, days: int) -> tuple[F64, F64]:
    """Whether an outcome comes in the first days, and the days of waiting, cut there.

    There is no waiting for what can come on one day alone.
    """
    waiting = ensemble.waiting(outcome)
    came = ensemble.happened(outcome) & (waiting <= days)
    if ensemble.on_one_day(outcome):
        return came.astype(np.float64), np.zeros_like(waiting)
    return came.astype(np.float64), np.minimum(waiting, float(days))


def outcome_difference(
    first: Ensemble, second: Ensemble, outcome: Outcome, horizon: int
) -> OutcomeDifference:
    """How an outcome that both have differs in the first days."""
    paired, both = is_paired(first, second), in_both(first, second)
    (a, waits_a), (b, waits_b) = (_until(e, outcome.id, horizon) for e in (first, second))
    points = _difference(first, second, a, b, paired, both).within(1.0)
    days = _difference(first, second, waits_a, waits_b, paired, both).within(float(horizon))
    return OutcomeDifference(
        outcome.id,
        outcome.title,
        float(a.mean()),
        float(b.mean()),
        points.mean,
        points.interval,
        points.monte_carlo,
        days.mean,
        days.interval,
        days.monte_carlo,
    )


def _means(stack: ProcessStack, days: NDArray[np.bool_]) -> dict[str, float]:
    """Contribution of each effect, as a mean over days."""
    found: dict[str, float] = {}
    for i, part in enumerate(stack.parts):
        mean = float(stack.values[: days.shape[0]][days, i].mean())
        found[part.effect] = found.get(part.effect, 0.0) + mean
    return found


def compare(
    first: Ensemble,
    second: Ensemble,
    *,
    outcome: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Compare two ensembles; see `detente.compare`."""
    paired, both = is_paired(first, second), in_both(first, second)
    theirs = {o.id for o in second.scenario.outcomes}
    mine = [o.id for o in first.scenario.outcomes]
    shared = [o for o in first.scenario.outcomes if o.id in theirs]
    if not shared:
        raise OutcomeError(_("the two have no outcome in common; outcomes are matched by id"))
    horizon = min(first.days, second.days)
    rows = [outcome_difference(first, second, each, horizon) for each in shared]
    if outcome is None:
        acts = {o.id for o in shared if isinstance(o, ActsOutcome)}
        candidates = [row for row in rows if row.outcome in acts]
        moved = max(candidates, key=lambda row: abs(row.difference), default=None)
        outcome = moved.outcome if moved is not None and moved.difference else None
    elif word(outcome, "outcome") not in {o.id for o in shared}:
        raise OutcomeError(
            _("outcome '{outcome}' is not in both; shared: {mine}").format(
                outcome=outcome, mine=", ".join(mine)
            )
        )
    amounts: list[AmountDifference] = []
    given: list[GivenDifference] = []
    if first.days == second.days:

        def differ(a: F64, b: F64) -> Difference:
            return _difference(first, second, a, b, paired, both)

        amounts = list(amounts_compared(first, second, differ))
        given = list(given_compared(first, second, differ))
    return Comparison(
        first,
        second,
        paired,
        0 if both is None else both.number,
        horizon,
        Rows(OutcomeDifference, rows),
        [o for o in mine if o not in theirs],
        [o.id for o in second.scenario.outcomes if o.id not in mine],
        Rows(AmountDifference, amounts, key=lambda row: row.name),
        Rows(GivenDifference, given),
        outcome,
        Rows(
            ContributionDifference,
            _contributions(first, second, outcome, threads, progress) if outcome else [],
            key=lambda row: f"{row.process}: {row.effect}",
        ),
    )


def _contributions(
    first: Ensemble,
    second: Ensemble,
    outcome: str,
    threads: int | None,
    progress: Progress | None,
) -> list[ContributionDifference]:
    if not isinstance(first.scenario.outcome(outcome), ActsOutcome):
        return []
    total = 2 * (first.paths + second.paths)  # a stack takes two passes
    stacks: list[dict[str, ProcessStack]] = []
    for done, ensemble in ((0, first), (2 * first.paths, second)):

        def tell(now: int, _: int, done: int = done) -> None:
            if progress is not None:
                progress(done + now, total)

        found = hazard_stacks(ensemble.setting, outcome, threads=threads, progress=tell)
        stacks.append({stack.process: stack for stack in found})
    rows: list[ContributionDifference] = []
    horizon = min(first.days, second.days)
    for process in stacks[0].keys() & stacks[1].keys():
        both = [stack[process] for stack in stacks]
        days = np.isfinite(both[0].log_hazard[:horizon] + both[1].log_hazard[:horizon])
        if days.any():
            a, b = (_means(stack, days) for stack in both)
            rows += [
                ContributionDifference(process, effect, a.get(effect, 0.0), b.get(effect, 0.0))
                for effect in dict.fromkeys([*a, *b])
            ]
    rows = [row for row in rows if abs(row.difference) > 1e-12]
    return sorted(rows, key=lambda row: (-abs(row.difference), row.process, row.effect))
