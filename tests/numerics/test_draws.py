"""Stratified draws: uniform each by itself, and even over a set."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kstest

from detente.numerics.draws import STRATA, stratified
from detente.numerics.philox import PARAMETER

INDICES = np.arange(50_000)


def drawn(seed: int = 1, name: str = "x") -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return stratified(seed, PARAMETER, name, INDICES)


def test_each_set_has_one_in_each_tenth() -> None:
    tenths = np.sort((drawn() * STRATA).astype(int).reshape(-1, STRATA), axis=1)
    assert (tenths == np.arange(STRATA)).all()
    assert 0.0 < drawn().min() < drawn().max() < 1.0


def test_each_draw_is_uniform_and_sets_are_independent() -> None:
    sets = drawn().reshape(-1, STRATA)
    for place in range(STRATA):
        assert kstest(sets[:, place], "uniform").pvalue > 1e-4
    after = np.corrcoef(sets[:-1, 0], sets[1:, 0])[0, 1]
    assert abs(after) < 4 / np.sqrt(sets.shape[0])


def test_names_are_independent_within_a_set() -> None:
    a, b = drawn(name="a") - 0.5, drawn(name="b") - 0.5
    assert abs(np.corrcoef(a, b)[0, 1]) < 4 / np.sqrt(a.size)
    products = (a * b).reshape(-1, STRATA).sum(axis=1)  # a mean of products gains nothing
    assert products.std() == pytest.approx(np.sqrt(STRATA) / 12, rel=0.1)


def test_a_draw_hangs_on_seed_name_and_index_alone() -> None:
    some = np.array([49_999, 3, 12, 3])
    np.testing.assert_array_equal(stratified(1, PARAMETER, "x", some), drawn()[some])
    assert (drawn(2) != drawn()).all()
    assert (drawn(1, "y") != drawn()).all()


def test_a_mean_over_sets_is_known_better() -> None:
    """A sum of functions of one name each: nearly all of its variance goes."""
    values = np.exp(drawn(name="a")) + drawn(name="b") ** 2
    means = values.reshape(-1, STRATA).mean(axis=1)
    assert means.std() < 0.15 * values.std() / np.sqrt(STRATA)
