"""How many paths have which value on each day; compiled."""

from __future__ import annotations

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def count_numbers(values, first, counts):  # type: ignore[no-untyped-def]
    """Count whole numbers by day.

    Parameters
    ----------
    values : array of float64, shape (paths, days, planes)
    first : int
        The first plane that is counted.
    counts : array of int64, shape (planes − first, days, numbers)
        Added to.
    """
    paths, days, planes = values.shape
    for n in range(paths):
        for t in range(days):
            for k in range(first, planes):
                counts[k - first, t, int(values[n, t, k])] += 1


@njit(cache=True, nogil=True, error_model="numpy")
def count_bins(values, columns, low, per_width, counts):  # type: ignore[no-untyped-def]
    """Count values by day in bins of equal width; those beyond the ends count to the last ones.

    Parameters
    ----------
    values : array of float64, shape (paths, days, planes)
    columns : array of int64, shape (levels,)
        The planes that are counted.
    low, per_width : arrays of float64, shape (levels,)
        Where the first bin begins, and how many bins there are to a unit.
    counts : array of int32, shape (levels, days, bins)
        Added to.
    """
    paths, days, _planes = values.shape
    last = counts.shape[2] - 1
    for n in range(paths):
        for t in range(days):
            for k in range(columns.shape[0]):
                place = int((values[n, t, columns[k]] - low[k]) * per_width[k])
                counts[k, t, min(max(place, 0), last)] += 1
