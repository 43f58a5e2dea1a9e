"""What holds an act back, day by day: the mean daily chance of its processes, taken apart exactly.

With c_p the chance of the day on path p, c₀ the usual one and x_mp the pieces of ln(c_p/c₀), the
rows of the mean C over the n paths that wait are

    ln(C/c₀) = Σ_m Σ_p w_p·x_mp    w_p = L(c_p/C, 1)/Σ_q L(c_q/C, 1)    L(a, b) = (a − b)/ln(a/b)

the logarithmic-mean Divisia index with normalised weights (LMDI-II: Ang & Choi 1997, The Energy
Journal 18(3); Sato 1976 and Vartia 1976 in index numbers). Gates are taken off in a second step of
the same form, from the chance without them, so that an opening gate moves no other row; where one
is closed, w_p·x_mp has the limit −c_p/Σ_q L (docs/explain.md compares this with other splits).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.coefficients import draw_values
from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import waiting, watch
from detente.explain.pieces import Part, Pieces, Plan, pieces, planned
from detente.kernel.hazard import Hazard, hazards_of
from detente.language.shown import brief
from detente.planes.process import Process
from detente.progress import Progress

F64 = NDArray[np.float64]
Flags = NDArray[np.bool_]

SAME = 1e-12
"""How little a piece may move over a path's days to be called constant."""


@dataclass(frozen=True, slots=True, repr=False)
class ProcessStack:
    """The logarithm of the mean daily chance of one process over the paths still waiting.

    Attributes
    ----------
    process : str
    title : str
    waiting : array of float64, shape (days,)
        Share of all paths that wait and on which the process is at risk.
    open : array of float64, shape (days,)
        Share of those on which no gate is closed.
    log_hazard : array of float64, shape (days,)
        ln C, C the mean over paths that wait of the chance that the act happens on the day: the
        hazard of discrete time. −∞ where a gate is closed on all of them, NaN where none waits.
    parts : tuple of Part
    values : array of float64, shape (days, parts)
        Contributions; each row sums to `log_hazard`.
    selection : array of float64, shape (days, parts)
        Of a part that is the same on all days of a path: how far it is moved by who still waits,
        the paths that wait on the day against all that ever did, both on the day on which their
        waiting began; NaN for parts that change by themselves.
    closed, ajar : mapping of effect to array of float64, shape (days,)
        Share of the waiting paths on which that effect's gate is closed, or is neither closed
        nor open.
    """

    __repr__ = brief

    process: str
    title: str
    waiting: F64
    open: F64
    log_hazard: F64
    parts: tuple[Part, ...]
    values: F64
    selection: F64
    closed: dict[str, F64]
    ajar: dict[str, F64]

    @property
    def selected(self) -> F64:
        """What selection among the waiting does to all constant parts, shape (days,)."""
        none = np.isnan(self.log_hazard)
        return np.where(none, np.nan, np.nansum(self.selection, axis=1))


@dataclass(slots=True)
class _Counts:
    """What the mean chances are made of: sums over paths, by day.

    The last of the `entry` columns holds all paths that ever wait, the others those that wait on
    a day, all on their first day of waiting.
    """

    waiting: F64
    open: F64
    ungated: F64
    chance: F64
    entry: F64
    entry_ungated: F64
    entry_chance: F64
    closed: F64
    ajar: F64
    change: F64

    def add(self, more: _Counts) -> None:
        for each in fields(self):
            mine, other = getattr(self, each.name), getattr(more, each.name)
            if each.name == "change":
                np.maximum(mine, other, out=mine)
            else:
                mine += other


@dataclass(slots=True)
class _Rows:
    """Weighted sums of the pieces over paths, with the sums of the weights, of both steps."""

    terms: F64
    terms_weight: F64
    gates: F64
    gates_weight: F64

    @classmethod
    def none(cls, plan: Plan, columns: int) -> _Rows:
        rows, gates = len(plan.others) + 1, len(plan.closing) + 1
        return cls(
            np.zeros((columns, rows)),
            np.zeros(columns),
            np.zeros((columns, gates)),
            np.zeros(columns),
        )

    def add(self, more: _Rows) -> None:
        for each in fields(self):
            mine = getattr(self, each.name)
            mine += getattr(more, each.name)

    def values(self) -> tuple[F64, F64]:
        """Rows of the terms and of the gates, once a day last in both."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return (
                self.terms / self.terms_weight[:, None],
                self.gates / self.gates_weight[:, None],
            )


@dataclass(frozen=True, slots=True)
class _Chances:
    """The pieces of a process on some paths, with the chances that they make.

    `ungated` is the chance with all gates open; `once` and `gated_once` are the pieces of acts
    that can happen once a day only, of the chance with all gates open and of what the gates do.
    """

    pieces: Pieces
    ungated: F64
    chance: F64
    once: F64
    gated_once: F64
    shut: Flags
    closings: F64

    @classmethod
    def of(cls, plan: Plan, found: Pieces) -> _Chances:
        log = plan.alpha + found.terms.sum(axis=0)
        gates = found.gates.sum(axis=0)
        hazard = np.exp(log)
        ungated = -np.expm1(-hazard)
        chance = -np.expm1(-hazard * np.exp(gates))
        shut = np.isneginf(gates)
        usual = np.log(-np.expm1(-np.exp(plan.alpha))) - plan.alpha
        with np.errstate(divide="ignore", invalid="ignore"):
            once = np.log(ungated) - log - usual
            gated_once = np.where(shut, 0.0, np.log(chance / ungated) - gates)
        closings = np.isneginf(found.gates).sum(axis=0).astype(np.float64)
        return cls(found, ungated, chance, once, gated_once, shut, closings)

    def at(self, paths: NDArray[np.int64], days: NDArray[np.int64]) -> _Chances:
        """Of each path one day, as a column."""

        def one(values: F64) -> F64:
            return values[..., paths, days][..., None]

        return _Chances(
            Pieces(one(self.pieces.terms), one(self.pieces.gates)),
            one(self.ungated),
            one(self.chance),
            one(self.once),
            one(self.gated_once),
            self.shut[paths, days][:, None],
            one(self.closings),
        )

    def rows(self, plan: Plan, mask: Flags, ungated: F64, chance: F64) -> _Rows:
        """Weighted sums over the paths of each column of a mask.

        Parameters
        ----------
        plan : Plan
        mask : array of bool, shape (paths, columns)
            Columns are days; a single column of pieces serves all of them.
        ungated, chance : arrays of float64, shape (columns,)
            The mean chances over all paths of the mask.
        """
        found = _Rows.none(plan, mask.shape[1])
        with np.errstate(divide="ignore", invalid="ignore"):
            share = self.ungated / ungated
            gated = self.chance / chance
        weight = np.where(mask, _log_mean(share, np.ones(1)), 0.0)
        gate_weight = np.where(mask & ~self.shut & (chance > 0), _log_mean(gated, share), 0.0)
        # what w·x tends to as a gate closes, shared by the gates that are closed
        lost = np.where(mask & self.shut, -share / np.maximum(self.closings, 1.0), 0.0)
        for row, values in enumerate([*self.pieces.terms, self.once]):
            found.terms[:, row] = (weight * values).sum(axis=0)
        for row, values in enumerate(self.pieces.gates):
            shut = np.isneginf(values)
            found.gates[:, row] = (gate_weight * np.where(shut, 0.0, values)).sum(axis=0)
            found.gates[:, row] += (lost * shut).sum(axis=0)
        found.gates[:, -1] = (gate_weight * self.gated_once).sum(axis=0)
        found.terms_weight = weight.sum(axis=0)
        found.gates_weight = gate_weight.sum(axis=0)
        return found


def _log_mean(a: F64, b: F64) -> F64:
    """The logarithmic mean (a − b)/ln(a/b) of positive numbers, exact where they are close."""
    with np.errstate(divide="ignore", invalid="ignore"):
        half = 0.5 * (np.log(a) - np.log(b))
        ratio = np.where(np.abs(half) > 1e-8, np.sinh(half) / half, 1.0)
        return np.asarray(np.sqrt(a * b) * ratio)


@dataclass(frozen=True, slots=True)
class _Part:
    """A process on a block of paths: who waits, and the pieces, also on the first such day."""

    chances: _Chances
    entry: _Chances
    at_risk: Flags
    masks: Flags

    @classmethod
    def of(
        cls, plan: Plan, block: Block, log_rate: F64, names: Sequence[str], waits: Flags
    ) -> _Part:
        days = waits.shape[1]
        planes = {name: block.played.watch[:, :, i] for i, name in enumerate(names)}
        day = np.arange(days)
        at_risk = waits & (day >= plan.hazard.first_day) & (day <= plan.hazard.last_day)
        chances = _Chances.of(plan, pieces(plan, block.theta, log_rate, planes, days))
        paths = np.arange(waits.shape[0])
        entry = chances.at(paths, at_risk.argmax(axis=1))
        masks = np.column_stack([at_risk, at_risk.any(axis=1)])
        return cls(chances, entry, at_risk, masks)

    def counts(self, plan: Plan) -> _Counts:
        mask, now, entry = self.at_risk, self.chances, self.entry
        effects = plan.gate_effects
        closed, ajar = np.zeros((2, mask.shape[1], len(effects)))
        for i, effect in enumerate(effects):
            rows = [r for r, part in enumerate(plan.closing) if part.effect == effect]
            shut = np.isneginf(now.pieces.gates[rows]).any(axis=0)
            half = (now.pieces.gates[rows] < 0.0).any(axis=0) & ~shut
            closed[:, i] = (shut & mask).sum(axis=0)
            ajar[:, i] = (half & mask).sum(axis=0)
        change = [
            _largest(values, first, mask)
            for values, first in (
                *zip(now.pieces.terms, entry.pieces.terms, strict=True),
                *zip(now.pieces.gates, entry.pieces.gates, strict=True),
            )
        ]
        return _Counts(
            mask.sum(axis=0).astype(np.float64),
            (mask & ~now.shut).sum(axis=0).astype(np.float64),
            (now.ungated * mask).sum(axis=0),
            (now.chance * mask).sum(axis=0),
            self.masks.sum(axis=0).astype(np.float64),
            (entry.ungated * self.masks).sum(axis=0),
            (entry.chance * self.masks).sum(axis=0),
            closed,
            ajar,
            np.array(change),
        )


def _largest(values: F64, first: F64, mask: Flags) -> float:
    """The largest change since the first day on days that count; closed then and now is none."""
    with np.errstate(invalid="ignore"):
        change = np.abs(values - first)
    return float(np.nan_to_num(change, posinf=np.inf)[mask].max(initial=0.0))


def processes_of(setting: Setting, outcome: str) -> list[Process]:
    """Processes whose acts an outcome counts."""
    compiled = setting.compiled
    questions = compiled.questions
    column = compiled.outcomes.index(outcome)
    rows = {
        row
        for row in range(len(compiled.rows))
        if column in questions.act_outcome[questions.act_from[row] : questions.act_from[row + 1]]
    }
    return [p for i, p in enumerate(setting.scenario.processes) if i in rows]


def hazard_stacks(
    setting: Setting,
    outcome: str,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[ProcessStack]:
    """Take apart the mean daily chances of the processes of an outcome.

    The futures are played twice: for the means, and for the weights that these give each path.

    Parameters
    ----------
    setting : Setting
    outcome : str
        An outcome of kind ``acts``.

    Returns
    -------
    list of ProcessStack
        One for each process, in the order of the scenario; side by side, not summed.
    """
    compiled = setting.compiled
    hazards = {hazard.process: hazard for hazard in hazards_of(compiled)}
    plans = [
        planned(
            p, hazards[p.id], usual_alpha(setting, hazards[p.id]), compiled.model.rules.get(p.id)
        )
        for p in processes_of(setting, outcome)
    ]
    names = list(dict.fromkeys(name for plan in plans for name in plan.hazard.planes))
    number = compiled.outcomes.index(outcome)
    columns = max(len(plan.parts) for plan in plans) + 20
    paths = setting.design.paths

    def parts(block: Block) -> list[_Part]:
        waits = waiting(setting, number, block.played.first)
        drawn = setting.design.parameters[block.begin : block.end]
        return [
            _Part.of(plan, block, log_rates(setting, plan.hazard, drawn), names, waits)
            for plan in plans
        ]

    def play(reduce: Callable[[Block], list[S]], done: int) -> list[S]:
        def tell(now: int, _: int) -> None:
            if progress is not None:
                progress(done + now, 2 * paths)

        found: list[S] = []
        for sums in watch(
            setting,
            names,
            reduce,
            path_bytes=8 * setting.days * columns,
            threads=threads,
            progress=tell,
        ):
            if not found:
                found = sums
                continue
            for total, more in zip(found, sums, strict=True):
                total.add(more)
        return found

    def count(block: Block) -> list[_Counts]:
        return [part.counts(plan) for plan, part in zip(plans, parts(block), strict=True)]

    counts = play(count, 0)
    means = [_Means.of(each) for each in counts]

    def weigh(block: Block) -> list[_Both]:
        return [
            _Both(
                part.chances.rows(plan, part.at_risk, mean.ungated, mean.chance),
                part.entry.rows(plan, part.masks, mean.entry_ungated, mean.entry_chance),
            )
            for plan, part, mean in zip(plans, parts(block), means, strict=True)
        ]

    rows = play(weigh, paths)
    return [_stack(*each, paths) for each in zip(plans, counts, means, rows, strict=True)]


@dataclass(frozen=True, slots=True)
class _Means:
    """Mean chances over the paths that wait, with all gates open and as played."""

    ungated: F64
    chance: F64
    entry_ungated: F64
    entry_chance: F64

    @classmethod
    def of(cls, counts: _Counts) -> _Means:
        waits = np.where(counts.waiting > 0, counts.waiting, np.nan)
        ever = np.where(counts.entry > 0, counts.entry, np.nan)
        return cls(
            counts.ungated / waits,
            counts.chance / waits,
            counts.entry_ungated / ever,
            counts.entry_chance / ever,
        )


@dataclass(slots=True)
class _Both:
    """Rows of the days, and of the same paths on the day on which their waiting began."""

    days: _Rows
    entry: _Rows

    def add(self, more: _Both) -> None:
        self.days.add(more.days)
        self.entry.add(more.entry)


S = TypeVar("S", _Counts, _Both)


def _stack(plan: Plan, counts: _Counts, means: _Means, rows: _Both, paths: int) -> ProcessStack:
    waits = np.where(counts.waiting > 0, counts.waiting, np.nan)
    terms, gates = rows.days.values()
    gates[means.chance == 0.0] = 0.0
    for row, part in enumerate(plan.closing):
        shut = counts.closed[:, plan.gate_effects.index(part.effect)] > 0
        gates[(means.chance == 0.0) & shut, row] = -np.inf
    base = np.where(np.isnan(waits), np.nan, np.log(-np.expm1(-np.exp(plan.alpha))))
    values = np.column_stack([base, terms[:, :-1], gates[:, :-1], terms[:, -1] + gates[:, -1]])
    with np.errstate(divide="ignore"):
        log_hazard = np.log(means.chance)

    def shares(found: F64) -> dict[str, F64]:
        return {effect: found[:, i] / waits for i, effect in enumerate(plan.gate_effects)}

    return ProcessStack(
        plan.process.id,
        plan.process.title,
        counts.waiting / paths,
        counts.open / waits,
        log_hazard,
        plan.parts,
        values,
        _selection(plan, counts, rows.entry),
        shares(counts.closed),
        shares(counts.ajar),
    )


def _selection(plan: Plan, counts: _Counts, entry: _Rows) -> F64:
    """Constant parts over the paths that wait on a day, less those over all that ever waited."""
    terms, gates = entry.values()
    moved = np.column_stack([terms[:, :-1], gates[:, :-1]])
    found = np.full((counts.waiting.size, len(plan.parts)), np.nan)
    found[:, 0] = np.where(counts.waiting > 0, 0.0, np.nan)
    constant = 1 + np.flatnonzero(counts.change <= SAME)
    with np.errstate(invalid="ignore"):
        found[:, constant] = (moved[:-1] - moved[-1])[:, constant - 1]
    return found


def usual_alpha(setting: Setting, hazard: Hazard) -> float:
    """Logarithm of the mean hazard that the usual rate of a process is, stated or fitted."""
    return setting.compiled.coefficients[hazard.alpha].draw.mean


def log_rates(setting: Setting, hazard: Hazard, parameters: NDArray[np.int64]) -> F64:
    """Logarithm of the rate of a process for each parameter index, shape (indices,)."""
    draw = setting.compiled.coefficients[hazard.alpha].draw
    return draw_values(draw, setting.seed, parameters)


def by(stack: ProcessStack, key: str, values: Sequence[str] | None = None) -> dict[str | None, F64]:
    """Contributions summed by effect, claim or side.

    Parameters
    ----------
    stack : ProcessStack
    key : {"effect", "claim", "side"}
    values : sequence of str, optional
        Only these.

    Returns
    -------
    dict of str or None to array of float64, shape (days,)
    """
    found: dict[str | None, F64] = {}
    for i, part in enumerate(stack.parts):
        name: str | None = getattr(part, key)
        if values is None or name in values:
            found[name] = found.get(name, 0.0) + stack.values[:, i]
    return found
