"""Quad classes over time."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.relations.classes import Step, start_of, step_of
from detente.relations.relations import relations
from tests.relations.record import DAY0, connect, told


@pytest.mark.parametrize(
    ("days", "step"),
    [(1, "day"), (45, "day"), (46, "week"), (366, "week"), (1000, "month"), (4000, "quarter"),
     (20_000, "year")],
)  # fmt: skip
def test_the_step_goes_by_the_length_of_the_span(days: int, step: Step) -> None:
    assert step_of(days) == step


@given(st.dates(), st.sampled_from(["day", "week", "month", "quarter", "year"]))
def test_a_day_lies_in_its_step(date: dt.date, step: Step) -> None:
    start = start_of(date, step)
    assert start <= date
    assert start_of(start, step) == start
    assert (date - start).days < {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[
        step
    ]


def test_periods_cover_the_span_once_and_hold_all_acts() -> None:
    rng = np.random.default_rng(3)
    rows = [
        told(int(d), *(("USA", "RUS") if rng.random() < 0.5 else ("RUS", "USA")),
             int(rng.integers(1, 5)), joint=bool(rng.random() < 0.2))
        for d in rng.integers(0, 700, 500)
    ]  # fmt: skip
    found = relations(connect(rows), "USA", "RUS")
    periods = found.classes.periods
    assert found.classes.step == "month"
    assert (periods[0].first, periods[-1].last) == (found.first, found.last)
    for one, after in pairwise(periods):
        assert after.first == one.last + dt.timedelta(days=1)
        assert after.first.day == 1
    np.testing.assert_array_equal(sum(p.acts for p in periods), found.classes.total)
    assert sum(p.missing for p in periods) == len(found.missing)
    assert int(found.classes.total.sum()) == found.counted.acts == 500
    for flow, (a, b) in enumerate((("USA", "RUS"), ("RUS", "USA"))):
        for quad in range(1, 5):
            wanted = sum(
                r.quad == quad and not r.joint and (r.source_state, r.target_state) == (a, b)
                for r in rows
            )
            assert found.classes.total[flow, quad - 1] == wanted
    may = next(p for p in periods if p.first == dt.date(2020, 5, 1))
    inside = [r for r in rows if may.first <= r.date <= may.last]
    assert may.acts.sum() == len(inside) > 0


def test_weeks_begin_on_monday() -> None:
    rows = [told(0, "USA", "RUS"), told(99, "USA", "RUS")]
    periods = relations(connect(rows), "USA", "RUS").classes.periods
    assert periods[0].first == DAY0  # a Wednesday: the first week is cut
    assert {p.first.weekday() for p in periods[1:]} == {0}
