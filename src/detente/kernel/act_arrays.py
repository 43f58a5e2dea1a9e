"""Acts as arrays: what each row adds to memories, and what is scheduled."""

from __future__ import annotations

from detente.kernel.arrays import f64, i32, spans, u8, u32
from detente.kernel.columns import Columns, Part
from detente.planes.model import Impact, Model


def impacts(model: Model, columns: Columns) -> Part:
    """Impacts on memories, row by row."""
    by_row: list[list[Impact]] = [[] for _ in columns.row]
    for impact in model.impacts:
        by_row[columns.row[impact.row]].append(impact)
    flat = [impact for row in by_row for impact in row]
    return {
        "impact_from": spans([len(row) for row in by_row]),
        "impact_plane": u32([columns.plane[i.memory] for i in flat]),
        "impact_weight": f64([i.weight for i in flat]),
        "impact_anticipation": i32([columns.coefficient(i.anticipation) for i in flat]),
        "impact_amount": i32([columns.coefficient(i.amount) for i in flat]),
        "impact_sized": u8([i.sized for i in flat]),
        "impact_while": i32([-1 if i.plane is None else columns.plane[i.plane] for i in flat]),
    }


def schedule(model: Model, columns: Columns) -> Part:
    """Scheduled acts, day by day."""
    acts, row = columns.scheduled, columns.row
    per_day = [0] * model.days
    for act in acts:
        per_day[act.day] += 1
    return {
        "schedule_from": spans(per_day),
        "schedule_row": u32([row[act.row] for act in acts]),
        "schedule_probability": u32([columns.coefficient(act.probability) for act in acts]),
        "schedule_while": i32([-1 if a.plane is None else columns.plane[a.plane] for a in acts]),
        "schedule_same_from": spans([len(act.same) for act in acts]),
        "schedule_same": u32([row[name] for act in acts for name in act.same]),
    }
