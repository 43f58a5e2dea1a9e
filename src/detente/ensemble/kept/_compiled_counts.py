"""How many paths have which value on each day, and sums over paths; compiled."""

from __future__ import annotations

import numpy as np

from detente.numerics.jit import njit

_DAYS = 8
"""Days that are counted at once: their bins stay at hand while all paths are gone through."""


@njit(cache=True, nogil=True, error_model="numpy")
def count_numbers(values, by, counts):  # type: ignore[no-untyped-def]
    """Count whole numbers by day.

    Parameters
    ----------
    values : array of uint8, shape (paths, days, states)
    by : int
        1 to count them, −1 to take them out again.
    counts : array of int64, shape (states, days, numbers)
        Added to.
    """
    paths, days, states = values.shape
    found = np.zeros((days, states, counts.shape[2]), dtype=np.int64)
    for n in range(paths):
        for t in range(days):
            for k in range(states):
                found[t, k, values[n, t, k]] += by
    for k in range(states):
        counts[k] += found[:, k]


@njit(cache=True, nogil=True, error_model="numpy")
def count_bins(values, columns, low, per_width, by, counts):  # type: ignore[no-untyped-def]
    """Count values by day in bins of equal width; those beyond the ends count to the last ones.

    Parameters
    ----------
    values : array of float64, shape (paths, days, planes)
    columns : array of int64, shape (counted,)
        The planes that are counted.
    low, per_width : arrays of float64, shape (counted,)
        Where the first bin begins, and how many bins there are to a unit.
    by : int
        1 to count them, −1 to take them out again.
    counts : array of int32 or int64, shape (counted, days, bins)
        Added to.
    """
    paths, days, _planes = values.shape
    last = counts.shape[2] - 1
    for begin in range(0, days, _DAYS):
        for n in range(paths):
            for t in range(begin, min(begin + _DAYS, days)):
                for k in range(columns.shape[0]):
                    place = int((values[n, t, columns[k]] - low[k]) * per_width[k])
                    counts[k, t, min(max(place, 0), last)] += by


@njit(cache=True, nogil=True, error_model="numpy")
def add_paths(values, begin, end, total):  # type: ignore[no-untyped-def]
    """Add paths one after the other, from `begin` up to, not with, `end`: in order, to the bit.

    Parameters
    ----------
    values : array of float64, shape (paths, days, planes)
    begin, end : int
    total : array of float64, shape (days, planes)
        Added to.
    """
    _paths, days, planes = values.shape
    for n in range(begin, end):
        for t in range(days):
            for k in range(planes):
                total[t, k] += values[n, t, k]
