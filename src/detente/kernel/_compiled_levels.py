"""What moves levels besides acts, and how large acts are; compiled."""

from __future__ import annotations

import math

import numpy as np

from detente.kernel.arrays import FIXED, LOG_NORMAL
from detente.numerics._compiled_math import normal_quantile_in_place
from detente.numerics.jit import njit

_PLANE, _INFLOW, _SEASON, _SHOCK, _COLUMNS = range(5)
_LOWER, _UPPER, _DRIFT, _NOISE, _FLOW, _NUMBERS = range(6)


@njit(cache=True, nogil=True, error_model="numpy")
def changes(  # type: ignore[no-untyped-def]
    level_plane, level_inflow_plane, level_season, level_shock, level_lower, level_upper
):
    """What changes levels besides acts, laid out as it is read: a row for each level.

    Parameters
    ----------
    level_plane, level_inflow_plane, ... : arrays
        As in `detente.kernel.arrays.Program`.

    Returns
    -------
    table : array of int32, shape (levels, columns)
        The plane of the level and of what else moves it.
    number : array of float64, shape (levels, numbers)
        Its bounds, and what `begin` fills in for each path.
    """
    levels = level_plane.shape[0]
    table = np.empty((levels, _COLUMNS), dtype=np.int32)
    number = np.zeros((levels, _NUMBERS))
    for i in range(levels):
        table[i, _PLANE] = level_plane[i]
        table[i, _INFLOW] = level_inflow_plane[i]
        table[i, _SEASON] = level_season[i]
        table[i, _SHOCK] = level_shock[i]
        number[i, _LOWER] = level_lower[i]
        number[i, _UPPER] = level_upper[i]
    return table, number


@njit(cache=True, nogil=True, error_model="numpy")
def begin(  # type: ignore[no-untyped-def]
    x, theta, table, number, level_start, level_inflow, level_kept, level_mean, level_spread
):
    """What levels begin with, and what a path has of its own of their changes.

    Of one that returns to its mean, what a day leaves of it is worked out with the memories: the
    rest of the way is added, and a shock whose spread keeps that of the level (an AR(1) of this
    stationary spread).

    Parameters
    ----------
    x : array of float64, shape (planes,)
        Overwritten where levels stand.
    theta : array of float64, shape (coefficients,)
    table, number : arrays
        As `changes` lays them out; what hangs on coefficients is filled in.
    level_start, level_inflow, ... : arrays
        As in `detente.kernel.arrays.Program`.
    """
    for i in range(table.shape[0]):
        value = theta[level_start[i]]
        x[table[i, _PLANE]] = min(max(value, number[i, _LOWER]), number[i, _UPPER])
        kept = level_kept[i]
        number[i, _DRIFT] = number[i, _NOISE] = number[i, _FLOW] = 0.0
        if level_mean[i] >= 0:
            number[i, _DRIFT] = theta[level_mean[i]] * (1.0 - kept)
            if table[i, _SHOCK] >= 0:
                number[i, _NOISE] = theta[level_spread[i]] * math.sqrt(1.0 - kept * kept)
        if level_inflow[i] >= 0:
            number[i, _FLOW] = theta[level_inflow[i]]


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def flow(x, shock, table, number):  # type: ignore[no-untyped-def]
    """What a day adds to the levels after its acts, in place; then they are cut to their bounds.

    Parameters
    ----------
    x : array of float64, shape (planes,)
    shock : array of float64, shape (shocks,)
        Standard normal numbers of the day.
    table, number : arrays
        As `changes` lays them out and `begin` fills them.
    """
    for i in range(table.shape[0]):
        value = x[table[i, _PLANE]] + number[i, _DRIFT]
        if table[i, _SHOCK] >= 0:
            value += number[i, _NOISE] * shock[table[i, _SHOCK]]
        inflow = number[i, _FLOW]
        if table[i, _INFLOW] >= 0:
            inflow *= x[table[i, _INFLOW]]
        value += inflow
        if table[i, _SEASON] >= 0:
            value += x[table[i, _SEASON]]
        x[table[i, _PLANE]] = min(max(value, number[i, _LOWER]), number[i, _UPPER])


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
