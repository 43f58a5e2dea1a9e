"""How often each act has happened by some days of each path; compiled."""

from __future__ import annotations

import numpy as np

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def count_acts(acts, begun, days, counts):  # type: ignore[no-untyped-def]
    """Count the acts of each path up to, and with, each of some days.

    Parameters
    ----------
    acts : array of int32
        Path after path in order of time, as day · rows + row.
    begun : array of int64, shape (paths + 1,)
        Where those of each path begin.
    days : array of int64, shape (dates,)
        Ascending.
    counts : array of uint16, shape (dates, rows, paths)
        Zeros, which are added to.
    """
    dates, rows, paths = counts.shape
    for n in range(paths):
        for i in range(begun[n], begun[n + 1]):
            day = acts[i] // rows
            if day > days[dates - 1]:
                break
            row = acts[i] % rows
            for k in range(dates):
                if days[k] >= day:
                    counts[k, row, n] += np.uint16(1)
