"""The spectral radius, and the bound that spares its eigenvalues."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.radius import SMALL, Pattern
from detente.kernel.stability import Elasticities, spectral_radius
from tests.forms import size


def elasticities(matrix: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Elasticities:
    """A system whose matrix, with its one coefficient at 1, is this one."""
    process, row = np.nonzero(matrix)
    n = matrix.shape[0]
    zeros = np.zeros(process.shape[0], dtype=np.int64)
    return Elasticities(np.ones(1), process, row, zeros, matrix[None, process, row], n)


@settings(max_examples=size(20, 60))
@given(st.integers(1, 12), st.integers(0, 2**32 - 1), st.floats(0.05, 1.0), st.floats(0.1, 3.0))
def test_settling_is_a_radius_below_one(n: int, seed: int, density: float, size: float) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.random((n, n)) * (rng.random((n, n)) < density) * size
    radius = float(np.abs(np.linalg.eigvals(matrix)).max())
    system = elasticities(matrix)
    assert system.radius() == pytest.approx(radius, abs=1e-12)
    if abs(radius - 1.0) > 1e-6:
        assert system.settles() == (radius < 1.0)
    assert system.settles(np.array([0.5 / max(radius, 0.1)]))


def test_a_large_matrix_is_taken_apart() -> None:
    rng = np.random.default_rng(2)
    n = SMALL + 60
    matrix = np.zeros((n, n))
    for begin in range(0, n, 8):  # blocks, and what leads from one to the next
        matrix[begin : begin + 8, begin : begin + 8] = rng.random((8, 8)) * rng.random() / 4
        matrix[begin : begin + 8, begin + 8 : begin + 10] = 5.0
    shuffled = rng.permutation(n)
    matrix = matrix[np.ix_(shuffled, shuffled)]
    expected = max(
        float(np.abs(np.linalg.eigvals(matrix[np.ix_(b, b)])).max())
        for b in (np.flatnonzero((shuffled >= i) & (shuffled < i + 8)) for i in range(0, n, 8))
    )
    assert spectral_radius(matrix) == pytest.approx(expected, abs=1e-10)


def test_nothing_moves_nothing() -> None:
    system = elasticities(np.zeros((3, 3)))
    assert system.radius() == 0.0
    assert system.settles()


@pytest.mark.parametrize("block", [1, 2, 7, SMALL + 40])
def test_a_pattern_has_the_radius_of_each_of_its_matrices(block: int) -> None:
    rng = np.random.default_rng(block)
    n = 2 * (SMALL + 40)
    row, column = (rng.integers(0, n // block * block, 6 * n) for _ in range(2))
    column = row // block * block + column % block  # within blocks, several entries at a place
    pattern = Pattern(row, column, n)
    for _ in range(2):
        entries = rng.random(6 * n)
        matrix = np.zeros((n, n))
        np.add.at(matrix, (row, column), entries)
        expected = float(np.abs(np.linalg.eigvals(matrix)).max())
        assert pattern.radius(entries) == pytest.approx(expected, rel=1e-9)
        vector = rng.random(n)
        assert pattern.times(entries, vector) == pytest.approx(matrix @ vector)
    assert pattern.radius(np.zeros(6 * n)) == 0.0


def test_a_large_system_writes_no_matrix_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """A matrix for each level and draw is what made a check of 2,000 actors take minutes."""
    n = SMALL + 1
    process = np.arange(n)
    zeros = np.zeros(n, dtype=np.int64)
    share = np.full((2, n), 0.5)
    system = Elasticities(np.ones(1), process, (process + 1) % n, zeros, share, n)
    monkeypatch.setattr(Elasticities, "matrix", None)
    assert system.radius() == pytest.approx(0.5)
    assert system.settles()
    assert not system.settles(np.array([2.5]))
