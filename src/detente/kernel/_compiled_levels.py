"""What moves levels besides acts, and how large acts are; compiled."""

from __future__ import annotations

import math

import numpy as np

from detente.kernel.arrays import FIXED, LOG_NORMAL
from detente.numerics._compiled_math import normal_quantile_in_place
from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def flow(  # type: ignore[no-untyped-def]
    x,
    theta,
    shock,
    level_plane,
    level_lower,
    level_upper,
    level_inflow,
    level_inflow_plane,
    level_season,
    level_kept,
    level_mean,
    level_spread,
    level_shock,
):
    """What a day adds to the levels after its acts, in place; then they are cut to their bounds.

    Of one that returns to its mean, what a day leaves of it is there already: the rest of the way
    is added, and a shock whose spread keeps that of the level (an AR(1) of this stationary spread).

    Parameters
    ----------
    x : array of float64, shape (planes,)
    theta : array of float64, shape (coefficients,)
    shock : array of float64, shape (shocks,)
        Standard normal numbers of the day.
    level_plane, level_lower, ... : arrays, shape (levels,)
        As in `detente.kernel.arrays.Program`.
    """
    for i in range(level_plane.shape[0]):
        value = x[level_plane[i]]
        if level_mean[i] >= 0:
            kept = level_kept[i]
            value += theta[level_mean[i]] * (1.0 - kept)
            if level_shock[i] >= 0:
                innovation = math.sqrt(1.0 - kept * kept)
                value += theta[level_spread[i]] * innovation * shock[level_shock[i]]
        if level_inflow[i] >= 0:
            inflow = theta[level_inflow[i]]
            if level_inflow_plane[i] >= 0:
                inflow *= x[level_inflow_plane[i]]
            value += inflow
        if level_season[i] >= 0:
            value += x[level_season[i]]
        x[level_plane[i]] = min(max(value, level_lower[i]), level_upper[i])


@njit(cache=True, nogil=True, error_model="numpy")
def size_of(law, first, second, u):  # type: ignore[no-untyped-def]
    """How large an act is whose law has these two numbers, by inversion of a uniform one.

    Always the same; log-normal of this mean and spread of the logarithm; or the number of trials
    up to the first success, `first` being 1 over the logarithm of the chance to fail.
    """
    if law == FIXED:
        return first
    if law == LOG_NORMAL:
        z = np.empty(1)
        z[0] = u
        normal_quantile_in_place(z, 1)
        return math.exp(first + second * z[0])
    return 1.0 + math.floor(math.log1p(-u) * first)
