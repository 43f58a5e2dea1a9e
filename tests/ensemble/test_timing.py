"""The dates of an outcome beside those of a constant chance."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom

from detente.ensemble.estimate import Estimate
from detente.ensemble.timing import Timing, constant_share, in_words, timing
from tests.forms import size

DATES = [dt.date(2025, 1, 1) + dt.timedelta(days=t) for t in range(365)]


def estimate(p: float, sd: float = 0.0) -> Estimate:
    return Estimate(p, (0.0, 1.0), 0.01, sd)


def played(hazard: np.ndarray, paths: int, seed: int, acts: int = 1) -> np.ndarray:
    """Days of the first (or a later) act under daily chances."""
    acted = np.random.default_rng(seed).random((paths, hazard.size)) < hazard
    reached = acted.cumsum(axis=1) >= acts
    return np.where(reached.any(axis=1), reached.argmax(axis=1), -1).astype(np.int32)


def told(days: np.ndarray, acts: int = 1, sd: float = 0.0) -> Timing:
    found = timing(days, 0, 364, acts, estimate(float((days >= 0).mean()), sd), DATES)
    assert found is not None
    return found


@pytest.mark.parametrize("chance", [0.0003, 0.002, 0.01, 0.05, 0.2])
@pytest.mark.parametrize("acts", [1, 4])
def test_a_constant_chance_says_nothing(chance: float, acts: int) -> None:
    """Silent for any chance, also where the fourth act is asked for."""
    for seed in range(size(10, 60)):
        days = played(np.full(365, chance * acts), 2000, seed, acts)
        if (days >= 0).any():
            assert not told(days, acts).tells


def test_rates_that_differ_between_draws_say_nothing_either() -> None:
    """Quick futures come first: not because of the date."""
    rng = np.random.default_rng(2)
    p = rng.beta(0.6, 0.6, 200)
    hazard = 1.0 - (1.0 - p) ** (1 / 365)
    acted = rng.random((200, 20, 365)) < hazard[:, None, None]
    days = np.where(acted.any(axis=2), acted.argmax(axis=2), -1).ravel().astype(np.int32)
    assert told(days).tells
    assert not told(days, sd=float(p.std())).tells


def test_a_gate_that_opens_is_told() -> None:
    """And what a constant chance would have given stands beside it."""
    hazard = np.where(np.arange(365) < 120, 0.0, 0.004)
    found = told(played(hazard, 3000, 1))
    assert found.tells
    assert found.dates[0] > dt.date(2025, 5, 1)
    assert found.constant[0] < dt.date(2025, 4, 1)
    dates, constant = in_words(found, found.dates)
    assert dates
    assert constant.startswith("constant: ")


def test_the_constant_quartiles_are_those_of_the_law() -> None:
    p = 0.6
    found = told(np.concatenate([np.full(40, -1), np.full(60, 300)]).astype(np.int32))
    for share, date in zip((0.25, 0.5, 0.75), found.constant, strict=True):
        s = np.log(1 - share * p) / np.log(1 - p)
        assert abs((date - DATES[0]).days + 1 - s * 365) <= 1


def test_shares_are_those_of_a_binomial_count() -> None:
    """Until the third act, at the chance a day that makes it as likely as it is."""
    found = constant_share(365, 3, estimate(0.4), 100.0)
    h = binom_chance(365, 3, 0.4)
    np.testing.assert_allclose(found, binom.sf(2, np.arange(1, 366), h) / 0.4, atol=1e-9)
    assert constant_share(365, 1, estimate(0.4, 0.2), 100.0)[-1] == 1.0


def binom_chance(days: int, acts: int, p: float) -> float:
    return float(brentq(lambda h: binom.sf(acts - 1, days, h) - p, 1e-9, 1 - 1e-9))


def test_words_of_what_never_comes_and_of_what_comes_at_any_time() -> None:
    never = np.full(50, -1, dtype=np.int32)
    assert timing(never, 0, 364, 1, estimate(0.0), DATES) is None
    assert in_words(None, None) == ("never", "")
    found = told(played(np.full(365, 0.002), 2000, 3))
    assert in_words(found, found.dates) == ("any time", "")
