"""Banded symmetric matrices: Cholesky's factor, solutions, and the inverse within the band.

A matrix A of n rows and bandwidth m is kept as an array B of shape (n, m + 1), with B[i, d] =
A[i, i − d]. Time and memory are linear in n.

Sources: Golub & Van Loan (2013), Matrix Computations, algorithm 4.3.5 (banded Cholesky); Takahashi,
Fagan & Chen (1973), as in Rue & Held (2005), Gaussian Markov Random Fields, section 2.4 (entries of
the inverse without the inverse).
"""

from __future__ import annotations

import math

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def factor(band):  # type: ignore[no-untyped-def]
    """Replace a matrix by its lower Cholesky factor, in the same form; False if it has none."""
    n, m = band.shape[0], band.shape[1] - 1
    for i in range(n):
        low = max(0, i - m)
        for j in range(low, i + 1):
            total = band[i, i - j]
            for k in range(low, j):
                total -= band[i, i - k] * band[j, j - k]
            if j < i:
                band[i, i - j] = total / band[j, 0]
            else:
                if not total > 0.0:
                    return False
                band[i, 0] = math.sqrt(total)
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def half_solve(factor, x):  # type: ignore[no-untyped-def]
    """Replace x, shape (n, columns), by L⁻¹x."""
    n, m = factor.shape[0], factor.shape[1] - 1
    for i in range(n):
        for d in range(1, min(m, i) + 1):
            weight = factor[i, d]
            for c in range(x.shape[1]):
                x[i, c] -= weight * x[i - d, c]
        for c in range(x.shape[1]):
            x[i, c] /= factor[i, 0]


@njit(cache=True, nogil=True, error_model="numpy")
def solve(factor, x):  # type: ignore[no-untyped-def]
    """Replace x, shape (n,), by A⁻¹x, given the factor of A."""
    n, m = factor.shape[0], factor.shape[1] - 1
    for i in range(n):
        total = x[i]
        for d in range(1, min(m, i) + 1):
            total -= factor[i, d] * x[i - d]
        x[i] = total / factor[i, 0]
    for i in range(n - 1, -1, -1):
        total = x[i]
        for d in range(1, min(m, n - 1 - i) + 1):
            total -= factor[i + d, d] * x[i + d]
        x[i] = total / factor[i, 0]


@njit(cache=True, nogil=True, error_model="numpy")
def inverse_band(factor, inverse):  # type: ignore[no-untyped-def]
    """Fill the entries of A⁻¹ that lie within the band of A, given the factor of A."""
    n, m = factor.shape[0], factor.shape[1] - 1
    inverse[:, :] = 0.0
    for i in range(n - 1, -1, -1):
        last = min(n - 1, i + m)
        for j in range(last, i - 1, -1):
            total = 1.0 / factor[i, 0] if i == j else 0.0
            for k in range(i + 1, last + 1):
                entry = inverse[k, k - j] if k >= j else inverse[j, j - k]
                total -= factor[k, k - i] * entry
            inverse[j, j - i] = total / factor[i, 0]


@njit(cache=True, nogil=True, error_model="numpy")
def log_determinant(factor):  # type: ignore[no-untyped-def]
    """Logarithm of the determinant of A, given its factor."""
    total = 0.0
    for i in range(factor.shape[0]):
        total += math.log(factor[i, 0])
    return 2.0 * total
