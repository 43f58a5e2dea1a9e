"""The latent moods of one block: their most likely path, and what they do to each row.

A block has m moods z_l that stand together in some hazards, each a stationary AR(1) of unit
variance, on `days` days; z is kept day by day. A row has log η = base + Σ_l a_l z_l(day), a its
loads. All loops are linear in the rows and in the days (docs/fit.md).
"""

from __future__ import annotations

import math

import numpy as np

from detente.numerics._compiled_banded import (
    factor,
    inverse_band,
    log_determinant,
    solve,
)
from detente.numerics._compiled_cloglog import act
from detente.numerics.jit import njit

LARGEST = 30.0
"""Log-hazard at which it is cut: an act that is certain long before."""

REST = 1e-20
"""Newton's decrement, squared, at which the path is the most likely one."""

DROWNED = 1e-9
"""Decrement below which a gain may drown in rounding."""

MOST_STEPS = 60


@njit(cache=True, nogil=True, error_model="numpy")
def _prior(z, rho, days):  # type: ignore[no-untyped-def]
    """Log-density of the moods, but for the constants of 2π."""
    m = rho.shape[0]
    total = 0.0
    for k in range(m):
        own = 1.0 - rho[k] * rho[k]
        total -= 0.5 * z[k] * z[k]
        for t in range(1, days):
            off = z[t * m + k] - rho[k] * z[(t - 1) * m + k]
            total -= 0.5 * off * off / own
        total -= 0.5 * (days - 1) * math.log(own)
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def _log_hazard(base, load, z, first):  # type: ignore[no-untyped-def]
    eta = base
    for k in range(load.shape[0]):
        eta += load[k] * z[first + k]
    return min(eta, LARGEST)


@njit(cache=True, nogil=True, error_model="numpy")
def _value(base, acted, day, load, rho, days, z):  # type: ignore[no-untyped-def]
    m = rho.shape[0]
    total = _prior(z, rho, days)
    for r in range(base.shape[0]):
        hazard = math.exp(_log_hazard(base[r], load[r], z, day[r] * m))
        total += act(hazard)[0] if acted[r] else -hazard
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def derivatives(eta, acted):  # type: ignore[no-untyped-def]
    """First, minus second and minus third derivative of a row's log-likelihood in η."""
    if eta >= LARGEST:
        return 0.0, 0.0, 0.0
    hazard = math.exp(eta)
    if not acted:
        return -hazard, hazard, hazard
    _, first, second = act(hazard)
    return first, second, second * (1.0 - hazard - 2.0 * first) + first * hazard


@njit(cache=True, nogil=True, error_model="numpy")
def _fill(base, acted, day, load, rho, days, z, gradient, band):  # type: ignore[no-untyped-def]
    """Gradient and minus the Hessian of likelihood and prior in z."""
    m = rho.shape[0]
    band[:, :] = 0.0
    for k in range(m):
        own = 1.0 - rho[k] * rho[k]
        for t in range(days):
            i = t * m + k
            inner = 0 < t < days - 1
            size = 1.0 if days == 1 else ((1.0 + rho[k] * rho[k]) if inner else 1.0) / own
            band[i, 0] = size
            total = -size * z[i]
            if t > 0:
                band[i, m] = -rho[k] / own
                total += rho[k] / own * z[i - m]
            if t < days - 1:
                total += rho[k] / own * z[i + m]
            gradient[i] = total
    for r in range(base.shape[0]):
        at = day[r] * m
        first, second, _ = derivatives(_log_hazard(base[r], load[r], z, at), acted[r])
        for k in range(m):
            gradient[at + k] += first * load[r, k]
            for j in range(k + 1):
                band[at + k, k - j] += second * load[r, k] * load[r, j]


@njit(cache=True, nogil=True, error_model="numpy")
def mode(base, acted, day, load, rho, days, z, band):  # type: ignore[no-untyped-def]
    """Find the most likely path by Newton's method; Laplace's approximation of the integral.

    Parameters
    ----------
    base : array of float64, shape (rows,)
        η without the moods.
    acted : array of bool, shape (rows,)
    day : array of int64, shape (rows,)
    load : array of float64, shape (rows, m)
    rho : array of float64, shape (m,)
        Correlation from day to day.
    days : int
    z : array of float64, shape (days · m,)
        Where the search begins, and its result.
    band : array of float64, shape (days · m, m + 1)
        Filled with Cholesky's factor of minus the Hessian there.

    Returns
    -------
    float
        log ∫ exp(log-likelihood) dP(z), approximately; NaN without a mode.
    """
    n = z.shape[0]
    gradient = np.empty(n)
    step = np.empty(n)
    tried = np.empty(n)
    value = _value(base, acted, day, load, rho, days, z)
    for _ in range(MOST_STEPS):
        _fill(base, acted, day, load, rho, days, z, gradient, band)
        if not factor(band):
            return math.nan
        step[:] = gradient
        solve(band, step)
        decrement = 0.0
        for i in range(n):
            decrement += gradient[i] * step[i]
        if decrement <= REST:
            break
        share = 1.0
        while share > 1e-8:
            for i in range(n):
                tried[i] = z[i] + share * step[i]
            reached = _value(base, acted, day, load, rho, days, tried)
            if reached >= value + 1e-4 * share * decrement or decrement < DROWNED:
                break
            share *= 0.5
        z[:] = tried
        value = reached
    return value - 0.5 * log_determinant(band)


@njit(cache=True, nogil=True, error_model="numpy")
def row_effects(  # type: ignore[no-untyped-def]
    base, acted, day, load, z, band, second, score
):
    """Derivatives of the integral by row, the path of the moods moving along.

    Parameters
    ----------
    base, acted, day, load, z, band
        As `mode` left them.
    second : array of float64, shape (rows,)
        Filled with minus the second derivative of the row's log-likelihood in η.
    score : array of float64, shape (rows,)
        Filled with the derivative of the integral in the row's η.
    """
    rows, m, n = load.shape[0], load.shape[1], z.shape[0]
    inverse = np.empty(band.shape)
    inverse_band(band, inverse)
    pull = np.zeros(n)
    for r in range(rows):
        at = day[r] * m
        score[r], second[r], third = derivatives(_log_hazard(base[r], load[r], z, at), acted[r])
        variance = 0.0
        for k in range(m):
            total = 0.0
            for j in range(m):
                high, low = max(j, k), min(j, k)
                total += inverse[at + high, high - low] * load[r, j]
            variance += load[r, k] * total
        score[r] -= 0.5 * third * variance
        for k in range(m):
            pull[at + k] += third * variance * load[r, k]
    solve(band, pull)
    for r in range(rows):
        at = day[r] * m
        moved = 0.0
        for k in range(m):
            moved += load[r, k] * pull[at + k]
        score[r] += 0.5 * second[r] * moved


@njit(cache=True, nogil=True, error_model="numpy")
def crossed(second, day, load, x, found):  # type: ignore[no-untyped-def]
    """Add minus the second derivatives in moods and parameters, shape (days · m, parameters)."""
    m = load.shape[1]
    for r in range(x.shape[0]):
        for k in range(m):
            weight = second[r] * load[r, k]
            at = day[r] * m + k
            for c in range(x.shape[1]):
                found[at, c] += weight * x[r, c]
