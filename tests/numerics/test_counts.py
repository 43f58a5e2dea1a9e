"""Rates from counts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from detente.numerics.counts import log_moments, pooled, posterior
from tests.forms import size


@pytest.mark.parametrize(("seen", "covered"), [(0, 28), (0, 1826), (3, 90), (40, 1826), (150, 400)])
def test_the_law_has_the_mean_and_variance_of_the_posterior(seen: int, covered: int) -> None:
    """Against the posterior of the hazard, integrated by quantiles of the Beta."""
    points = size(200_000, 2_000_000)
    law = posterior(seen, covered)
    u = (np.arange(points) + 0.5) / points
    hazard = -np.log1p(-stats.beta(seen + 0.5, covered - seen + 0.5).ppf(u))
    assert law.mean == pytest.approx(hazard.mean(), rel=1e-3)
    assert law.mean / np.sqrt(law.shape) == pytest.approx(hazard.std(), rel=1e-2)


@pytest.mark.parametrize(("seen", "covered"), [(0, 1004), (4, 1004), (30, 3652)])
def test_of_a_rare_act_it_is_jeffreys_posterior_of_a_count(seen: int, covered: int) -> None:
    law = posterior(seen, covered)
    assert law.shape == pytest.approx(seen + 0.5, rel=1e-3)
    assert law.shape / law.mean == pytest.approx(covered, rel=0.01)


def test_the_logarithm_has_these_moments() -> None:
    law = posterior(2, 500)
    drawn = np.log(stats.gamma(law.shape, scale=law.mean / law.shape).rvs(200_000, random_state=1))
    mean, sd = log_moments(law)
    assert mean == pytest.approx(drawn.mean(), abs=0.01)
    assert sd == pytest.approx(drawn.std(), rel=0.01)


def test_periods_that_agree_count_together() -> None:
    law = pooled([(4, 1000), (6, 1500), (2, 500)])
    together = posterior(12, 3000)
    assert law.mean == pytest.approx(together.mean, rel=1e-3)
    assert law.shape == pytest.approx(together.shape, rel=1e-3)


def test_periods_without_any_act_have_a_rate() -> None:
    assert pooled([(0, 400), (0, 600)]).mean == pytest.approx(0.5 / 1000, rel=1e-2)


@pytest.mark.parametrize("counts", [[(4, 365), (0, 1004)], [(10, 300), (60, 300), (0, 300)]])
def test_disagreement_widens_the_spread(counts: list[tuple[int, int]]) -> None:
    """Far below the shape of the sum of the counts, and the lower the farther they are apart."""
    law = pooled(counts)
    events, days = (sum(column) for column in zip(*counts, strict=True))
    assert law.shape < 0.3 * posterior(events, days).shape
    assert min(k / n for k, n in counts) < law.mean < max(k / n for k, n in counts)


def test_the_spread_between_periods_is_found() -> None:
    """Many periods whose rates are Gamma with a squared coefficient of variation of ½."""
    random = np.random.default_rng(5)
    rates = random.gamma(2.0, 0.02 / 2.0, size=400)
    days = random.integers(200, 2000, size=400)
    counts = [
        (int(random.binomial(n, -np.expm1(-r))), int(n)) for r, n in zip(rates, days, strict=True)
    ]
    law = pooled(counts)
    assert law.mean == pytest.approx(0.02, rel=0.1)
    assert law.shape == pytest.approx(2.0, rel=0.2)
