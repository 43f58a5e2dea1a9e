"""Turning points: few where there are none, found where they were put."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from detente.relations.daily import F64
from detente.relations.relations import relations
from detente.relations.turning import SHORTEST, find_breaks, noise
from tests.forms import size
from tests.pace import within
from tests.relations.record import DAY0, connect, sample, told

WEEKS = 260


def sluggish(rng: np.random.Generator, n: int, rho: float) -> F64:
    """An AR(1) of unit variance."""
    values = np.empty(n)
    value = rng.standard_normal()
    for t in range(n):
        values[t] = value
        value = rho * value + np.sqrt(1.0 - rho * rho) * rng.standard_normal()
    return values


@pytest.mark.parametrize(("rho", "share"), [(0.0, 0.015), (0.3, 0.066), (0.5, 0.117)])
def test_noise_gives_few(rho: float, share: float) -> None:
    """Share of series with any turning point though there is none.

    The shares were measured over 2,000 series of 260 weeks; three standard errors are added.
    """
    rng, series = np.random.default_rng(11), size(100, 300)
    wrong = [bool(find_breaks(sluggish(rng, WEEKS, rho), 6)) for _ in range(series)]
    assert np.mean(wrong) <= share + 3 * np.sqrt(share * (1 - share) / series)


@pytest.mark.parametrize(("rho", "least"), [(0.0, 0.9), (0.3, 0.7)])
def test_breaks_of_a_deviation_and_a_half_are_found_where_they_are(
    rho: float, least: float
) -> None:
    rng = np.random.default_rng(12)
    found = []
    for _ in range(size(25, 60)):
        series = sluggish(rng, WEEKS, rho)
        series[100:] += 1.5
        found.append(any(abs(place - 100) <= 4 for place, _p in find_breaks(series, 6)))
    assert np.mean(found) >= least


def test_several_breaks_at_once() -> None:
    rng = np.random.default_rng(13)
    series = sluggish(rng, 300, 0.2)
    for place, jump in ((80, 3.0), (150, -4.0), (220, 2.5)):
        series[place:] += jump
    found = find_breaks(series, 6)
    assert [round(place / 10) for place, _p in found] == [8, 15, 22]
    assert all(0.001 <= p <= 0.05 for _place, p in found)


def test_thirty_years_of_weeks_take_no_time() -> None:
    rng = np.random.default_rng(14)
    series = sluggish(rng, 1565, 0.3)
    find_breaks(series[:50], 6)  # the library is loaded once
    for jump in (0.0, 2.0):
        series[800:] += jump
        with within(15):
            find_breaks(series, 6)


def test_the_noise_is_measured_through_breaks() -> None:
    rng = np.random.default_rng(15)
    series = sluggish(rng, 2000, 0.4)
    series[600:] += 6.0
    series[1300:] -= 9.0
    spread, rho = noise(series)
    assert spread == pytest.approx(1.0, abs=0.12)
    assert rho == pytest.approx(0.4, abs=0.12)


@pytest.mark.parametrize("series", [np.zeros(50), np.full(50, 3.3)])
def test_a_flat_series_has_none(series: F64) -> None:
    assert find_breaks(series, 6) == []


def test_a_series_that_is_mostly_one_value() -> None:
    series = np.zeros(120)
    series[60:] = 1.0
    series[::7] += 0.3
    assert [place for place, _p in find_breaks(series, 6)] == [60]


def test_a_break_in_the_record_has_its_date_and_levels() -> None:
    rng = np.random.default_rng(16)
    change = 400
    rows = []
    for day in range(800):
        for _ in range(rng.poisson(0.6)):
            cold = rng.random() < (0.7 if day >= change else 0.2)
            a, b = ("USA", "RUS") if rng.random() < 0.5 else ("RUS", "USA")
            rows.append(told(day, a, b, 3 if cold else 1, -4.0 if cold else 4.0))
    found = relations(connect(rows), "USA", "RUS")
    (point,) = found.turning.points
    assert found.turning.resolution == "week"
    assert abs((point.date - DAY0).days - change) <= 28
    before = [r.goldstein for r in rows if r.date < point.date]
    after = [r.goldstein for r in rows if r.date >= point.date]
    assert (point.acts_before, point.acts_after) == (len(before), len(after))
    assert point.before == pytest.approx(np.mean([g for g in before if g is not None]))
    assert point.after == pytest.approx(np.mean([g for g in after if g is not None]))
    assert point.size < -1.0
    assert point.p == 0.001
    again = relations(connect(rows), "USA", "RUS").turning
    assert again == found.turning


def test_acts_in_any_order_have_few_turning_points() -> None:
    """The true acts of a year, on shuffled days: at most a few of thirty have one."""
    rng = np.random.default_rng(17)
    rows = [
        told(int(day), "USA", "RUS", *((1, 4.0) if rng.random() < 0.6 else (4, -8.0)))
        for day in rng.integers(0, 730, 700)
    ]
    wrong = 0
    for _ in range(30):
        days = rng.permutation(730)
        moved = [
            told(int(days[(row.date - DAY0).days]), "USA", "RUS", row.quad, row.goldstein)
            for row in rows
        ]
        wrong += bool(relations(connect(moved), "USA", "RUS").turning.points)
    assert wrong <= 4


def test_too_few_weeks_are_said_to_be_too_few() -> None:
    least = 2 * SHORTEST["week"]
    rows = [told(40 * n, "USA", "RUS") for n in range(least - 1)]
    few = relations(connect(rows), "USA", "RUS").turning
    assert (few.resolution, few.observed, few.enough) == ("week", least - 1, False)
    enough = relations(connect([*rows, told(480, "RUS", "USA")]), "USA", "RUS").turning
    assert (enough.observed, enough.enough) == (least, True)


def test_september_2018_of_the_sample() -> None:
    """The record warms within the month; a day more or less of the search does not matter."""
    found = relations(sample(), "USA", "RUS").turning
    (point,) = found.points
    assert found.resolution == "day"
    assert dt.date(2018, 9, 6) <= point.date <= dt.date(2018, 9, 12)
    assert point.before < -1.0 < 0.0 < point.after
