"""Chances of kinds sum to one, and their intervals hold for all of them at once."""

from __future__ import annotations

import numpy as np
import pytest

from detente.storylines.chances import chances, reachable


def test_they_sum_to_one_within_intervals_that_are_within_reach() -> None:
    random = np.random.Generator(np.random.Philox(key=1))
    label = random.choice(4, 800, p=[0.5, 0.3, 0.15, 0.05])
    found = chances(label, 4, np.arange(800) // 20)
    assert sum(chance.probability for chance in found) == pytest.approx(1.0, abs=1e-12)
    low, high = np.array([chance.interval for chance in found]).T
    for k in range(4):
        others = np.arange(4) != k
        assert low[k] + high[others].sum() >= 1.0 - 1e-12
        assert high[k] + low[others].sum() <= 1.0 + 1e-12
        assert low[k] < found[k].probability < high[k]


def test_ends_that_the_others_cannot_make_up_go() -> None:
    found = reachable(np.array([[0.0, 0.9], [0.3, 0.4], [0.2, 0.3]]))
    np.testing.assert_allclose(found, [[0.3, 0.5], [0.3, 0.4], [0.2, 0.3]])


def test_one_kind_is_certain() -> None:
    (only,) = chances(np.zeros(10, dtype=np.int64), 1, np.arange(10))
    assert (only.probability, only.interval) == (1.0, (1.0, 1.0))


def test_all_hold_at_once() -> None:
    """Without a spread between draws at least 95 % of 100 seeds: fewer than 89 in 1 % of runs."""
    shares = np.array([0.6, 0.3, 0.1])
    held = 0
    for seed in range(100):
        random = np.random.Generator(np.random.Philox(key=seed))
        label = random.choice(3, 400, p=shares)
        found = chances(label, 3, np.arange(400) // 20)
        held += all(c.interval[0] <= p <= c.interval[1] for c, p in zip(found, shares, strict=True))
    assert held >= 89


def test_draws_that_differ_widen_them() -> None:
    """The kind hangs on the draw alone: as wide as draws can make it."""
    parameters = np.arange(800) // 20
    by_draw = chances(parameters % 2, 2, parameters)
    by_chance = chances(np.arange(800) % 2, 2, parameters)
    assert by_draw[0].parameter_sd > 3 * by_chance[0].parameter_sd
    wide, narrow = (c[0].interval[1] - c[0].interval[0] for c in (by_draw, by_chance))
    assert wide > 3 * narrow
