"""How often each act has happened by some days of each path; compiled."""

from __future__ import annotations

import numpy as np

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def count_acts(record, recorded, days, counts):  # type: ignore[no-untyped-def]
    """Count the acts of each path up to, and with, each of some days.

    Parameters
    ----------
    record : array of int32, shape (paths, capacity)
        Acts in order, as day · rows + row.
    recorded : array of int32, shape (paths,)
    days : array of int64, shape (dates,)
        Ascending.
    counts : array of uint16, shape (paths, dates, rows)
        Zeros, which are added to.
    """
    paths, dates, rows = counts.shape
    for n in range(paths):
        for i in range(recorded[n]):
            day = record[n, i] // rows
            row = record[n, i] % rows
            for k in range(dates):
                if days[k] >= day:
                    counts[n, k, row] += np.uint16(1)
