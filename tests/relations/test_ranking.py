"""The ends of the list of all pairs."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pytest

from detente.errors import InputError
from detente.relations.ranking import ranking
from detente.relations.relations import relations
from tests.relations.record import DAY0, Told, connect, sample, told

NAMES = ("BRA", "CHN", "DEU", "FRA", "IND", "JPN", "RUS", "USA")


def world() -> list[Told]:
    rng = np.random.default_rng(31)
    tone = {pair: rng.normal(0, 4) for pair in ((a, b) for a in NAMES for b in NAMES if a < b)}
    rows = []
    for (a, b), mean in tone.items():
        for day in rng.integers(0, 300, 40):
            weight = float(np.round(np.clip(rng.normal(mean, 3), -10, 10), 1))
            source, target = (a, b) if rng.random() < 0.5 else (b, a)
            rows.append(
                told(int(day), source, target, 1 if weight > 0 else 3, weight,
                     joint=bool(rng.random() < 0.2), echo=bool(rng.random() < 0.05))
            )  # fmt: skip
    rows += [told(299, "ESP", "ITA", 2, 10.0) for _ in range(3)]  # too few
    rows += [told(10, "ESP", "PRT", 2, 10.0) for _ in range(50)]  # not in the last 90 days
    rows += [told(280, "USA", "USA", 4, -10.0) for _ in range(50)]
    rows += [told(280, "ESP", "POL", None, 0.0) for _ in range(50)]
    return rows


def test_each_pair_has_the_index_of_its_own_page() -> None:
    connection = connect(world())
    found = ranking(connection, top=40, fewest=5, half_life=25.0, prior=4.0)
    assert (found.first, found.last) == (
        DAY0 + dt.timedelta(days=209),
        DAY0 + dt.timedelta(days=299),
    )
    assert found.pairs == len(found.warmest) == len(found.coldest) == len(found.fastest) == 28
    for each in found.warmest:
        own = relations(
            connection, each.a, each.b, found.first, found.last, half_life=25.0, prior=4.0
        )
        assert each.before == pytest.approx(own.index.pair[0], abs=2e-9)
        assert each.now == pytest.approx(own.index.pair[-1], abs=2e-9)
        assert each.usual == pytest.approx(own.index.usual_pair, abs=2e-9)
        assert each.acts == own.counted.acts


def test_the_lists_are_the_ends_in_order() -> None:
    connection = connect(world())
    whole = ranking(connection, top=100, fewest=5)
    found = ranking(connection, top=3, fewest=5)
    assert found.pairs == whole.pairs
    assert found.warmest == whole.warmest[:3]
    assert found.coldest == whole.coldest[:3] == whole.warmest[:-4:-1]
    assert found.fastest == whole.fastest[:3]
    now = [each.now for each in whole.warmest]
    assert now == sorted(now, reverse=True)
    moved = [abs(each.change) for each in whole.fastest]
    assert moved == sorted(moved, reverse=True)
    assert all(each.a < each.b for each in whole.warmest)


def test_few_acts_do_not_win() -> None:
    rows = [told(day, "USA", "RUS", 1, 6.0) for day in range(0, 60)]
    rows += [told(59, "FRA", "DEU", 2, 10.0), told(59, "DEU", "FRA", 2, 10.0)]
    found = ranking(connect(rows), top=2, fewest=1)
    assert [(each.a, each.b) for each in found.warmest] == [("RUS", "USA"), ("DEU", "FRA")]


def test_a_span_of_ones_own() -> None:
    connection = connect(world())
    first, last = DAY0 + dt.timedelta(days=50), DAY0 + dt.timedelta(days=250)
    found = ranking(connection, first, last, 5)
    assert (found.first, found.last) == (first, last)
    late = connect([row for row in world() if row.date <= last])
    # acts after the span do not count but in the usual tone
    same = ranking(late, first, last, 100)
    assert {(e.a, e.b): e.acts for e in same.warmest} == {
        (e.a, e.b): e.acts for e in ranking(connection, first, last, 100).warmest
    }


@pytest.mark.parametrize("top", [0, -1, 1001])
def test_a_length_that_makes_no_sense(top: int) -> None:
    with pytest.raises(InputError, match=f"top={top}: give a number from 1 to 1000"):
        ranking(connect(world()), top=top)


def test_no_pair_has_enough() -> None:
    with pytest.raises(InputError, match=re.escape("no pair has 10 acts from")):
        ranking(connect([told(0, "USA", "RUS")]))


def test_the_sample_has_the_pairs_one_expects() -> None:
    found = ranking(sample(), top=5)
    assert any(each.a == "ISR" and each.b in ("PSE", "SYR") for each in found.coldest)
    assert all(each.acts >= 10 for each in found.warmest)
