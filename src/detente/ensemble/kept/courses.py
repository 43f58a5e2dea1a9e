"""What each future keeps of its way: indices and levels in a dozen windows, days in each value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.planes.index import INDEX
from detente.planes.moving import LEVEL

WINDOWS = 12
"""Parts of the horizon over which an index or a level is averaged, path by path."""


def followed(watched: Sequence[str]) -> list[str]:
    """Watched planes whose course is kept: relation indices of pairs, and levels."""
    return [
        name
        for name in watched
        if name.startswith(LEVEL) or (name.startswith(INDEX) and "~" in name)
    ]


def windows(days: int) -> NDArray[np.int64]:
    """Days on which the windows begin, and the day after the last one; as even as days allow."""
    return np.unique(np.linspace(0, days, WINDOWS + 1).astype(np.int64))


def window_means(watch: NDArray[np.float64], planes: Sequence[int]) -> NDArray[np.float32]:
    """Means of planes in the windows.

    Parameters
    ----------
    watch : array of float64, shape (paths, days, watched)
    planes : sequence of int
        Columns of those that are followed.

    Returns
    -------
    array of float32, shape (paths, planes, windows)
    """
    at = windows(watch.shape[1])
    sums = np.add.reduceat(watch[:, :, list(planes)], at[:-1], axis=1)
    means = sums / np.diff(at)[None, :, None]
    return means.transpose(0, 2, 1).astype(np.float32)


def days_in_values(states: NDArray[np.uint8], most: int) -> NDArray[np.int32]:
    """Days on which each state has each value.

    Parameters
    ----------
    states : array of uint8, shape (paths, days, states)
        Numbers of the values.
    most : int
        Most values that a state has.

    Returns
    -------
    array of int32, shape (paths, states, values)
    """
    found = np.empty((states.shape[0], states.shape[2], most), dtype=np.int32)
    for value in range(most):
        found[:, :, value] = (states == value).sum(axis=1)
    return found
