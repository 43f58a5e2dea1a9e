"""The tests of the tests: mean 1, few false alarms, power where it is stated."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import binom

from tests.engine import laws
from tests.engine.laws import (
    RefutedError,
    assert_cells,
    assert_correlation,
    assert_frequencies,
    assert_hazards,
    assert_means,
    assert_means_by_normal_law,
    assert_standard_normal,
    assert_uniform,
    refuted,
)

Trial = Callable[[np.random.Generator, float, float], None]


def dependent(
    rng: np.random.Generator, paths: int, days: int, wrong: float = 1.0
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Acts that breed acts; the real hazards are `wrong` times those that are stated."""
    hazard = np.empty((paths, days))
    happened = np.empty((paths, days), dtype=bool)
    memory = np.zeros(paths)
    for t in range(days):
        hazard[:, t] = 0.1 * np.exp(0.5 * np.minimum(memory, 3.0))
        happened[:, t] = rng.random(paths) < -np.expm1(-wrong * hazard[:, t])
        memory = 0.7 * memory + happened[:, t]
    return hazard, happened


def test_the_evidence_has_mean_one_whatever_the_past_does() -> None:
    """Over all histories of six days whose hazards hang on the history, to the last digit."""
    total = 0.0
    for history in itertools.product([False, True], repeat=6):
        hazard = np.array([0.4 * 3.0 ** sum(history[:t]) / (t + 1) for t in range(6)])
        y = np.array(history)
        chance = np.where(y, -np.expm1(-hazard), np.exp(-hazard)).prod()
        total += chance * np.exp(laws.evidence(hazard, y, np.zeros(6, dtype=np.int64), 1)[0])
    assert total == pytest.approx(1.0, rel=1e-12)


def test_binomial_tails_are_those_of_scipy() -> None:
    """A count is refuted just where the exact two-sided p-value says so."""
    for n, q in ((1, 0.3), (40, 0.02), (300, 0.5), (300, 0.999)):
        for x in range(n + 1):
            p = min(1.0, 2.0 * min(binom.cdf(x, n, q), binom.sf(x - 1, n, q)))
            if p < 1e-300:
                continue
            assert_frequencies(x, n, q, alpha=p * (1 - 1e-6))
            with refuted():
                assert_frequencies(x, n, q, alpha=p * (1 + 1e-6))


def test_the_impossible_is_refuted() -> None:
    assert_frequencies([0, 5], 5, [0.0, 1.0])
    for hits, share in ((1, 0.0), (4, 1.0)):
        with refuted():
            assert_frequencies(hits, 5, share)
    with refuted():
        assert_hazards(np.array([0.1, 0.0]), np.array([False, True]))


def hazards_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    hazard, happened = dependent(rng, 20, 50, wrong)
    assert_hazards(hazard, happened, np.arange(1000).reshape(20, 50) % 2, alpha=alpha)


def frequencies_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    assert_frequencies(rng.binomial(400, 0.2 * wrong, size=3), 400, 0.2, alpha=alpha)


def cells_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    share = np.array([0.2 * wrong, 0.3, 0.5 - 0.2 * (wrong - 1.0)])
    assert_cells(rng.multinomial(1000, share), [200, 300, 500], alpha=alpha)


def uniform_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    assert_uniform([rng.random(300) ** wrong], alpha=alpha)


def normal_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    assert_standard_normal(rng.normal(0.0, wrong, (200, 3)), alpha=alpha)


def correlation_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    rho = 0.5 * wrong
    z = rng.normal(size=(2, 400, 2))
    assert_correlation(z[0], rho * z[0] + np.sqrt(1 - rho**2) * z[1], 0.5, alpha=alpha)


def means_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    assert_means(rng.random((400, 2)) * wrong, 0.5, 1 / 12, 1.0, alpha=alpha)


def normal_law_trial(rng: np.random.Generator, alpha: float, wrong: float) -> None:
    assert_means_by_normal_law(rng.exponential(wrong, (400, 2)), 1.0, 1.0, 2.0, alpha=alpha)


TRIALS: list[tuple[Trial, float]] = [
    (hazards_trial, 1.8),
    (frequencies_trial, 1.5),
    (cells_trial, 1.4),
    (uniform_trial, 1.5),
    (normal_trial, 1.3),
    (correlation_trial, 1.4),
    (means_trial, 1.2),
    (normal_law_trial, 1.3),
]


@pytest.mark.parametrize(("trial", "wrong"), TRIALS)
def test_false_alarms_are_as_rare_as_stated_and_errors_are_found(
    trial: Trial, wrong: float
) -> None:
    """With alpha = 1 %: 600 right worlds, and 60 that are wrong by a stated factor."""
    rng = np.random.default_rng(7)

    def alarms(times: int, factor: float) -> int:
        found = 0
        for _ in range(times):
            try:
                trial(rng, 0.01, factor)
            except RefutedError:
                found += 1
        return found

    # P(X > 20) with X binomial(600, 1 %) is below 1e-5
    assert binom.sf(20, 600, 0.01) < 1e-5
    assert alarms(600, 1.0) <= 20
    assert alarms(60, wrong) >= 50


def test_a_test_without_power_is_found_out() -> None:
    with pytest.raises(AssertionError, match="no power"), refuted():
        assert_frequencies(50, 100, 0.51)
