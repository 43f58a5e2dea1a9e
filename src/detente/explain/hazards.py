"""What holds an act back, day by day: the mean daily chance of its processes, taken apart exactly.

`detente.explain.chances` has the formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import draw_values
from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.explain.again import waiting, watch
from detente.explain.chances import Rows
from detente.explain.pieces import Plan, planned
from detente.explain.stack import ProcessStack
from detente.explain.still_waiting import DaysAndFirst, Means, StillWaiting, Sums
from detente.kernel.hazard import Hazard, hazards_of
from detente.planes.process import Process
from detente.progress import Progress

F64 = NDArray[np.float64]

SAME = 1e-12
"""How little a piece may move over a path's days to be called constant."""


class Waits(Protocol):
    """Who waits on which day, by the values of a plane."""

    @property
    def plane(self) -> str:
        """Name of the plane."""

    def on(self, values: F64) -> NDArray[np.bool_]:
        """From the plane on each path and morning: arrays of shape (paths, days)."""


S = TypeVar("S", Sums, DaysAndFirst)


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
    processes: Sequence[Process] | None = None,
    waits: Waits | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[ProcessStack]:
    """Take apart the mean daily chances of the processes of an outcome.

    The futures are played twice: for the means, and for the weights that these give each path.

    Parameters
    ----------
    setting : Setting
    outcome : str
    processes : sequence of Process, optional
        By default those whose acts the outcome counts.
    waits : Waits, optional
        Who waits on which day; by default who waits for the outcome.

    Returns
    -------
    list of ProcessStack
        One for each process, in the order of the scenario; side by side, not summed.
    """
    plans = _plans(setting, processes_of(setting, outcome) if processes is None else processes)
    if not plans:
        return []
    names = list(dict.fromkeys(name for plan in plans for name in plan.planes))
    told = [] if waits is None else [waits.plane]
    number = setting.compiled.outcomes.index(outcome)
    columns = max(len(plan.parts) for plan in plans) + 20
    paths = setting.design.paths

    def waiting_on(block: Block) -> list[StillWaiting]:
        if waits is None:
            who = waiting(setting, number, block.played.first)
        else:
            who = waits.on(block.played.watch[:, :, len(names)])
        drawn = setting.design.parameters[block.begin : block.end]
        return [
            StillWaiting.of(plan, block, log_rates(setting, plan.hazard, drawn), names, who)
            for plan in plans
        ]

    def add_up(reduce: Callable[[Block], list[S]], done: int) -> list[S]:
        def tell(now: int, _: int) -> None:
            if progress is not None:
                progress(done + now, 2 * paths)

        blocks = watch(
            setting,
            [*names, *told],
            reduce,
            path_bytes=8 * setting.days * columns,
            threads=threads,
            progress=tell,
        )
        found = next(blocks)
        for sums in blocks:
            for total, more in zip(found, sums, strict=True):
                total.add(more)
        return found

    def count(block: Block) -> list[Sums]:
        return [each.sums(plan) for plan, each in zip(plans, waiting_on(block), strict=True)]

    sums = add_up(count, 0)
    means = [Means.of(each) for each in sums]

    def weigh(block: Block) -> list[DaysAndFirst]:
        return [
            each.rows(plan, mean)
            for plan, each, mean in zip(plans, waiting_on(block), means, strict=True)
        ]

    rows = add_up(weigh, paths)
    dates = setting.dates
    return [_stack(*each, paths, dates) for each in zip(plans, sums, means, rows, strict=True)]


def _plans(setting: Setting, processes: Sequence[Process]) -> list[Plan]:
    """The parts that each process is taken into."""
    compiled = setting.compiled
    hazards = {hazard.process: hazard for hazard in hazards_of(compiled)}
    return [
        planned(p, hazards[p.id], usual_alpha(setting, hazards[p.id]), compiled.model)
        for p in processes
    ]


def _stack(
    plan: Plan, sums: Sums, means: Means, rows: DaysAndFirst, paths: int, dates: list[dt.date]
) -> ProcessStack:
    waits = np.where(sums.waiting > 0, sums.waiting, np.nan)
    terms, gates = rows.days.values()
    gates[means.chance == 0.0] = 0.0
    for row, part in enumerate(plan.closing):
        shut = sums.closed[:, plan.gate_effects.index(part.effect)] > 0
        gates[(means.chance == 0.0) & shut, row] = -np.inf
    base = np.where(np.isnan(waits), np.nan, np.log(-np.expm1(-np.exp(plan.alpha))))
    values = np.column_stack([base, terms[:, :-1], gates[:, :-1], terms[:, -1] + gates[:, -1]])
    with np.errstate(divide="ignore"):
        log_hazard = np.log(means.chance)

    def shares(found: F64, effects: Iterable[str]) -> dict[str, F64]:
        return {effect: found[:, i] / waits for i, effect in enumerate(effects)}

    return ProcessStack(
        plan.process.id,
        plan.process.title,
        dates,
        sums.waiting / paths,
        sums.open / waits,
        log_hazard,
        plan.parts,
        values,
        _selection(plan, sums, rows.entry),
        shares(sums.closed, plan.gate_effects),
        shares(sums.ajar, plan.gate_effects),
        shares(sums.through, plan.gate_effects),
        shares(sums.held, plan.during),
        _where_held(sums, plan),
    )


def _where_held(sums: Sums, plan: Plan) -> dict[str, F64]:
    """Mean of what effects that act at times add to the logarithm, where they act."""
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = sums.added / sums.held
    return {effect: mean[:, i] for i, effect in enumerate(plan.during)}


def _selection(plan: Plan, sums: Sums, entry: Rows) -> F64:
    """Constant parts over the paths that wait on a day, less those over all that ever waited."""
    terms, gates = entry.values()
    moved = np.column_stack([terms[:, :-1], gates[:, :-1]])
    found = np.full((sums.waiting.size, len(plan.parts)), np.nan)
    found[:, 0] = np.where(sums.waiting > 0, 0.0, np.nan)
    constant = 1 + np.flatnonzero(sums.change <= SAME)
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
