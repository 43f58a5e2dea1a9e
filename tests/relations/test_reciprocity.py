"""Who sends more, and who answers in kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest

from detente.relations.reciprocity import Answers
from detente.relations.relations import relations
from tests.forms import size
from tests.relations.record import DAY0, Told, connect, told

DAYS = 1500


def answers(rows: list[Told], *, gaps: bool = False) -> dict[tuple[str, bool], Answers]:
    """Answers between the two, in a record that has something about others on every day."""
    last = max((row.date - DAY0).days for row in rows)
    others = [] if gaps else [told(day, "CHN", "JPN") for day in range(last + 1)]
    found = relations(connect(rows + others), "USA", "RUS")
    return {(each.side, each.by_first): each for each in found.answers}


def test_the_balance_of_each_class() -> None:
    rows = [told(day, "USA", "RUS", 3) for day in range(0, 300, 10)]
    rows += [told(day, "RUS", "USA", 3) for day in range(5, 300, 30)]
    rows += [told(day, "USA", "RUS", 1, joint=True) for day in range(0, 300, 5)]
    rows += [told(7, "RUS", "USA", 4)]
    one, two, three, four = relations(connect(rows), "USA", "RUS").balances
    assert (one.forth, one.back, one.balance, one.interval) == (0, 0, None, None)
    assert (two.forth, two.back, two.balance) == (0, 0, None)
    assert (three.forth, three.back, three.balance) == (30, 10, 0.5)
    assert (four.forth, four.back, four.balance) == (0, 1, -1.0)
    assert four.interval is not None
    assert four.interval[0] == -1.0
    assert four.interval[1] > 0.0  # one act says nothing
    turned = relations(connect(rows), "RUS", "USA").balances[2]
    assert turned.balance == -0.5
    assert three.interval is not None
    assert turned.interval is not None
    assert turned.interval == pytest.approx((-three.interval[1], -three.interval[0]))


def test_wilsons_interval_where_acts_do_not_come_in_bursts() -> None:
    """10 of 30 in weeks of their own: Wilson (1927), share 0.333, 95 %: 0.192 to 0.512."""
    rows = [told(7 * n, *(("USA", "RUS") if n % 3 == 0 else ("RUS", "USA")), 3) for n in range(30)]
    three = relations(connect(rows), "USA", "RUS").balances[2]
    assert three.interval is not None
    # the spread between weeks is that of independent acts, up to n/(n − 1)
    assert three.interval == pytest.approx((2 * 0.1923 - 1, 2 * 0.5122 - 1), abs=0.01)


def test_bursts_widen_the_interval_and_it_holds_what_it_says() -> None:
    """Each week one of the two sends ten acts: 95 % intervals of 0 hold it in at least 88 %.

    Of 15 intervals at least 11 (95 % of them hold it: fewer once in 1,600).
    """
    rng = np.random.default_rng(21)
    held = []
    for _ in range(size(15, 60)):
        rows = [
            told(7 * week + int(rng.integers(7)), *pair, 3)
            for week in range(40)
            for pair in ([("USA", "RUS"), ("RUS", "USA")][int(rng.random() < 0.5)],) * 10
        ]
        interval = relations(connect(rows), "USA", "RUS").balances[2].interval
        assert interval is not None
        held.append(interval[0] <= 0.0 <= interval[1])
    assert np.mean(held) >= size(11 / 15, 0.88)


def played(
    rng: np.random.Generator, answer: float, rate: Callable[[int], float] = lambda day: 0.03
) -> list[Told]:
    """Conflict of the US at random; Russia answers it within a week with a probability."""
    rows = [told(0, "USA", "RUS", 1), told(DAYS - 1, "RUS", "USA", 1)]
    for day in range(DAYS):
        if rng.random() < rate(day):
            rows.append(told(day, "USA", "RUS", 4))
            if rng.random() < answer and day + 8 < DAYS:
                rows.append(told(day + 1 + int(rng.integers(7)), "RUS", "USA", 3))
        if rng.random() < rate(day):
            rows.append(told(day, "RUS", "USA", 4))
    return rows


def test_an_answer_in_kind_is_seen_on_the_side_that_answers() -> None:
    found = answers(played(np.random.default_rng(22), 0.6))
    russia, america = found["conflict", False], found["conflict", True]
    assert russia.ratio is not None
    assert russia.interval is not None
    assert russia.ratio > 1.5
    assert russia.interval[0] > 1.2
    assert america.interval is not None
    assert america.interval[0] < 1.0 < america.interval[1]
    assert russia.answered == pytest.approx(0.66, abs=0.12)


def test_independence_gives_a_ratio_of_one_and_the_interval_holds_it() -> None:
    """Of 8 intervals 6 or more (fewer once in 2,700); the mean of 8 varies 1.8 times as much."""
    ratios, held = [], []
    for seed in range(size(8, 25)):
        each = answers(played(np.random.default_rng(100 + seed), 0.0))["conflict", False]
        assert each.ratio is not None
        assert each.interval is not None
        ratios.append(each.ratio)
        held.append(each.interval[0] <= 1.0 <= each.interval[1])
    assert np.mean(ratios) == pytest.approx(1.0, abs=size(0.18, 0.1))
    assert np.mean(held) >= size(0.75, 0.84)


def test_a_year_in_which_both_do_more_is_not_an_answer() -> None:
    """Rates of 1 % and 12 % in turn: against the whole span the ratio would be near 2.

    The mean of 4 ratios varies 1.7 times as much as that of 12.
    """
    ratios = [
        answers(
            played(
                np.random.default_rng(200 + seed),
                0.0,
                lambda day: 0.12 if (day // 375) % 2 else 0.01,
            )
        )["conflict", False].ratio
        for seed in range(size(4, 12))
    ]
    assert np.mean([r for r in ratios if r is not None]) == pytest.approx(1.0, abs=size(0.21, 0.12))


def test_the_definition_on_few_days() -> None:
    """Twenty days: occasions on 0, 4 and 15; answers within seven days after 0 and 4 only."""
    rows = [told(day, "USA", "RUS", 3) for day in (0, 4, 15)] + [told(5, "RUS", "USA", 4)]
    rows += [told(day, "CHN", "JPN") for day in range(20)]
    each = answers(rows)["conflict", False]
    # 15 has fewer than seven days after it; of days 0 to 12, 0 to 4 see the act of day 5
    assert each.occasions == 2
    assert each.answered == 1.0
    assert each.usual == pytest.approx(5 / 13)
    assert each.ratio == pytest.approx(13 / 5)
    assert each.interval is None  # of one block nothing can be drawn


def test_the_same_day_is_no_answer_and_other_sides_are_none() -> None:
    rows = [told(day, "USA", "RUS", 3) for day in range(0, 200, 20)]
    rows += [told(day, "RUS", "USA", 3) for day in range(0, 200, 20)]
    rows += [told(day + 1, "RUS", "USA", 1) for day in range(0, 200, 20)]
    rows += [told(day + 1, "RUS", "USA", 1, joint=True) for day in range(0, 200, 20)]
    found = answers(rows)
    assert found["conflict", False].answered == 0.0
    assert found["cooperation", True].occasions > 0
    assert found["cooperation", True].answered == 0.0
    assert found["cooperation", True].ratio is None


def test_days_before_a_gap_are_left_out() -> None:
    rows = [told(day, "USA", "RUS", 3) for day in (10, 40)] + [told(42, "RUS", "USA", 3)]
    rows += [told(day, "CHN", "JPN") for day in range(100) if not 12 <= day < 15]
    each = answers(rows, gaps=True)["conflict", False]
    assert each.occasions == 1  # that of day 10 was perhaps answered on day 12
    assert each.answered == 1.0
    assert dt.date(2020, 1, 13) in relations(connect(rows), "USA", "RUS").missing
