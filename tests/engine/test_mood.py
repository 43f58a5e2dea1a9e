"""Mood: a stationary AR(1) with unit variance, and rates that stay."""

from __future__ import annotations

import functools

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtri, roots_hermitenorm

from detente.numerics.philox import MOOD, MOOD_START
from tests.engine.laws import (
    assert_correlation,
    assert_frequencies,
    assert_means,
    assert_means_by_normal_law,
    assert_standard_normal,
    refuted,
)
from tests.engine.worlds import (
    SEED,
    Course,
    add,
    as_uniform,
    course,
    independent,
    only,
    ordinals,
    plain,
    quantity,
    rates,
    toy,
    us_russia,
    words,
)

HALF_LIFE, SIGMA, HORIZON = 12.0, 0.8, 60
RATES = {"ru_accuses": 120.0, "us_accuses": 30.0, "call": 200.0}
F64 = NDArray[np.float64]


@functools.cache
def moody() -> Course:
    """The toy with moods alone: the law of its acts is known in closed form."""
    effect = {
        "effect": "mood", "id": "weather", "half_life": HALF_LIFE, "sigma": quantity(SIGMA),
        "on": ["ru-accuses", "us-accuses", "call"],
    }  # fmt: skip
    return course(
        toy(only("ru-accuses", "us-accuses"), plain, rates(**RATES), add(effects=[effect])),
        4000,
        days=HORIZON,
        trace=True,
    )


@functools.cache
def moods(begin: int = 0, seed: int = SEED) -> F64:
    """The moods of the built-in scenario, shape (moods, paths, days)."""
    run = course(us_russia(), independent(500, begin), days=100, trace=True, seed=seed)
    return np.stack([run.plane(name) for name in run.compiled.model.moods])


# --------------------------------------------------------------------------------- the process


def test_every_mood_is_standard_normal_on_every_kind_of_day() -> None:
    z = moods()
    assert z.shape[0] > 30
    for t in (0, 1, 2, 3, 4, 50, 99):  # the first days, through a boundary of four
        assert_standard_normal(z[:, :, t].T)
        with refuted():  # a spread that is 5 % too wide, in all of them
            assert_standard_normal(1.05 * z[:, :, t].reshape(-1, 1))


@pytest.mark.parametrize("lag", [1, 2, 3, 4, 5, 8, 30, 90])
def test_autocorrelation_halves_with_the_half_life(lag: int) -> None:
    z, rho = moods(), 2.0 ** (-lag / 45.0)
    for t in (0, 1, 6, 9):
        assert_correlation(z[:, :, t].T, z[:, :, t + lag].T, rho)
    with refuted():  # a half-life that is a fifth too long, over all moods together
        wrong = 2.0 ** (-lag / 54.0)
        flat = z[:, :, 3].reshape(-1, 1), z[:, :, 3 + lag].reshape(-1, 1)
        assert_correlation(*flat, wrong)


@pytest.mark.parametrize("lag", [1, 9])
def test_moods_of_different_names_are_independent(lag: int) -> None:
    """All pairs, on the same day and with a lag either way."""
    z = moods()
    a, b = np.triu_indices(z.shape[0], 1)
    for one, other in ((40, 40), (40, 40 + lag), (40 + lag, 40)):
        assert_correlation(z[a, :, one].T, z[b, :, other].T, 0.0)


def test_moods_of_different_paths_and_seeds_are_independent() -> None:
    z = moods()
    assert_correlation(z[:, ::2, 20].T, z[:, 1::2, 20].T, 0.0)
    assert_correlation(z[:, :, 20].T, moods(seed=SEED + 1)[:, :, 20].T, 0.0)
    far = moods(begin=2**32)  # the same low words of the index
    assert_correlation(z[:, :, 20].T, far[:, :, 20].T, 0.0)


def test_every_day_brings_the_shock_of_its_own_word() -> None:
    """z(t + 1) = ρ·z(t) + √(1 − ρ²)·Φ⁻¹(word of day t), the start from its own domain."""
    run = moody()
    dates = ordinals(us_russia(), HORIZON)
    index = np.arange(run.truth.shape[0])
    names = list(run.compiled.model.moods)
    rho = 2.0 ** (-1.0 / HALF_LIFE)
    shock = ndtri(as_uniform(words(SEED, names, index, dates, MOOD)))
    # one block for the start, named by the first date itself, of which the first word is used
    start = ndtri(as_uniform(words(SEED, names, index, dates[:1] * 4, MOOD_START)))
    for i, name in enumerate(names):
        z = run.plane(name)
        np.testing.assert_allclose(z[:, 0], start[:, 0, i], rtol=1e-8, atol=1e-8)
        wanted = rho * z[:, :-1] + np.sqrt(1 - rho**2) * shock[:, :-1, i]
        np.testing.assert_allclose(z[:, 1:], wanted, rtol=1e-8, atol=1e-8)


# ------------------------------------------------------------------------------- what it does


def normal_mean(values: F64, weights: F64) -> F64:
    return np.asarray((values * weights).sum(axis=-1))


NODES, WEIGHTS = roots_hermitenorm(80)
WEIGHTS = WEIGHTS / WEIGHTS.sum()


def chance(rate: float, z: F64) -> F64:
    """P(act) of a day with mood z."""
    hazard = -np.log1p(-rate / 365.25) * np.exp(SIGMA * z - 0.5 * SIGMA**2)
    return np.asarray(-np.expm1(-hazard))


def both_days(rate: float, rho: float) -> float:
    """P(act on two days) whose moods have correlation ρ, by Gauss and Hermite's rule."""
    z = NODES[:, None]
    later = chance(rate, rho * z + np.sqrt(1 - rho * rho) * NODES[None, :])
    return float(normal_mean(chance(rate, NODES) * normal_mean(later, WEIGHTS), WEIGHTS))


def test_mood_leaves_the_mean_hazard_alone() -> None:
    """exp(σz − σ²/2) is lognormal: mean 1, variance e^(σ²) − 1, skewness (e^(σ²) + 2)√(e^(σ²) − 1).

    One day of a path is one draw; days of different paths are independent.
    """
    run = moody()
    spread = [d.name for d in run.compiled.model.derived.values() if d.op.name == "SPREAD"]
    assert len(spread) == 3
    w = np.exp(SIGMA**2)
    skewness = (w + 2) * np.sqrt(w - 1)
    factor = np.stack(
        [np.exp(run.plane(name)[:, t]) for name in spread for t in (0, 29, 59)], axis=1
    )
    assert_means_by_normal_law(factor, 1.0, w - 1, skewness)
    with refuted():  # without half the variance in the exponent
        assert_means_by_normal_law(factor * np.exp(0.5 * SIGMA**2), 1.0, w - 1, skewness)
    with refuted():  # a mean that is 10 % off, over the three names together
        every = 1.1 * factor[:, [1, 4, 7]].reshape(-1, 1)
        assert_means_by_normal_law(every, 1.0, w - 1, skewness)


@pytest.mark.parametrize(("name", "rate"), list(RATES.items()))
def test_acts_under_a_mood_follow_its_mixture(name: str, rate: float) -> None:
    """One day: E[1 − exp(−λe^(σz − σ²/2))]. Two days: with the correlation of their moods."""
    y = moody().act(name.replace("_", "-"))
    paths = y.shape[0]
    p = float(normal_mean(chance(rate, NODES), WEIGHTS))
    days = np.array([0, 5, 31, 59])
    assert_frequencies(y[:, days].sum(axis=0), paths, p)
    lags = np.array([1, 3, 12, 40])
    both = [both_days(rate, 2.0 ** (-lag / HALF_LIFE)) for lag in lags]
    hits = [(y[:, 5] & y[:, 5 + lag]).sum() for lag in lags]
    assert_frequencies(hits, paths, both)


def test_a_mixture_is_not_independent_days() -> None:
    """What the test above would find: days without a common mood, and moods that never change."""
    rate = RATES["ru_accuses"]
    y = moody().act("ru-accuses")
    p = float(normal_mean(chance(rate, NODES), WEIGHTS))
    with refuted():
        assert_frequencies((y[:, 5] & y[:, 6]).sum(), y.shape[0], p * p)
    with refuted():
        assert_frequencies((y[:, 5] & y[:, 45]).sum(), y.shape[0], both_days(rate, 1 - 1e-9))


@pytest.mark.parametrize(("name", "rate"), list(RATES.items()))
def test_counts_spread_as_the_moods_correlation_says(name: str, rate: float) -> None:
    """Σy has the mean T·p and the variance Σ_s Σ_t P(y_s = y_t = 1) − (T·p)²."""
    y = moody().act(name.replace("_", "-")).sum(axis=1).astype(np.float64)
    p = float(normal_mean(chance(rate, NODES), WEIGHTS))
    lags = np.abs(np.subtract.outer(np.arange(HORIZON), np.arange(HORIZON)))
    pair = np.array([p] + [both_days(rate, 2.0 ** (-k / HALF_LIFE)) for k in range(1, HORIZON)])
    variance = float(pair[lags].sum() - (HORIZON * p) ** 2)
    assert variance > 1.5 * HORIZON * p * (1 - p)  # more than that of independent days
    assert_means(y, HORIZON * p, variance, HORIZON)
    with refuted():  # a mean rate that is wrong by a tenth
        assert_means(y, 1.1 * HORIZON * p, variance, HORIZON)
    # the variance: the mean of (Σy − Tp)², whose own variance is estimated
    square = (y - HORIZON * p) ** 2
    error = float(np.std(square, ddof=1)) / np.sqrt(y.size)
    assert abs(square.mean() - variance) < 4.9 * error
    assert abs(square.mean() - HORIZON * p * (1 - p)) > 4.9 * error
