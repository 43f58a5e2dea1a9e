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


@dataclass(frozen=True, slots=True)
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

    process: str
    title: str
    waiting: F64
    open: F64
    log_hazard: F64
    parts: tuple[Part, ...]
    values: F64
    closed: dict[str, F64]
    ajar: dict[str, F64]


@dataclass(slots=True)
class _Plan:
    """Where the terms and gates of one process stand in the arrays."""

    process: Process
    first: int
    last: int
    alpha: int
    rule: int
    parts: tuple[Part, ...]
    terms: list[tuple[int, Term, int, int]]  # part, term, column of plane, coefficient
    gates: list[tuple[int, Gate, int, int]]
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


def _plan(setting: Setting, process: Process, column: dict[str, int]) -> _Plan:
    compiled = setting.compiled
    model, program = compiled.model, compiled.program
    number = {c: i for i, c in enumerate(compiled.coefficients)}
    row = compiled.processes.index(process.id)
    actor = {PAIR: None, SOURCE: process.source, TARGET: process.target}
    parts = [Part(BASE, None, None)]
    terms = []
    gates = []

    def part(each: Term | Gate, gate: bool) -> int:
        found = Part(each.effect, each.owner, actor[each.side], gate)
        if found not in parts:
            parts.append(found)
        return parts.index(found)

    for term in model.terms:
        if term.process == process.id:
            at = column.setdefault(term.plane, len(column))
            terms.append((part(term, False), term, at, number[term.coefficient]))
    for gate in model.gates:
        if gate.process == process.id:
            at = column.setdefault(gate.plane, len(column))
            gates.append((part(gate, True), gate, at, number[gate.strength]))
    return _Plan(
        process,
        int(program.first_day[row]),
        int(program.last_day[row]),
        int(program.alpha[row]),
        int(program.rule[row]),
        tuple(parts),
        terms,
        gates,
        tuple(dict.fromkeys(gate.effect for _, gate, _, _ in gates)),
    )


def _sides(plan: _Plan, block: Block, shape: tuple[int, int]) -> tuple[F64, F64, F64]:
    """Weight of each side's contributions: 1 for the pair; ½ or winner's for the two sides.

    Where the readier side decides and both are closed, both keep half, so that both gates count.

    Returns
    -------
    three arrays of float64, shape (n, days)
        Weights of the sides PAIR, SOURCE and TARGET.
    """
    one = np.ones(shape)
    if not plan.process.joint:
        return one, np.zeros(shape), np.zeros(shape)
    mutual = np.zeros(shape[0], dtype=bool)
    if plan.rule >= 0:
        mutual = block.theta[:, plan.rule] >= 0.5
    strength = []
    for side in (SOURCE, TARGET):
        total = np.zeros(shape)
        for _, term, at, c in plan.terms:
            if term.side == side:
                total += (term.scale * block.theta[:, c])[:, None] * block.played.watch[:, :, at]
        for _, gate, at, c in plan.gates:
            if gate.side == side:
                with np.errstate(divide="ignore"):
                    total += np.log(_factor(block, at, c))
        strength.append(total)
    source_wins = strength[0] >= strength[1]
    alone = ~mutual[:, None] & (np.maximum(*strength) > -np.inf)
    return (
        one,
        np.where(alone, source_wins, 0.5),
        np.where(alone, ~source_wins, 0.5),
    )


def _factor(block: Block, at: int, coefficient: int) -> F64:
    """A gate's factor of the hazard, shape (n, days)."""
    strength = block.theta[:, coefficient, None]
    return np.asarray(1.0 - strength * (1.0 - block.played.watch[:, :, at]))


def _reduce(plan: _Plan, block: Block, waits: NDArray[np.bool_]) -> _Sums:
    shape = block.played.watch.shape[:2]
    days = np.arange(shape[1])
    at_risk = waits & (days >= plan.first) & (days <= plan.last)
    weights = _sides(plan, block, shape)
    closed, ajar = np.zeros((2, shape[1], len(plan.gate_effects)))
    shut = {effect: np.zeros(shape, dtype=bool) for effect in plan.gate_effects}
    half = {effect: np.zeros(shape, dtype=bool) for effect in plan.gate_effects}
    open_ = at_risk.copy()
    logs = []
    for part, gate, at, c in plan.gates:
        factor = _factor(block, at, c)
        # a gate on a side that does not decide today closes nothing
        counts = weights[gate.side] > 0
        shut[gate.effect] |= (factor <= 0.0) & counts
        half[gate.effect] |= (factor > 0.0) & (factor < 1.0) & counts
        open_ &= (factor > 0.0) | ~counts
        logs.append((part, gate, factor, counts))
    for i, effect in enumerate(plan.gate_effects):
        closed[:, i] = (shut[effect] & at_risk).sum(axis=0)
        ajar[:, i] = (half[effect] & ~shut[effect] & at_risk).sum(axis=0)
    parts = np.zeros((shape[1], len(plan.parts)))
    parts[:, 0] = (open_ * block.theta[:, plan.alpha, None]).sum(axis=0)
    for part, term, at, c in plan.terms:
        w = (term.scale * block.theta[:, c])[:, None]
        parts[:, part] += (open_ * weights[term.side] * w * block.played.watch[:, :, at]).sum(
            axis=0
        )
    for part, _, factor, counts in logs:
        # both sides' gates multiply a mutual hazard in full
        log = np.log(np.where(open_ & counts, factor, 1.0))
        parts[:, part] += log.sum(axis=0)
    return _Sums(
        at_risk.sum(axis=0).astype(np.float64),
        open_.sum(axis=0).astype(np.float64),
        parts.sum(axis=1),
        parts,
        closed,
        ajar,
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
    column: dict[str, int] = {}
    plans = [_plan(setting, p, column) for p in processes_of(setting, outcome)]
    number = setting.compiled.outcomes.index(outcome)

    def reduce(block: Block) -> list[_Sums]:
        waits = waiting(setting, number, block.played.first)
        return [_reduce(plan, block, waits) for plan in plans]

    totals: list[_Sums] | None = None
    for sums in watch(setting, list(column), reduce, threads=threads, progress=progress):
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
