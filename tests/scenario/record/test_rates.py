"""The rates that are measured."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from detente.scenario.record.rates import HIGHEST, measured
from tests.forms import size


@pytest.mark.parametrize(("seen", "covered"), [(0, 28), (0, 1826), (3, 90), (40, 1826), (150, 400)])
def test_the_draws_have_the_mean_and_variance_of_the_posterior(seen: int, covered: int) -> None:
    """Against the posterior of the hazard, integrated by quantiles of the Beta."""
    points = size(200_000, 2_000_000)
    rate = measured(seen, covered, "a test")
    u = (np.arange(points) + 0.5) / points
    hazard = -np.log1p(-stats.beta(seen + 0.5, covered - seen + 0.5).ppf(u))
    median = -math.log1p(-rate.per_day)
    assert median * math.exp(rate.sd**2 / 2) == pytest.approx(hazard.mean(), rel=1e-3)
    spread = median * math.exp(rate.sd**2 / 2) * math.sqrt(math.expm1(rate.sd**2))
    assert spread == pytest.approx(hazard.std(), rel=1e-2)


def test_many_days_tell_what_was_counted() -> None:
    rate = measured(365, 3652, "a test")
    assert rate.per_year == pytest.approx(36.5, rel=2e-3)
    assert rate.sd == pytest.approx(1 / math.sqrt(365), rel=0.1)
    assert rate.basis == "record"


def test_what_was_never_seen_is_rare_and_uncertain() -> None:
    """0.5/√3 days in the time that is covered, and an sd of √log 3."""
    rate = measured(0, 1826, "a test")
    assert rate.per_year * 1826 / 365.25 == pytest.approx(0.5 / math.sqrt(3), rel=1e-3)
    assert rate.sd == pytest.approx(math.sqrt(math.log(3)), rel=1e-3)
    longer, seen = measured(0, 3652, "a test"), measured(1, 1826, "a test")
    assert longer.per_year < rate.per_year < seen.per_year


@pytest.mark.parametrize("covered", [28, 400, 20_000])
def test_every_day_is_the_highest_rate(covered: int) -> None:
    assert measured(covered, covered, "a test").per_year == HIGHEST
