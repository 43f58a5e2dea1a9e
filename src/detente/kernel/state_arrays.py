"""States as arrays: what they begin with, how they move, and the names that their draws hang on."""

from __future__ import annotations

from detente.kernel.arrays import i32, i64, spans, u32
from detente.kernel.columns import Columns, Part
from detente.planes.model import Model


def states(model: Model, columns: Columns) -> Part:
    """States with their transitions."""
    plane, number, known = columns.plane, columns.coefficient, model.states.values()
    moves = [move for state in known for move in state.transitions]
    return {
        "state_plane": u32([plane[state.name] for state in known]),
        "state_age": u32([plane[state.age] for state in known]),
        "state_lasted": i32([max(state.lasted, 0) for state in known]),
        "start_from": spans([len(state.start) for state in known]),
        "start_value": i32([value for state in known for value, _ in state.start]),
        "start_chance": u32([number(chance) for state in known for _, chance in state.start]),
        "move_from": spans([len(state.transitions) for state in known]),
        "move_before": i64([sum(1 << value for value in move.before) for move in moves]),
        "move_plane": i32([-1 if m.plane is None else plane[m.plane] for m in moves]),
        "move_day": i32([-1 if m.day is None else m.day for m in moves]),
        "move_lasted": i32([-1 if m.lasted is None else m.lasted for m in moves]),
        "move_rate": i32([number(move.rate) for move in moves]),
        "move_factor": i32([number(move.factor) for move in moves]),
        "move_along": i32([-1 if m.along is None else plane[m.along] for m in moves]),
        "move_word": i32([columns.chance.get(move.name, -1) for move in moves]),
        "to_from": spans([len(move.to) for move in moves]),
        "to_value": i32([value for move in moves for value, _ in move.to]),
        "to_chance": u32([number(chance) for move in moves for _, chance in move.to]),
    }
