"""Sums over a risk set: Σe, Σe·x and Σe·x·xᵀ, e = exp(η − shift)."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit


@njit(cache=True, nogil=True)
def linear(x, theta):  # type: ignore[no-untyped-def]
    """Linear predictor of one cell."""
    eta = 0.0
    for k in range(theta.shape[0]):
        eta += theta[k] * x[k]
    return eta


@njit(cache=True, nogil=True)
def include(sums, s1, s2, weight, x):  # type: ignore[no-untyped-def]
    """Add a cell of this weight (negative: take it out); `s2` is filled in its upper triangle."""
    sums[0] += weight
    for a in range(x.shape[0]):
        if x[a] != 0.0:
            wa = weight * x[a]
            s1[a] += wa
            for b in range(a, x.shape[0]):
                s2[a, b] += wa * x[b]


@njit(cache=True, nogil=True)
def moment_of_risk(sums, s1, s2, mean, variance):  # type: ignore[no-untyped-def]
    """Mean and variance of x under weights e; upper triangle."""
    for a in range(s1.shape[0]):
        mean[a] = s1[a] / sums[0]
    for a in range(s1.shape[0]):
        for b in range(a, s1.shape[0]):
            variance[a, b] = s2[a, b] / sums[0] - mean[a] * mean[b]


@njit(cache=True, nogil=True)
def mirror(matrix):  # type: ignore[no-untyped-def]
    """Copy the upper triangle to the lower one."""
    for a in range(matrix.shape[0]):
        for b in range(a):
            matrix[a, b] = matrix[b, a]


@njit(cache=True, nogil=True)
def softmax_sums(x, cells, count, theta, eta, sums, s1, s2):  # type: ignore[no-untyped-def]
    """Fill the sums over ``cells[:count]``, their η, and return the shift (the largest η)."""
    shift = -np.inf
    for k in range(count):
        eta[k] = linear(x[cells[k]], theta)
        shift = max(shift, eta[k])
    sums[0] = 0.0
    s1[:] = 0.0
    s2[:, :] = 0.0
    for k in range(count):
        include(sums, s1, s2, math.exp(eta[k] - shift), x[cells[k]])
    return shift
