"""Planes as arrays: the calendar, memories, moods, what relaxes, and what is derived."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.errors import ScenarioError
from detente.kernel.arrays import F64, I32, U32, f64, i32, spans, u32
from detente.kernel.columns import Columns, Part, words
from detente.language.current import gettext as _
from detente.planes.model import NEVER_HELD, Derived, Model, Op, Phase

NEVER = 2**31 - 1


def initial_values(model: Model, columns: Columns) -> F64:
    """What planes hold on day 0, shape (planes,)."""
    initial = np.zeros(len(columns.plane))
    for memory in model.memories.values():
        initial[columns.plane[memory.name]] = memory.initial
    for relaxing in model.relaxing.values():
        initial[columns.plane[relaxing.name]] = relaxing.initial
    for derived in model.derived.values():
        if derived.op is Op.AGE:
            initial[columns.plane[derived.name]] = NEVER_HELD
    return initial


def calendar(model: Model, columns: Columns) -> Part:
    """Planes of the calendar, as changes day by day."""
    calendar_from, calendar_plane, calendar_value = _changes(model, columns.plane)
    return {
        "calendar_from": calendar_from,
        "calendar_plane": calendar_plane,
        "calendar_value": calendar_value,
    }


def _changes(model: Model, plane: Mapping[str, int]) -> tuple[I32, U32, F64]:
    counts: list[int] = []
    planes: list[int] = []
    values: list[float] = []
    for t in range(model.days):
        before = len(planes)
        for name, series in model.calendar.items():
            if t == 0 or series[t] != series[t - 1]:
                planes.append(plane[name])
                values.append(series[t])
        counts.append(len(planes) - before)
    return spans(counts), u32(planes), f64(values)


def memories(model: Model) -> Part:
    """Memories, and levels after them: where their planes stand, what a day leaves, until when."""
    first = len(model.calendar)
    known, levels = model.memories.values(), model.levels.values()
    return {
        "memory_span": i32([first, first + len(known) + len(levels)]),
        "memory_decay": f64([*(m.decay for m in known), *(level.kept for level in levels)]),
        "memory_until": i32(
            [*(NEVER if m.until is None else m.until for m in known), *(NEVER for _ in levels)]
        ),
    }


def moods(model: Model) -> Part:
    """Latent moods."""
    rho = np.array([2.0 ** (-1.0 / m.half_life) for m in model.moods.values()])
    return {
        "mood_rho": f64(rho),
        "mood_innovation": f64(np.sqrt(1.0 - rho * rho)),
        "mood_name": words(list(model.moods)),
    }


def relaxing(model: Model, columns: Columns) -> Part:
    """Planes that follow others."""
    plane, known = columns.plane, model.relaxing.values()
    return {
        "relax_plane": u32([plane[r.name] for r in known]),
        "relax_target": u32([plane[r.target] for r in known]),
        "relax_half_life": f64([r.half_life for r in known]),
        "relax_speed": i32([-1 if r.speed is None else plane[r.speed] for r in known]),
        "relax_gain": i32([columns.coefficient(r.gain) for r in known]),
    }


def derived(model: Model, columns: Columns) -> Part:
    """Derived planes: log-levels of memories and spreads of moods at once, the others in turn.

    Raises
    ------
    ScenarioError
        If a plane depends on itself.
    """
    plane, number = columns.plane, columns.coefficient
    order = _topological(model)
    at_once = [d for d in order if _at_once(d, model)]
    logs = [d for d in at_once if d.op is Op.LOG_LEVEL]
    spreads = [d for d in at_once if d.op is Op.SPREAD]
    ops = _in_turn(order, model)
    ballots = [(int(op.c1) + 1) * (int(op.c2) + 1) for op in ops if op.op is Op.VOTE]
    return {
        "log_plane": u32([plane[d.name] for d in logs]),
        "log_input": u32([plane[d.inputs[0]] for d in logs]),
        "log_c": f64([d.c1 for d in logs]),
        "log_factor": f64([d.c2 for d in logs]),
        "spread_plane": u32([plane[d.name] for d in spreads]),
        "spread_input": u32([plane[d.inputs[0]] for d in spreads]),
        "spread_coefficient": u32([number(d.coefficient) for d in spreads]),
        "stage_from": spans([sum(op.phase is phase for op in ops) for phase in Phase]),
        "op_code": i32([int(op.op) for op in ops]),
        "op_plane": u32([plane[op.name] for op in ops]),
        "op_from": spans([len(op.inputs) for op in ops]),
        "op_input": u32([plane[name] for op in ops for name in op.inputs]),
        "op_weight": f64([w for op in ops for w in op.weights or (1.0,) * len(op.inputs)]),
        "op_coefficient": i32([number(op.coefficient) for op in ops]),
        "op_c1": f64([op.c1 for op in ops]),
        "op_c2": f64([op.c2 for op in ops]),
        "ring_from": spans([int(op.c1) if op.op is Op.WINDOW else 0 for op in ops]),
        "ballot": i32([max(ballots, default=0)]),
    }


def operations(model: Model) -> dict[str, int]:
    """Numbers of the operations that are worked out in turn."""
    return {each.name: i for i, each in enumerate(_in_turn(_topological(model), model))}


def _at_once(derived: Derived, model: Model) -> bool:
    """Whether a plane is worked out with others of its kind: levels of memories, moods' spreads."""
    kinds = {Op.LOG_LEVEL: set(model.memories), Op.SPREAD: set(model.moods)}
    return derived.phase is Phase.MORNING and derived.inputs[0] in kinds.get(derived.op, set())


def _in_turn(order: Sequence[Derived], model: Model) -> list[Derived]:
    """All others, by phase.

    A plane of an earlier phase may stand after one that it is made from: that is the day before's.
    """
    return sorted((d for d in order if not _at_once(d, model)), key=lambda d: d.phase)


def windows(model: Model) -> dict[str, int]:
    """First cell of each window, in the order of the operations."""
    found, at = {}, 0
    order = sorted(_topological(model), key=lambda d: d.phase)
    for derived in order:
        if derived.op is Op.WINDOW:
            found[derived.name] = at
            at += int(derived.c1)
    return found


def _topological(model: Model) -> list[Derived]:
    """Derived planes, each after its inputs."""
    order: list[Derived] = []
    state: dict[str, int] = {}

    def visit(name: str) -> None:
        if name not in model.derived or state.get(name) == 2:
            return
        if state.get(name) == 1:
            raise ScenarioError(_("plane '{name}' depends on itself").format(name=name))
        state[name] = 1
        for source in model.derived[name].inputs:
            visit(source)
        state[name] = 2
        order.append(model.derived[name])

    for name in model.derived:
        visit(name)
    return order
