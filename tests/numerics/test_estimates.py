"""One shape of a fitted result: whatever was fitted, it tells the same things by the same names."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from detente import rem
from detente.daily import Baseline, DailyModel, Inertia
from detente.errors import InputError
from detente.fitting.result import Fit
from detente.numerics.estimates import Estimated, Estimates
from tests.daily import small
from tests.fitting import worlds
from tests.rem.made import drawn

TABLE = ["coefficient", "se", "z", "p", "lower", "upper"]


def continuous() -> Estimated:
    return rem.RelationalEventModel([rem.Inertia(), rem.Reciprocity()]).fit(drawn(7))


def both() -> Estimated:
    rate = rem.DynamRateModel([rem.SenderOutdegree()])
    return rem.DynamModel(rate, rem.DynamChoiceModel([rem.Inertia()])).fit(drawn(7))


def panel() -> Estimated:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return DailyModel([Baseline(), Inertia((7,))]).fit(small.acts(), actors=small.ACTORS)


def scenario() -> Fit:
    made = worlds.small()
    return worlds.fitting(made, worlds.played(made, seed=3)).run()


@pytest.fixture(scope="module", params=[continuous, both, panel, scenario])
def result(request: pytest.FixtureRequest) -> Estimated:
    make: Callable[[], Estimated] = request.param
    return make()


class TestEveryResult:
    def test_names_and_arrays_belong_together(self, result: Estimated) -> None:
        p = len(result.names_)
        assert len(set(result.names_)) == p >= 2
        assert result.coef_.shape == (p,)
        assert result.theta_.tolist() == result.coef_.tolist()
        assert result.covariance_.shape == (p, p)
        np.testing.assert_allclose(result.covariance_, result.covariance_.T, rtol=1e-9)
        assert np.linalg.eigvalsh(result.covariance_).min() > -1e-6
        assert list(result.params_) == list(result.standard_errors_) == list(result.names_)
        assert list(result.params_.values()) == result.coef_.tolist()
        np.testing.assert_allclose(
            np.square(list(result.standard_errors_.values())), np.diag(result.covariance_)
        )

    def test_the_table(self, result: Estimated) -> None:
        table = result.summary
        assert table.equals(result.to_frame())
        assert table.columns[0] == "effect"
        start = table.columns.index("coefficient")
        assert set(table.columns[1:start]) <= {"class", "part"}
        assert table.columns[start : start + len(TABLE)] == TABLE
        assert set(table.columns[start + len(TABLE) :]) <= {"prior_mean", "prior_sd"}
        assert table["coefficient"].to_list() == result.coef_.tolist()
        assert table["se"].to_list() == list(result.standard_errors_.values())
        for row in table.iter_rows(named=True):
            assert row["z"] == pytest.approx(row["coefficient"] / row["se"])
            assert row["p"] == pytest.approx(math.erfc(abs(row["z"]) / math.sqrt(2)))

    def test_intervals(self, result: Estimated) -> None:
        for name, (lower, upper) in result.confidence_intervals_.items():
            mean, se = result.params_[name], result.standard_errors_[name]
            assert (lower, upper) == pytest.approx((mean - 1.959964 * se, mean + 1.959964 * se))
        ends = list(zip(result.summary["lower"], result.summary["upper"], strict=True))
        assert ends == list(result.confidence_intervals_.values())
        half = result.to_frame(0.5)
        width = (half["upper"] - half["lower"]) / half["se"]
        assert width.to_list() == pytest.approx([2 * 0.674490] * len(width), rel=1e-5)
        for level in (0.0, 1.0, 95.0, math.nan):
            with pytest.raises(InputError, match="a share between 0 and 1"):
                result.to_frame(level)

    def test_likelihood_and_criteria(self, result: Estimated) -> None:
        p, found = len(result.names_), result.log_likelihood_
        assert result.aic_ == pytest.approx(2 * p - 2 * found)
        events = math.exp((result.bic_ + 2 * found) / p)
        assert events == pytest.approx(round(events))
        assert events > 100


def test_labels_of_each() -> None:
    assert both().names_ == ("rate: sender_outdegree", "choice: inertia")
    assert both().summary.columns[:2] == ["effect", "part"]
    assert panel().summary.columns[:2] == ["effect", "class"]
    table = scenario().summary
    assert table.columns[:2] == ["effect", "part"]
    assert set(table["part"]) == {"coefficient", "baseline"}
    assert "baseline of answer" in scenario().names_
    assert table.columns[-2:] == panel().summary.columns[-2:] == ["prior_mean", "prior_sd"]


def test_a_fit_tells_of_its_priors() -> None:
    fit = scenario()
    rows = {row["effect"]: row for row in fit.summary.iter_rows(named=True)}
    for entry in fit.file.coefficients:
        assert rows[entry.name]["prior_mean"] == entry.prior_mean
        assert rows[entry.name]["prior_sd"] == entry.prior_sd
    for baseline, mean in zip(fit.file.baselines, fit.prior_mean, strict=False):
        assert rows[baseline.process]["prior_mean"] == mean
    i, j = (fit.names_.index(name) for name in ("talks.h1", "talks.h10"))
    table = fit.file.correlation
    k, m = (table.names.index(name) for name in ("talks.h1", "talks.h10"))
    sd = fit.standard_errors_
    assert fit.covariance_[i, j] == pytest.approx(
        table.matrix()[k, m] * sd["talks.h1"] * sd["talks.h10"]
    )


def test_what_is_held_has_no_error_and_counts_for_nothing() -> None:
    class Held(Estimated):
        def _estimates(self) -> Estimates:
            return Estimates(("a", "b"), np.array([1.0, 2.0]), np.diag([0.25, 0.0]), -10.0, 20)

    found = Held()
    assert found.aic_ == 22.0
    assert found.bic_ == pytest.approx(math.log(20) + 20.0)
    free, held = found.summary.iter_rows(named=True)
    assert (free["z"], free["lower"] < 1.0) == (2.0, True)
    assert (held["se"], held["z"], held["p"]) == (0.0, None, None)
    assert held["lower"] == held["upper"] == 2.0
    assert found.summary.schema["z"] == pl.Float64
