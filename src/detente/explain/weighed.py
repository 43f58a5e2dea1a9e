"""What factors do to the hazard of a transition, or to the chance of a consent, day by day.

With c_p the chance of the day on path p, the rows of the mean over the paths on which it counts
are those of `detente.explain.chances`: they sum to its logarithm. A factor adds θ·f(x) to the
logarithm of a hazard; of a chance p it moves the log-odds, and its row in ln c is θ·f(x) times
(ln c − ln p)/Σθ·f(x), its share on the straight way from where all add nothing to where they stand
(Aumann & Shapley 1974, Values of Non-Atomic Games).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import waiting, watch
from detente.explain.by_day import by_day
from detente.explain.chances import log_mean
from detente.explain.hazards import Waits
from detente.explain.pieces import BASE, DRAWN, ONCE
from detente.kernel.arrays import IN_FORCE
from detente.kernel.compile import Compiled
from detente.kernel.hazard import hazards_of
from detente.language.shown import brief
from detente.numerics.framed import Framed
from detente.planes.model import Coefficient, Derived, Model, Op, StateVariable, Transition
from detente.progress import Progress

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]

OWNED = "claim"
"""Name of the part that the claim takes off where it does not hold."""

NIL = 1e-12
"""Largest size of a part that is left out, unless it is a factor."""

ODDS = (1.0, -1.0, 1.0)
"""Weights of the log-odds of a chance and of what moves them."""


@dataclass(frozen=True, slots=True, repr=False)
class Weighed(Framed):
    """The logarithm of the mean chance of a move or a consent, over the futures that wait.

    Attributes
    ----------
    name : str
        What its draws hang on: of a transition, or of the chance of a vote.
    state : str or None
        Whose transition it is.
    hazard : bool
        Whether it is a hazard; else a chance, whose odds the factors move.
    dates : list of date
    waiting : array of float64, shape (days,)
        Share of all futures that wait and in which it may come on the day.
    log_chance : array of float64, shape (days,)
        Logarithm of its mean chance there; NaN where there is none.
    parts : tuple of str
        The draws of the factors, and `BASE`, `DRAWN`, `OWNED` and `ONCE`.
    values : array of float64, shape (days, parts)
        Contributions; each row sums to `log_chance`.
    """

    __repr__ = brief

    name: str
    state: str | None
    hazard: bool
    dates: list[dt.date]
    waiting: F64
    log_chance: F64
    parts: tuple[str, ...]
    values: F64

    @property
    def factors(self) -> list[int]:
        """Columns of the factors."""
        own = (BASE, DRAWN, OWNED, ONCE)
        return [i for i, part in enumerate(self.parts) if part not in own]

    def mean(self, column: int) -> float:
        """Mean of a part over all days of waiting."""
        on = self.waiting > 0.0
        return float(np.average(self.values[on, column], weights=self.waiting[on]))

    def to_polars(self) -> polars.DataFrame:
        """One row for each day and part.

        Returns
        -------
        polars.DataFrame
            date; name; waiting and log_chance of the day; part; contribution.
        """
        import polars as pl

        return by_day(
            self.dates,
            {"waiting": self.waiting, "log_chance": self.log_chance},
            {"part": list(self.parts)},
            {"contribution": self.values},
        ).insert_column(1, pl.lit(self.name).alias("name"))


def weighed_frame(found: Iterable[Weighed]) -> polars.DataFrame:
    """The frames of several, one below the other."""
    import polars as pl

    frames = [each.to_polars() for each in found]
    return pl.concat(frames, how="vertical_relaxed") if frames else pl.DataFrame()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is taken apart: a transition, or a chance of consent, with its factors."""

    name: str
    own: Coefficient
    hazard: bool
    scale: Coefficient | None
    factors: tuple[Derived, ...]
    state: str | None = None
    variable: StateVariable | None = None
    transition: Transition | None = None

    @property
    def planes(self) -> list[str]:
        found = [each.name for each in self.factors]
        if self.variable is not None and self.transition is not None:
            found += [self.variable.name, self.variable.age]
            found += [] if self.transition.plane is None else [self.transition.plane]
        return found

    @property
    def parts(self) -> tuple[str, ...]:
        """Rows of what it is taken into."""
        draws = [each.coefficient.draw.name for each in self.factors if each.coefficient]
        return (BASE, DRAWN, OWNED, *draws, ONCE)


def weighed(
    setting: Setting,
    outcome: str,
    processes: Sequence[str],
    *,
    waits: Waits | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Weighed]:
    """Take apart the chances that factors move and on which an outcome hangs.

    Parameters
    ----------
    setting : Setting
    outcome : str
    processes : sequence of str
        Whose acts bring it about or end it.
    waits : Waits, optional
        Who waits on which day; by default who waits for the outcome.
    """
    compiled = setting.compiled
    plans = list(_plans(compiled, _asked(compiled, outcome, processes)))
    if not plans:
        return []
    names = list(dict.fromkeys(plane for plan in plans for plane in plan.planes))
    number, days = compiled.outcomes.index(outcome), setting.days
    column = {coefficient: i for i, coefficient in enumerate(compiled.coefficients)}

    def taken(block: Block) -> Iterator[tuple[F64, Flags]]:
        planes = {name: block.played.watch[:, :, i] for i, name in enumerate(names)}
        if waits is None:
            who = waiting(setting, number, block.played.first)
        else:
            who = waits.on(block.played.watch[:, :, len(names)])
        for plan in plans:
            yield _pieces(plan, block, planes, column, compiled.claims, who)

    def count(block: Block) -> list[F64]:
        return [
            np.array([mask.sum(axis=0), np.where(mask, np.exp(x.sum(axis=0)), 0.0).sum(axis=0)])
            for x, mask in taken(block)
        ]

    told = [] if waits is None else [waits.plane]
    size = 8 * days * (2 * max(len(plan.parts) for plan in plans) + 6)

    def played(reduce: Callable[[Block], list[F64]]) -> list[F64]:
        blocks = watch(
            setting, [*names, *told], reduce, path_bytes=size, threads=threads, progress=progress
        )
        return [np.sum(each, axis=0) for each in zip(*blocks, strict=True)]

    sums = played(count)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = [np.where(n > 0, chance / n, np.nan) for n, chance in sums]

    def weigh(block: Block) -> list[F64]:
        found = []
        for (x, mask), mean in zip(taken(block), means, strict=True):
            with np.errstate(invalid="ignore", divide="ignore"):
                share = np.exp(x.sum(axis=0)) / mean
                weight = np.where(mask, log_mean(share, np.ones(1)), 0.0)
                rows = [np.where(mask, weight * each, 0.0).sum(axis=0) for each in x]
            found.append(np.array([weight.sum(axis=0), *rows]))
        return found

    rows = played(weigh)
    return [
        _result(plan, setting, counted, mean, row)
        for plan, counted, mean, row in zip(plans, sums, means, rows, strict=True)
    ]


def _result(plan: _Plan, setting: Setting, counted: F64, mean: F64, rows: F64) -> Weighed:
    with np.errstate(invalid="ignore", divide="ignore"):
        values = (rows[1:] / rows[0]).T
    own = {BASE, *(each.coefficient.draw.name for each in plan.factors if each.coefficient)}
    kept = [
        i
        for i, part in enumerate(plan.parts)
        if part in own or np.nan_to_num(np.abs(values[:, i])).max(initial=0.0) > NIL
    ]
    return Weighed(
        plan.name,
        plan.state,
        plan.hazard,
        setting.dates,
        counted[0] / setting.design.paths,
        np.log(mean),
        tuple(plan.parts[i] for i in kept),
        values[:, kept],
    )


def _asked(compiled: Compiled, outcome: str, processes: Sequence[str]) -> list[str]:
    """Planes on which an outcome hangs: its own, and those of the hazards of its acts."""
    hazards = {hazard.process: hazard for hazard in hazards_of(compiled)}
    found = [plane for process in processes for plane in hazards[process].planes]
    asked, number = compiled.questions.level_outcome.tolist(), compiled.outcomes.index(outcome)
    if number in asked:
        found.append(compiled.planes[int(compiled.questions.level_plane[asked.index(number)])])
    return found


def _plans(compiled: Compiled, planes: Sequence[str]) -> Iterator[_Plan]:
    """What factors move among all that some planes are made of."""
    model = compiled.model
    owner = {name: key for key, each in model.states.items() for name in (each.name, each.age)}
    todo, seen = list(planes), set(planes)
    states: dict[str, None] = {}
    odds: dict[str, _Plan] = {}

    def follow(*more: str | None) -> None:
        for name in more:
            if name is not None and name not in seen:
                seen.add(name)
                todo.append(name)

    while todo:
        plane = todo.pop()
        if plane in owner and owner[plane] not in states:
            states[owner[plane]] = None
            for move in model.states[owner[plane]].transitions:
                follow(move.plane, move.along)
        if plane in model.relaxing:
            follow(model.relaxing[plane].target)
        if plane in model.derived:
            if (found := _consent(model, model.derived[plane])) is not None:
                odds[found.name] = found
            follow(*model.derived[plane].inputs)
    for key, variable in model.states.items():
        if key in states:
            yield from _moves(model, key, variable)
    yield from (odds[name] for name in sorted(odds))


def _moves(model: Model, key: str, variable: StateVariable) -> Iterator[_Plan]:
    for move in variable.transitions:
        if move.along is not None:
            own = move.to[0][1] if move.rate is None else move.rate
            factors = _factors(model, move.along)
            yield _Plan(
                move.name,
                own,
                move.rate is not None,
                move.factor,
                factors,
                key,
                variable,
                move,
            )


def _consent(model: Model, derived: Derived) -> _Plan | None:
    """A chance whose log-odds something moves, as `with_odds` makes it; None of anything else."""
    moved = model.derived.get(derived.inputs[0]) if derived.op is Op.LOGISTIC else None
    if moved is None or moved.op is not Op.WEIGHTED or moved.weights != ODDS:
        return None
    level = model.derived.get(moved.inputs[0])
    chance = None if level is None else model.derived.get(level.inputs[0])
    if chance is None or chance.op is not Op.SCALE or chance.coefficient is None:
        return None
    factors = _factors(model, moved.inputs[2])
    return _Plan(chance.coefficient.draw.name, chance.coefficient, False, None, factors)


def _factors(model: Model, along: str) -> tuple[Derived, ...]:
    whole = model.derived[along]
    if whole.op is Op.SUM:
        return tuple(model.derived[name] for name in whole.inputs)
    return (whole,)


def _pieces(
    plan: _Plan,
    block: Block,
    planes: dict[str, F64],
    column: dict[Coefficient, int],
    claims: Sequence[str],
    who: Flags,
) -> tuple[F64, Flags]:
    """Rows that sum to the logarithm of a chance, shape (parts, paths, days), and where it counts.

    Paths on which its claim rules it out are left aside.
    """
    own = block.theta[:, column[plan.own], None]
    scale = np.ones_like(own) if plan.scale is None else block.theta[:, column[plan.scale], None]
    factors = np.array([planes[each.name] for each in plan.factors])
    added = factors.sum(axis=0)
    x = np.zeros((len(plan.parts), *who.shape))
    mean = plan.own.draw.mean
    with np.errstate(invalid="ignore", divide="ignore"):
        log_scale = np.log(scale)
        if plan.hazard:
            usual = np.log(-np.expm1(-np.exp(mean)))
            log = own + log_scale + added
            x[0], x[1], x[2] = usual, own - mean, log_scale
            x[3:-1] = factors
            x[-1] = np.log(-np.expm1(-np.exp(log))) - log - (usual - mean)
            live = scale > 0.0
        else:
            false = np.zeros(own.shape, dtype=bool)
            for claim, _value in plan.own.when:
                false |= block.truth[:, claims.index(claim), None] == 0
            off = np.log(own) - np.log(mean)
            x[0], x[1] = np.log(mean), np.where(false, 0.0, off)
            x[2] = np.where(false, off, 0.0) + log_scale
            moved = added - np.log(1.0 - own + own * np.exp(added))
            x[3:-1] = factors * np.where(np.abs(added) > NIL, moved / added, 1.0 - own)
            live = (own > 0.0) & (scale > 0.0)
    return x, who & live & _due(plan, planes, who)


def _due(plan: _Plan, planes: dict[str, F64], who: Flags) -> Flags:
    """Days on which a transition may come; a consent may on all."""
    variable, move = plan.variable, plan.transition
    due = np.ones_like(who)
    if variable is None or move is None:
        return due
    value, age = planes[variable.name], planes[variable.age]
    first = np.where(age[:, :1] > 0.0, value[:, :1], variable.start[0][0])
    if len(variable.start) > 1:  # what it began with is not known where it moved at once
        first = np.where(age[:, :1] > 0.0, value[:, :1], -1.0)
    before = np.column_stack([first, value[:, :-1]])
    due &= np.isin(before, move.before)
    if move.day is not None:
        due[:, np.arange(due.shape[1]) != move.day] = False
    if move.lasted is not None:
        began = np.full((age.shape[0], 1), float(variable.lasted))
        due &= np.column_stack([began, age[:, :-1]]) + 1.0 == move.lasted
    if move.plane is not None:
        due &= planes[move.plane] >= IN_FORCE
    return due
