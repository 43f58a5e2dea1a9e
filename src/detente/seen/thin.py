"""Which futures are left, so that things are as they are seen, and each counts the same.

What is sure leaves the futures in which it is so. What is seen with a probability leaves all of
those whose weight (`detente.seen.rake`) is the largest, and of the others as large a share as their
weight is of that one. So an ordinary ensemble is left, of which no number has to be weighed, and
the effective number of futures is how many there are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.numerics.draws import uniform
from detente.numerics.philox import SEEN
from detente.seen.rake import rake

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]


def left(so: NDArray[np.bool_], chances: F64, seed: int, index: I64) -> I64 | None:
    """Number the futures that are left.

    Parameters
    ----------
    so : array of bool, shape (paths, things)
        Whether each thing is as it is seen.
    chances : array of float64, shape (things,)
        With which probability; 1 of what is sure.
    seed : int
    index : array of int64, shape (paths,)
        Index of the chance of each path: whether it is left of a share depends on that alone.

    Returns
    -------
    array of int64 or None
        In order; None if no share of these futures has the things so.
    """
    if (chances == 1.0).all():
        return np.flatnonzero(so.all(axis=1))
    cells, cell, number = np.unique(so, axis=0, return_inverse=True, return_counts=True)
    cell = cell.reshape(-1)  # of another shape in some versions of NumPy
    share = rake(cells, number.astype(np.float64), chances)
    if share is None:
        return None
    weight = share / number
    kept = np.rint(number * (weight / weight.max())).astype(np.int64)
    draw = uniform(seed, SEEN, "left", index)
    found = []
    for each in np.flatnonzero(kept):
        members = np.flatnonzero(cell == each)
        if kept[each] < number[each]:
            members = members[np.argsort(draw[members], kind="stable")[: kept[each]]]
        found.append(members)
    return np.sort(np.concatenate(found))
