"""Outcomes as arrays: acts that they count, windows, levels of planes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.errors import ScenarioError
from detente.kernel.arrays import Questions, f64, i32, spans, u32
from detente.kernel.columns import Columns
from detente.language.current import gettext as _
from detente.outcomes.base import Question, Reading


def questions(
    asked: Sequence[Question],
    readings: Sequence[Reading],
    columns: Columns,
    watched: Iterable[str],
    followed: Iterable[str],
) -> Questions:
    """Write the questions down.

    Raises
    ------
    ScenarioError
        If one comes after an outcome that is not there.
    """
    rows, plane = columns.row, columns.plane
    ids = {q.id: i for i, q in enumerate(asked)}
    by_row: list[list[int]] = [[] for _ in rows]
    for i, q in enumerate(asked):
        for row in q.rows:
            by_row[rows[row]].append(i)
        if q.after is not None and q.after not in ids:
            raise ScenarioError(
                _("outcome '{q}': after names '{after}', which is no outcome").format(
                    q=q.id, after=q.after
                )
            )
    levels = [(i, q) for i, q in enumerate(asked) if q.plane is not None]
    levels.sort(key=lambda each: each[1].evening)
    return Questions(
        act_from=spans([len(r) for r in by_row]),
        act_outcome=u32([o for r in by_row for o in r]),
        first=i32([q.first_day for q in asked]),
        last=i32([q.last_day for q in asked]),
        after=i32([ids[q.after] if q.after is not None else -1 for q in asked]),
        within=i32([q.within for q in asked]),
        at_least=i32([q.at_least for q in asked]),
        level_outcome=u32([i for i, _ in levels]),
        level_plane=u32([plane[q.plane] for _, q in levels if q.plane is not None]),
        level_sign=f64([q.sign for _, q in levels]),
        level_value=f64([q.level for _, q in levels]),
        level_days=i32([q.days for _, q in levels]),
        evenings=i32([sum(not q.evening for _, q in levels)]),
        value_plane=u32([plane[r.plane] for r in readings]),
        value_day=i32([-1 if r.day is None else r.day for r in readings]),
        value_outcome=i32([-1 if r.upon is None else ids[r.upon] for r in readings]),
        watched=u32([plane[name] for name in watched]),
        followed=u32([plane[name] for name in followed]),
    )
