"""A scenario in which things stand as on one day, and stay so: what its rates are stated for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing_planes import StandingPlanes, Under
from detente.kernel.arrays import IN_FORCE, Program, f64, i32, u32
from detente.kernel.beginning import Beginning
from detente.kernel.compile import Compiled
from detente.kernel.plane_arrays import NEVER
from detente.planes.builder import CONSTANT
from detente.planes.model import Derived, Op

TRUE_OR_FALSE = {Op.AT_LEAST, Op.AT_MOST, Op.LESS, Op.ROSE}
"""Operations that say whether something is so."""


def staying(compiled: Compiled, day: int) -> Compiled:
    """The same model with its calendar stopped, gates open, nothing latched, no line crossed.

    Levels of the calendar and what relaxes keep what they are on that day, stocks what the record
    leaves in them; the week goes on. A threshold above the usual level is not reached: crossing it
    is news, as what the record adds is. Conditions on acts, counts and ages hold or not as they do
    at the start, and states and levels keep what they begin with. Memories begin at their usual
    level and live on with the acts of the play, as moods do. There are no scheduled acts.

    Parameters
    ----------
    compiled : Compiled
    day : int
        The day on which the calendar is stopped.
    """
    standing = StandingPlanes(compiled, day)
    means = Under(
        np.array([[c.draw.mean for c in compiled.coefficients]]),
        np.ones((1, len(compiled.claims)), dtype=np.uint8),
    )
    memories = compiled.model.memories.values()
    column = {name: i for i, name in enumerate(compiled.planes)}
    stocks = i32([column[m.name] for m in memories if m.decay >= 1.0])
    kept = _kept_stocks(compiled, stocks)
    program = _without_schedule(compiled.program, compiled.model.days)
    program = _with_calendar(program, compiled, day, column)
    program = _with_levels(program, compiled, column)
    program = _with_operations(program, compiled, standing, means)
    return replace(
        compiled,
        program=program._replace(
            initial=_initial(compiled, standing, means, column),
            begun_plane=u32([compiled.beginning.planes[i] for i in kept]),
            impact_weight=np.where(
                np.isin(program.impact_plane, stocks), 0.0, program.impact_weight
            ),
        ),
        beginning=_beginning(compiled.beginning, kept),
    )


def _initial(
    compiled: Compiled, standing: StandingPlanes, means: Under, column: dict[str, int]
) -> NDArray[np.float64]:
    """What planes begin with: fading memories as usual, what relaxes as on the day."""
    initial = compiled.program.initial.copy()
    for memory in compiled.model.memories.values():
        if memory.decay < 1.0:
            initial[column[memory.name]] = memory.usual
    for name in compiled.model.relaxing:
        initial[column[name]] = standing.plane(name, means)[0, 0]
    return initial


def _kept_stocks(compiled: Compiled, stocks: NDArray[np.int32]) -> list[int]:
    """Places, in what the record leaves, of what it leaves in stocks."""
    beginning = compiled.beginning
    owned = beginning.planes[: len(beginning.memories)]
    return [i for i, plane in enumerate(owned) if plane in stocks]


def _beginning(beginning: Beginning, kept: Sequence[int]) -> Beginning:
    """What the record leaves in stocks, and nothing else of it."""
    return replace(
        beginning,
        planes=tuple(beginning.planes[i] for i in kept),
        memories=tuple(beginning.memories[i] for i in kept),
        latches=(),
        ages=(),
        windows=(),
        cells=(),
        past=None,
        flags=(),
    )


def _without_schedule(program: Program, days: int) -> Program:
    """All gates open, no scheduled acts, nothing begun before the play."""
    none = u32([])
    return program._replace(
        gate_slot=none,
        gate_plane=none,
        gate_strength=none,
        schedule_from=i32(np.zeros(days + 1)),
        schedule_row=none,
        schedule_probability=none,
        schedule_while=i32([]),
        schedule_same_from=i32([0]),
        schedule_same=none,
        begun_ring=none,
        begun_flag=none,
    )


def _with_calendar(
    program: Program, compiled: Compiled, day: int, column: dict[str, int]
) -> Program:
    """The calendar of the day for good, with the week alone going on."""
    model = compiled.model
    counts, planes, values = _calendar(compiled, day, column)
    untils = [m.until for m in model.memories.values()]
    return program._replace(
        calendar_from=i32(np.concatenate([[0], np.cumsum(counts)])),
        calendar_plane=u32(planes),
        calendar_value=f64(values),
        memory_until=i32(
            [
                *(NEVER if u is None or u > day else u for u in untils),
                *(0 for _ in model.levels),
            ]
        ),
    )


def _with_levels(program: Program, compiled: Compiled, column: dict[str, int]) -> Program:
    """States, levels and what relaxes keep what they begin with."""
    levels = [column[level.name] for level in compiled.model.levels.values()]
    span = np.arange(*program.memory_span)
    return program._replace(
        move_from=i32(np.zeros(len(compiled.model.states) + 1)),
        memory_decay=np.where(np.isin(span, levels), 1.0, program.memory_decay),
        level_inflow=np.full_like(program.level_inflow, -1),
        level_season=np.full_like(program.level_season, -1),
        level_mean=np.full_like(program.level_mean, -1),
        relax_half_life=np.full(program.relax_half_life.shape, np.inf),
    )


def _with_operations(
    program: Program, compiled: Compiled, standing: StandingPlanes, means: Under
) -> Program:
    """Latches and thresholds quiet; conditions that the play would move, as at the start."""
    derived = [compiled.model.derived[compiled.planes[plane]] for plane in program.op_plane]
    quiet = np.array(
        [
            op.op is Op.LATCH
            or (op.op is Op.HINGE and float(standing.plane(op.name, means).max()) <= 0.0)
            for op in derived
        ],
        dtype=bool,
    )
    moving = _moving(compiled)
    holds = np.array([_kept(standing, op, means) if op.name in moving else -1 for op in derived])
    op_input = program.op_input.copy()
    # 1 − 1, on every day
    op_input[program.op_from[:-1][quiet | (holds >= 0)]] = compiled.planes.index(CONSTANT)
    op_code = np.where(quiet | (holds == 0), int(Op.ONE_MINUS), program.op_code)
    return program._replace(
        op_code=i32(np.where(holds == 1, int(Op.AT_LEAST), op_code)),
        op_c1=f64(np.where(holds == 1, IN_FORCE, program.op_c1)),
        op_input=op_input,
    )


def _moving(compiled: Compiled) -> set[str]:
    """Conditions that what is played would move: made of acts, counts, or the ages of states."""
    model = compiled.model
    moves = set(model.memories) | {state.age for state in model.states.values()}
    found = set()
    for name in compiled.planes:  # inputs come first
        derived = model.derived.get(name)
        if derived is None or moves.isdisjoint(derived.inputs):
            continue
        moves.add(name)
        if derived.op in TRUE_OR_FALSE:
            found.add(name)
    return found


def _kept(standing: StandingPlanes, derived: Derived, means: Under) -> int:
    """Whether a condition holds at the start."""
    return int(float(standing.plane(derived.name, means).mean()) >= IN_FORCE)


def _calendar(
    compiled: Compiled, day: int, column: dict[str, int]
) -> tuple[list[int], list[int], list[float]]:
    """Changes of the calendar: all at the start, then those of the week alone."""
    model = compiled.model
    planes = [column[name] for name in model.calendar]
    values = [s[0 if name in model.cycles else day] for name, s in model.calendar.items()]
    counts = [len(planes)]
    for t in range(1, model.days):
        before = len(planes)
        for name in model.cycles:
            series = model.calendar[name]
            if series[t] != series[t - 1]:
                planes.append(column[name])
                values.append(series[t])
        counts.append(len(planes) - before)
    return counts, planes, values
