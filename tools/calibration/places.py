"""Where true values lie in their posteriors, and whether they lie there as they should."""

from __future__ import annotations

import math
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chisquare, f, norm

F64 = NDArray[np.float64]

BINS, ALARM = 20, 1e-3
"""Bins of a histogram; the probability with which each of the two checks rejects a right fit."""

WORKERS = 2


@dataclass(frozen=True, slots=True)
class Places:
    """Places in [0, 1], and whether the 95 % interval holds the true value: (fits, names)."""

    names: tuple[str, ...]
    places: F64
    within: NDArray[np.bool_]


Drawn = tuple[list[str], list[float]]
"""Names, and the place of each true value in its posterior."""

Some = Callable[[list[int]], list[Drawn]]
"""Draw, make data and fit, once for each seed."""


def calibrate(
    some: Some, fits: int, workers: int = WORKERS, told: Callable[[int], None] | None = None
) -> Places:
    """Fit many made-up records.

    Parameters
    ----------
    some : callable
    fits : int
    workers : int
        Processes; 1 stays in this one.
    told : callable, optional
        Told how many are done.
    """
    chunks = [list(range(n, min(n + 10, fits))) for n in range(0, fits, 10)]
    found: list[Drawn] = []

    def gather(part: list[Drawn]) -> None:
        found.extend(part)
        if told is not None:
            told(len(found))

    if workers == 1:
        for chunk in chunks:
            gather(some(chunk))
    else:
        with ProcessPoolExecutor(workers) as pool:
            for part in pool.map(some, chunks):
                gather(part)
    names = tuple(found[0][0])
    places = np.full((fits, len(names)), math.nan)
    for row, (own, values) in enumerate(found):
        for name, value in zip(own, values, strict=True):
            places[row, names.index(name)] = value
    return Places(names, places, np.abs(places - 0.5) <= 0.475)


def uniform(places: F64) -> float:
    """p-value that places fall into equal bins evenly, several parameters of a fit together.

    The places of one fit go together, so the counts of each fit are one observation: Hotelling's
    T² of their mean, which has an F law. For one parameter, Pearson's χ².

    Parameters
    ----------
    places : array of float64, shape (fits, parameters)
        More fits than bins.
    """
    bins = np.clip((places * BINS).astype(int), 0, BINS - 1)
    if places.shape[1] == 1:
        return float(chisquare(np.bincount(bins[:, 0], minlength=BINS)).pvalue)
    fits, free = len(places), BINS - 1  # the last count follows from the others
    counts = (bins[:, :, None] == np.arange(free)).sum(axis=1)
    off = counts.mean(axis=0) - places.shape[1] / BINS
    spread = np.cov(counts, rowvar=False)
    squared = fits * float(off @ np.linalg.solve(spread, off))
    return float(f.sf(squared * (fits - free) / (free * (fits - 1)), free, fits - free))


def covered(within: NDArray[np.bool_]) -> tuple[float, float]:
    """Share of the 95 % intervals that hold the true value, and its p-value; fits are independent.

    Parameters
    ----------
    within : array of bool, shape (fits, parameters)
    """
    each = within.mean(axis=1)
    error = float(each.std(ddof=1)) / math.sqrt(len(each))
    share = float(each.mean())
    return share, float(2.0 * norm.sf(abs(share - 0.95) / error))
