"""What a record cannot tell is found, and named."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.numerics.identifiability import (
    ALIKE,
    LOST,
    SINGULAR,
    collinear,
    separated,
    untold,
)

F64 = NDArray[np.float64]

X = np.random.default_rng(1).normal(size=(500, 5))


def information(x: F64) -> F64:
    return x.T @ x


def test_sound_covariates() -> None:
    assert untold(information(X)) == ()
    assert collinear(information(X)) == []
    assert collinear(information(X), ALIKE) == []


@pytest.mark.parametrize("unit", [1e-8, 1.0, 1e8])
def test_a_sum_of_two_others(unit: float) -> None:
    x = X.copy()
    x[:, 3] = unit * (x[:, 0] + 2.0 * x[:, 4])
    (found,) = collinear(information(x))
    assert abs(found.eigenvalue) < LOST
    assert set(found.guilty) == {0, 3, 4}
    assert found.guilty[0] == 3, "the largest part first"


def test_two_pairs() -> None:
    x = X.copy()
    x[:, 1], x[:, 4] = 3.0 * x[:, 0], -x[:, 2]
    found = collinear(information(x))
    assert len(found) == 2
    assert {k for each in found for k in each.guilty} == {0, 1, 2, 4}


def test_levels() -> None:
    """Nearly the same covariate: a correlation of 0.9999."""
    x = X.copy()
    x[:, 1] = x[:, 0] + 0.01 * x[:, 1]
    assert collinear(information(x), SINGULAR) == []
    (found,) = collinear(information(x), ALIKE)
    assert set(found.guilty) == {0, 1}
    assert LOST < SINGULAR < found.eigenvalue < ALIKE


def test_nothing_told() -> None:
    x = X.copy()
    x[:, 2] = 0.0
    assert untold(information(x)) == (2,)
    x[:, 2] = 1e-12
    assert untold(information(x)) == ()
    assert untold(information(x), 1e-14) == (2,)
    assert untold(np.diag([1.0, np.nan, np.inf, 2.0])) == (1, 2)


def ranges(x: F64, act: NDArray[np.bool_], stratum: NDArray[np.int64]) -> tuple[F64, F64]:
    low = np.full((2, 2, x.shape[1]), np.inf)
    high = -low
    for y in (0, 1):
        for s in (0, 1):
            rows = x[(act == bool(y)) & (stratum == s)]
            low[y, s] = rows.min(axis=0, initial=np.inf)
            high[y, s] = rows.max(axis=0, initial=-np.inf)
    return low, high


def test_separated_covariates() -> None:
    act = np.array([True, True, False, False, True, True, False, False])
    stratum = np.repeat([0, 1], 4)
    x = np.array([
        # apart  touches  below  other ways  constant  mixed  one tells
        [4,      2,       1,     4,          1,        1,     7],
        [3,      1,       2,     3,          1,        3,     7],
        [2,      1,       3,     2,          1,        2,     7],
        [1,      0,       4,     1,          1,        4,     7],
        [9,      2,       5,     1,          1,        1,     2],
        [8,      2,       5,     2,          1,        3,     2],
        [7,      2,       6,     3,          1,        2,     1],
        [6,      1,       7,     4,          1,        4,     1],
    ], dtype=np.float64)  # fmt: skip
    found = separated(*ranges(x, act, stratum))
    assert found.tolist() == [1, 1, -1, 0, 0, 0, 1]


def test_a_stratum_without_an_act_tells_nothing() -> None:
    x = np.array([[1.0], [2.0], [1.0], [2.0]])
    stratum = np.array([0, 0, 1, 1])
    assert separated(*ranges(x, np.array([False, True, False, False]), stratum))[0] == 1
    assert separated(*ranges(x, np.array([True, True, False, False]), stratum))[0] == 0
