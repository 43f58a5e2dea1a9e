"""A record simulated from the model gives its coefficients back."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from detente.daily import DailyModel, DyadCovariate, Inertia, Reciprocity, Weekend
from detente.daily.arrays import F64

FIRST = dt.date(2010, 1, 4)
ACTORS = tuple("ABCDEFGHIJ")
INTERCEPT, INERTIA, RECIPROCITY, WEEKEND, NEAR = -3.6, 0.7, 0.5, -0.6, 0.8


def simulated(days: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One directed class, day by day: the hazards of docs/daily.md with a usual rate of zero.

    With M̄ the same for all its level is a constant, which the intercept takes up.
    """
    rng = np.random.default_rng(seed)
    n = len(ACTORS)
    near = (rng.random((n, n)) < 0.3).astype(float)
    memory: F64 = np.zeros((n, n))
    left = 2.0 ** (-1 / 7)
    rows = []
    for t in range(days):
        weekend = float((FIRST + dt.timedelta(days=t)).weekday() >= 5)
        eta = INTERCEPT + WEEKEND * weekend + NEAR * near
        eta = eta + INERTIA * np.log1p(memory) + RECIPROCITY * np.log1p(memory.T)
        acted = rng.random((n, n)) < -np.expm1(-np.exp(eta))
        np.fill_diagonal(acted, False)
        rows += [
            (FIRST + dt.timedelta(days=t), ACTORS[i], ACTORS[j]) for i, j in np.argwhere(acted)
        ]
        memory = left * memory + acted
    acts = pl.DataFrame(rows, schema=["date", "source", "target"], orient="row").with_columns(
        pl.lit("act").alias("class")
    )
    pairs = pl.DataFrame(
        [(ACTORS[i], ACTORS[j], near[i, j]) for i in range(n) for j in range(n) if i != j],
        schema=["source", "target", "value"], orient="row",
    )  # fmt: skip
    return acts, pairs


@pytest.fixture(autouse=True)
def usual_rates_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Usual rates are given here, not estimated: the same for all, and nearly none."""
    from detente.daily import model
    from detente.daily.record import Record

    def rates(record: Record) -> F64:
        return np.full((9, record.pairs, record.flows), 1e-9)

    monkeypatch.setattr(model, "usual_rates", rates)


def test_coefficients_come_back() -> None:
    """24 fits: each coefficient's z-scores have mean 0 and variance 1 (false alarm 1 in 10,000)."""
    from scipy.stats import chi2, norm

    true = {
        "inertia 7 d": INERTIA,
        "reciprocity 7 d": RECIPROCITY,
        "weekend": WEEKEND,
        "near": NEAR,
    }
    scores: dict[str, list[float]] = {name: [] for name in true}
    for seed in range(24):
        acts, near = simulated(300, seed)
        model = DailyModel(
            [Inertia((7,)), Reciprocity((7,)), Weekend(), DyadCovariate("near", near)]
        )
        # memories are empty at first, in the simulation as well: every day counts
        model.fit(acts, actors=ACTORS, first=FIRST, last=FIRST + dt.timedelta(days=299))
        for row in model.summary.iter_rows(named=True):
            if row["effect"] in true:
                scores[row["effect"]].append((row["coefficient"] - true[row["effect"]]) / row["se"])
    alarm = 1e-4 / (3 * len(true))
    for name, z in scores.items():
        found = np.array(z)
        assert abs(found.mean()) < norm.isf(alarm / 2) / np.sqrt(found.size), name
        low, high = chi2.ppf([alarm / 2, 1 - alarm / 2], found.size - 1) / (found.size - 1)
        assert low < found.var(ddof=1) < high, name


def test_the_maximum_is_one() -> None:
    """No step from it gains; sampling for the start, grouping and threads lead to the same."""
    from detente.daily import size

    acts, near = simulated(400, 99)
    effects = [Inertia((7,)), Reciprocity((7,)), Weekend(), DyadCovariate("near", near)]
    one = DailyModel(effects).fit(acts, actors=ACTORS, tolerance=1e-9)
    assert not [step for step in one.steps_ if not step.whole]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(size, "WORTH_SAMPLING", 0)
        patch.setattr(size, "SAMPLE_ROWS", 2_000)
        other = DailyModel(effects).fit(
            acts, actors=ACTORS, tolerance=1e-9, threads=3, grouped=False
        )
    sampled = [step for step in other.steps_ if not step.whole]
    assert sampled
    np.testing.assert_allclose(other.coef_, one.coef_, rtol=1e-7)
    np.testing.assert_allclose(other.covariance_, one.covariance_, rtol=1e-4)
    assert other.log_likelihood_ == pytest.approx(one.log_likelihood_, abs=1e-6)
    # the sample had come close: the first whole step is within a few standard errors
    assert next(step for step in other.steps_ if step.whole).step < 6
    assert one.steps_[-1].gain < 1e-9


def test_threads_change_no_bit_of_a_fit() -> None:
    acts, near = simulated(200, 5)
    effects = [Inertia((7,)), Reciprocity((7,)), Weekend(), DyadCovariate("near", near)]
    fits = [DailyModel(effects).fit(acts, actors=ACTORS, threads=threads) for threads in (1, 2, 3)]
    for fit in fits[1:]:
        np.testing.assert_array_equal(fit.coef_, fits[0].coef_)
        np.testing.assert_array_equal(fit.covariance_, fits[0].covariance_)
        assert fit.log_likelihood_ == fits[0].log_likelihood_
