"""The largest days."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from detente.relations.largest import ACTS, DAYS
from detente.relations.relations import relations
from tests.relations.record import DAY0, Told, connect, told


def quiet(days: int = 100) -> list[Told]:
    return [told(day, "USA", "RUS", 1, 1.0) for day in range(days)]


def test_they_are_the_days_of_most_weight_with_their_acts() -> None:
    rows = quiet()
    rows += [told(30, "RUS", "USA", 4, -9.0, source=f"Army {n}") for n in range(3)]
    rows += [told(60, "USA", "RUS", 1, 2.0, source="Envoy", target="Minister") for _ in range(5)]
    rows += [told(80, "USA", "RUS", None, 0.0), told(80, "USA", "RUS", 4, -9.0, echo=True)]
    found = relations(connect(rows), "USA", "RUS")
    first, second = found.largest
    assert (first.date, first.acts, first.size) == (DAY0 + dt.timedelta(days=30), 4, 28.0)
    assert (second.date, second.acts, second.size) == (DAY0 + dt.timedelta(days=60), 6, 11.0)
    assert first.tone == pytest.approx((1 - 27) / 4)
    assert first.times_usual == pytest.approx(28.0 / ((100 + 27 + 10) / 100))
    assert [(a.source, a.forth, a.acts, a.goldstein) for a in first.told] == [
        ("Army 0", False, 1, -9.0),
        ("Army 1", False, 1, -9.0),
        ("Army 2", False, 1, -9.0),
        ("USA", True, 1, 1.0),
    ]
    together = second.told[0]
    assert (together.source, together.target, together.acts) == ("Envoy", "Minister", 5)


def test_an_episode_is_shown_once_and_usual_days_not_at_all() -> None:
    rows = quiet()
    for day, number in ((30, 9), (31, 8), (32, 7), (33, 6), (50, 4)):
        rows += [told(day, "RUS", "USA", 4, -9.0) for _ in range(number)]
    days = [(large.date - DAY0).days for large in relations(connect(rows), "USA", "RUS").largest]
    assert days == [30, 33, 50]


def test_there_are_only_so_many_days_and_acts() -> None:
    rows = quiet(400)
    for n in range(9):
        rows += [told(40 * n, "USA", "RUS", 4, -9.0, source=f"Unit {k}") for k in range(7 + n)]
    found = relations(connect(rows), "USA", "RUS")
    assert len(found.largest) == DAYS
    assert [large.acts for large in found.largest] == [16, 15, 14, 13, 12]
    assert all(len(large.told) == ACTS for large in found.largest)


def test_a_joint_act_is_said_to_be_one() -> None:
    rows = [
        *quiet(),
        *(replace(told(9, "USA", "RUS", joint=True), code=f"04{n}") for n in range(4)),
    ]
    large = relations(connect(rows), "USA", "RUS").largest[0]
    assert large.acts == 5
    assert [act.joint for act in large.told] == [True] * 4
    assert large.size == 4 * 4.0 + 1.0


def test_nothing_happened() -> None:
    rows = [told(0, "USA", "RUS"), *(told(day, "CHN", "JPN") for day in range(50))]
    found = relations(connect(rows), "USA", "RUS", DAY0 + dt.timedelta(days=10))
    assert found.counted.acts == 0
    assert found.largest == ()
    assert found.turning.points == ()
    assert not found.turning.enough
