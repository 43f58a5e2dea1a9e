"""What holds an act back, day by day: the log-hazard of its processes, taken apart exactly.

Per process, log λ is a sum of terms over the paths whose gates are open; closed gates are told
apart, as shares of the paths that wait. A mean of sums is the sum of the means, so the parts add
up to the whole to rounding (docs/explain.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import waiting, watch
from detente.kernel.hazard import GateColumn, Hazard, Planes, TermColumn, hazards_of
from detente.language.shown import brief
from detente.planes.model import PAIR, SOURCE, TARGET, Gate, Term
from detente.planes.process import Process
from detente.progress import Progress

F64 = NDArray[np.float64]

BASE = "base rate"
"""Name of the part that is the stated rate itself."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a log-hazard.

    `effect` is the id of the effect, or `BASE`; `claim` the owner, None for the background; `side`
    the actor for whom it speaks, None for the pair (or a directed act); `gate` whether it is the
    logarithm of a gate that is ajar.
    """

    effect: str
    claim: str | None
    side: str | None
    gate: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class ProcessStack:
    """The mean log-hazard of one process over paths still waiting and with open gates.

    Attributes
    ----------
    process : str
    title : str
    waiting : array of float64, shape (days,)
        Share of all paths that wait and on which the process is at risk.
    open : array of float64, shape (days,)
        Share of those whose gates are open.
    log_hazard : array of float64, shape (days,)
        Mean log λ over paths that wait with open gates; NaN on days without any.
    parts : tuple of Part
    values : array of float64, shape (days, parts)
        Mean contributions; each row sums to `log_hazard`.
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
    closed: dict[str, F64]
    ajar: dict[str, F64]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The hazard of a process, and to which part each of its terms and gates belongs."""

    process: Process
    hazard: Hazard
    parts: tuple[Part, ...]
    terms: tuple[tuple[int, TermColumn], ...]
    gates: tuple[tuple[int, GateColumn], ...]
    gate_effects: tuple[str, ...]


@dataclass(slots=True)
class _Sums:
    """Sums over the paths of a block."""

    waiting: F64
    open: F64
    log_hazard: F64
    parts: F64
    closed: F64
    ajar: F64


def _plan(process: Process, hazard: Hazard) -> _Plan:
    actor = {PAIR: None, SOURCE: process.source, TARGET: process.target}
    parts = [Part(BASE, None, None)]

    def part(each: Term | Gate, gate: bool) -> int:
        found = Part(each.effect, each.owner, actor[each.side], gate)
        if found not in parts:
            parts.append(found)
        return parts.index(found)

    terms = tuple((part(each.term, False), each) for each in hazard.terms)
    gates = tuple((part(each.gate, True), each) for each in hazard.gates)
    effects = tuple(dict.fromkeys(each.gate.effect for each in hazard.gates))
    return _Plan(process, hazard, tuple(parts), terms, gates, effects)


@dataclass(frozen=True, slots=True)
class _Gates:
    """The gates of a process on the paths and days of a block.

    `open` are the days at risk with open gates; `closed` and `ajar` count paths by day and
    effect; `factors` holds each gate's part, its factor, and whether its side decides.
    """

    open: NDArray[np.bool_]
    closed: F64
    ajar: F64
    factors: list[tuple[int, F64, NDArray[np.bool_]]]


def _gates(
    plan: _Plan, theta: F64, planes: Planes, at_risk: NDArray[np.bool_], weights: Sequence[F64]
) -> _Gates:
    shape = at_risk.shape
    shut = {effect: np.zeros(shape, dtype=bool) for effect in plan.gate_effects}
    half = {effect: np.zeros(shape, dtype=bool) for effect in plan.gate_effects}
    closed, ajar = np.zeros((2, shape[1], len(plan.gate_effects)))
    open_ = at_risk.copy()
    factors = []
    for part, each in plan.gates:
        gate, factor = each.gate, each.factor(theta, planes)
        # a gate on a side that does not decide today closes nothing
        counts = weights[gate.side] > 0
        shut[gate.effect] |= (factor <= 0.0) & counts
        half[gate.effect] |= (factor > 0.0) & (factor < 1.0) & counts
        open_ &= (factor > 0.0) | ~counts
        factors.append((part, factor, counts))
    for i, effect in enumerate(plan.gate_effects):
        closed[:, i] = (shut[effect] & at_risk).sum(axis=0)
        ajar[:, i] = (half[effect] & ~shut[effect] & at_risk).sum(axis=0)
    return _Gates(open_, closed, ajar, factors)


def _reduce(plan: _Plan, theta: F64, planes: Planes, waits: NDArray[np.bool_]) -> _Sums:
    hazard = plan.hazard
    day = np.arange(waits.shape[1])
    at_risk = waits & (day >= hazard.first_day) & (day <= hazard.last_day)
    weights = hazard.shares(theta, planes, day.size)
    gates = _gates(plan, theta, planes, at_risk, weights)
    open_ = gates.open
    parts = np.zeros((day.size, len(plan.parts)))
    parts[:, 0] = (open_ * theta[:, hazard.alpha, None]).sum(axis=0)
    for part, each in plan.terms:
        w = each.weight(theta)
        plane = planes[each.term.plane]
        parts[:, part] += (open_ * weights[each.term.side] * w * plane).sum(axis=0)
    for part, factor, counts in gates.factors:
        # both sides' gates multiply a mutual hazard in full
        log = np.log(np.where(open_ & counts, factor, 1.0))
        parts[:, part] += log.sum(axis=0)
    return _Sums(
        at_risk.sum(axis=0).astype(np.float64),
        open_.sum(axis=0).astype(np.float64),
        parts.sum(axis=1),
        parts,
        gates.closed,
        gates.ajar,
    )


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
    """Take apart the log-hazards of the processes of an outcome.

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
    hazards = {hazard.process: hazard for hazard in hazards_of(setting.compiled)}
    plans = [_plan(p, hazards[p.id]) for p in processes_of(setting, outcome)]
    names = list(dict.fromkeys(name for plan in plans for name in plan.hazard.planes))
    number = setting.compiled.outcomes.index(outcome)

    def reduce(block: Block) -> list[_Sums]:
        waits = waiting(setting, number, block.played.first)
        planes = {name: block.played.watch[:, :, i] for i, name in enumerate(names)}
        return [_reduce(plan, block.theta, planes, waits) for plan in plans]

    totals: list[_Sums] | None = None
    for sums in watch(setting, names, reduce, threads=threads, progress=progress):
        if totals is None:
            totals = sums
            continue
        for total, more in zip(totals, sums, strict=True):
            total.waiting += more.waiting
            total.open += more.open
            total.log_hazard += more.log_hazard
            total.parts += more.parts
            total.closed += more.closed
            total.ajar += more.ajar
    assert totals is not None
    return [_stack(plan, total, setting) for plan, total in zip(plans, totals, strict=True)]


def _stack(plan: _Plan, total: _Sums, setting: Setting) -> ProcessStack:
    waits = np.where(total.waiting > 0, total.waiting, np.nan)
    open_ = np.where(total.open > 0, total.open, np.nan)

    def shares(counts: F64) -> dict[str, F64]:
        return {effect: counts[:, i] / waits for i, effect in enumerate(plan.gate_effects)}

    return ProcessStack(
        plan.process.id,
        plan.process.title,
        total.waiting / setting.design.paths,
        total.open / waits,
        total.log_hazard / open_,
        plan.parts,
        total.parts / open_[:, None],
        shares(total.closed),
        shares(total.ajar),
    )


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
