"""Levels as arrays, and the sizes of the acts that change them."""

from __future__ import annotations

import math

from detente.kernel.arrays import FIXED, GEOMETRIC, LOG_NORMAL, f64, i32, spans, u32
from detente.kernel.columns import Columns, Part
from detente.planes.model import Model, SizeCase


def levels(model: Model, columns: Columns) -> Part:
    """Levels: where they begin, their bounds, and what moves them besides acts."""
    plane, number, known = columns.plane, columns.coefficient, model.levels.values()
    return {
        "level_plane": u32([plane[level.name] for level in known]),
        "level_start": u32([number(level.start) for level in known]),
        "level_lower": f64([level.lower for level in known]),
        "level_upper": f64([level.upper for level in known]),
        "level_inflow": i32([number(level.inflow) for level in known]),
        "level_inflow_plane": i32(
            [-1 if v.inflow_plane is None else plane[v.inflow_plane] for v in known]
        ),
        "level_season": i32([-1 if v.season is None else plane[v.season] for v in known]),
        "level_kept": f64([level.kept for level in known]),
        "level_mean": i32([number(level.mean) for level in known]),
        "level_spread": i32([number(level.spread) for level in known]),
        "level_shock": i32([columns.shock.get(level.name, -1) for level in known]),
    }


def sizes(model: Model, columns: Columns) -> Part:
    """Laws of the sizes of acts, by row."""
    known = [model.sizes.get(row) for row in columns.row]
    cases = [() if size is None else size.cases for size in known]
    flat = [case for each in cases for case in each]
    laws = [_law(case) for case in flat]
    return {
        "size_word": i32([-1 if size is None else columns.chance[size.name] for size in known]),
        "size_from": spans([len(each) for each in cases]),
        "size_law": i32([law for law, _, _ in laws]),
        "size_1": f64([first for _, first, _ in laws]),
        "size_2": f64([second for _, _, second in laws]),
        "size_while": i32([-1 if c.plane is None else columns.plane[c.plane] for c in flat]),
    }


def _law(size: SizeCase) -> tuple[int, float, float]:
    """The law in the terms in which the kernel draws it."""
    if size.law == "log-normal":
        spread = math.log1p((size.sd / size.mean) ** 2)
        return LOG_NORMAL, math.log(size.mean) - spread / 2, math.sqrt(spread)
    if size.law == "geometric":
        fail = 1.0 - 1.0 / size.mean
        return GEOMETRIC, 1.0 / math.log(fail) if fail > 0.0 else 0.0, 0.0
    return FIXED, size.mean, 0.0
