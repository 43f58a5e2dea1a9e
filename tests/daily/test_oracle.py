"""The compiled likelihood against plain Python, and its derivatives against differences."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import polars as pl
import pytest

from detente.daily.arrays import F64
from detente.daily.coefficients import Coefficients, coefficients
from detente.daily.model import DailyModel
from detente.daily.passes import CaseControl, Passes
from detente.daily.rates import usual_rates
from detente.daily.record import Record, read_record
from tests.daily.small import ACTORS, FIRST, Oracle, Rates, acts, every_effect
from tests.forms import only_whole, size

MISSING = [FIRST + dt.timedelta(days=t) for t in (17, 18, 40)]


def prepared(
    frame: pl.DataFrame, grouped: bool = True, threads: int = 1, by_class: bool = True
) -> tuple[Record, Passes, Coefficients]:
    record = read_record(frame, actors=ACTORS, first=FIRST + dt.timedelta(days=5), missing=MISSING)
    model = DailyModel(every_effect(), by_class=by_class)
    plan = model._plan(record)
    passes = model._prepare(record, threads, grouped)[-1]
    return record, passes, coefficients(plan, by_class)


def rates_of(record: Record) -> Rates:
    """The rates that the model uses, looked up by names; day −1: those of the whole record."""
    rates = usual_rates(record)
    folds = record.folds()
    a, b = record.ends
    pair = {
        (record.actors[i], record.actors[j]): p for p, (i, j) in enumerate(zip(a, b, strict=True))
    }

    def rate(t: int, i: str, j: str, label: int, joint: bool) -> float:
        fold = -1 if t < 0 else folds[t // record.block]
        low = min(i, j)
        p = pair[low, max(i, j)]
        q = 4 if joint else 2 * (1, 3).index(label) + (i != low)
        return float(rates[fold, p, q])

    return rate


def oracle_of(frame: pl.DataFrame, record: Record) -> Oracle:
    rows = [((date - FIRST).days, *rest) for date, *rest in frame.iter_rows()]
    return Oracle(rows, rates_of(record))


def drawn(size: int, seed: int = 3) -> F64:
    return np.random.default_rng(seed).normal(0.0, 0.4, size)


@pytest.fixture(scope="module", params=[0, pytest.param(1, marks=only_whole)])
def frame(request: pytest.FixtureRequest) -> pl.DataFrame:
    return acts(60, seed=request.param)


@pytest.mark.filterwarnings("ignore::detente.errors.EstimationWarning")
class TestLikelihood:
    @pytest.mark.parametrize("grouped", [True, False])
    def test_agrees_with_loops(self, frame: pl.DataFrame, grouped: bool) -> None:
        record, passes, named = prepared(frame, grouped)
        theta = drawn(len(named))
        value = passes.totals(passes.run(theta))[0]
        oracle = oracle_of(frame, record)
        days = [t for t in range(5, record.last + 1) if t not in (17, 18, 40)]
        assert record.weight.sum() == len(days)
        expected = oracle.log_likelihood(dict(zip(named.names, theta, strict=True)), days)
        assert value == pytest.approx(expected, rel=1e-11)

    @pytest.mark.parametrize("grouped", [True, False])
    @pytest.mark.parametrize("by_class", [True, False])
    def test_derivatives_agree_with_differences(
        self, frame: pl.DataFrame, grouped: bool, by_class: bool
    ) -> None:
        _, passes, named = prepared(frame, grouped, by_class=by_class)
        theta = drawn(len(named))
        _, gradient, information = passes.totals(passes.run(theta))
        step = 1e-5
        for k in range(len(named)):
            move = np.zeros(len(named))
            move[k] = step
            up = passes.totals(passes.run(theta + move))
            down = passes.totals(passes.run(theta - move))
            assert (up[0] - down[0]) / (2 * step) == pytest.approx(gradient[k], rel=1e-6, abs=1e-5)
            np.testing.assert_allclose(
                (down[1] - up[1]) / (2 * step), information[k], rtol=1e-5, atol=1e-4
            )

    def test_grouping_changes_nothing(self, frame: pl.DataFrame) -> None:
        _, grouped, named = prepared(frame, True)
        _, streamed, _ = prepared(frame, False)
        # the test would say nothing if no pair were silent for a block
        assert (grouped.world.begin > grouped.world.block[0]).sum() >= 2
        theta = drawn(len(named), 5)
        one, other = grouped.totals(grouped.run(theta)), streamed.totals(streamed.run(theta))
        assert one[0] == pytest.approx(other[0], rel=1e-10)
        np.testing.assert_allclose(one[1], other[1], rtol=1e-10, atol=1e-10)
        np.testing.assert_allclose(one[2], other[2], rtol=1e-10, atol=1e-10)

    def test_threads_change_no_bit(self, frame: pl.DataFrame) -> None:
        _, one, named = prepared(frame, threads=1)
        theta = drawn(len(named))
        first = one.run(theta)
        for threads in (2, 3):
            _, more, _ = prepared(frame, threads=threads)
            for ours, theirs in zip(first, more.run(theta), strict=True):
                np.testing.assert_array_equal(ours, theirs)

    def test_rows_are_counted(self, frame: pl.DataFrame) -> None:
        record, passes, named = prepared(frame)
        sums = passes.run(drawn(len(named)))
        days = record.weight.sum()
        np.testing.assert_allclose(sums.rows.sum(axis=0), days * np.array([30, 30, 15]))
        by_flow = record.counts().sum(axis=0)
        np.testing.assert_allclose(
            sums.rows[1], [by_flow[:2].sum(), by_flow[2:4].sum(), by_flow[4]]
        )

    def test_a_sample_is_right_on_average(self, frame: pl.DataFrame) -> None:
        """The mean of many samples lies within 4.5 of its standard errors (7 in a million)."""
        samples = size(60, 400)
        _, passes, named = prepared(frame)
        theta = 0.3 * drawn(len(named))
        value, gradient, _ = passes.totals(passes.run(theta))
        found = [
            passes.totals(passes.run(theta, CaseControl(0.3, 0.6, 0.3, seed)))[:2]
            for seed in range(samples)
        ]
        values = np.array([v for v, _ in found])
        slopes = np.array([g for _, g in found])
        assert values.std() > 0
        assert abs(values.mean() - value) < 4.5 * values.std() / math.sqrt(samples)
        assert (
            np.abs(slopes.mean(axis=0) - gradient) < 4.5 * slopes.std(axis=0) / math.sqrt(samples)
        ).all()


@pytest.mark.filterwarnings("ignore::detente.errors.EstimationWarning")
def test_chances_agree_with_loops() -> None:
    frame = acts(60, rate=0.12)
    model = DailyModel(every_effect()).fit(frame, actors=ACTORS)
    tomorrow = model.predict()
    record = read_record(frame, actors=ACTORS)
    oracle = oracle_of(frame, record)
    whole = oracle.rates
    oracle.rates = lambda _t, *cell: whole(-1, *cell)  # what is predicted uses the whole record
    theta = dict(zip(model.names_, model.coef_, strict=True))
    assert tomorrow["date"].unique().to_list() == [frame["date"].max() + dt.timedelta(days=1)]  # type: ignore[operator]
    assert len(tomorrow) == 6 * 5 * 2
    for row in tomorrow.iter_rows(named=True):
        i, j, label = row["source"], row["target"], row["class"]
        directed = oracle.hazard(theta, 60, i, j, label, False)
        joint = oracle.hazard(theta, 60, min(i, j), max(i, j), 1, True) if label == 1 else 0.0
        assert row["directed"] == pytest.approx(-np.expm1(-directed), rel=1e-10)
        assert row["joint"] == pytest.approx(-np.expm1(-joint), rel=1e-10, abs=1e-300)
        assert row["chance"] == pytest.approx(-np.expm1(-directed - joint), rel=1e-10)
