"""Uniform draws by name: the same whatever else is drawn."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.numerics.philox import fill_uniform, name_words, seed_words


def uniform(seed: int, domain: int, name: str, indices: NDArray[np.int64]) -> NDArray[np.float64]:
    """One uniform in (0, 1) for each index, by stable name."""
    out = np.empty(indices.shape[0])
    k0, k1 = (np.uint64(w) for w in seed_words(seed))
    n0, n1 = (np.uint64(w) for w in name_words(name))
    fill_uniform(k0, k1, np.uint64(domain), n0, n1, np.ascontiguousarray(indices), out)
    return out


STRATA = 10
"""Consecutive indices that make a set of stratified draws."""


def stratified(
    seed: int, domain: int, name: str, indices: NDArray[np.int64]
) -> NDArray[np.float64]:
    """One uniform in (0, 1) for each index, by stable name, stratified within sets of indices.

    Indices 10 j to 10 j + 9 make a set: each of them falls into another tenth of the interval, in
    an order that is drawn anew for every set and name. What is summed over whole sets so loses
    nearly all of the variance that comes from each name alone (Latin hypercube sampling: McKay,
    Beckman & Conover 1979, Technometrics 21(2); Stein 1987, Technometrics 29(2)). Sets are
    independent, and each draw by itself is uniform and hangs on nothing but seed, name and index.
    """
    sets, number = np.unique(indices // STRATA, return_inverse=True)
    members = (sets[:, None] * STRATA + np.arange(STRATA)).ravel()
    keys = uniform(seed, domain, f"stratum:{name}", members).reshape(-1, STRATA)
    rank = keys.argsort(axis=1).argsort(axis=1)[number, indices % STRATA]
    share = (rank + uniform(seed, domain, name, indices)) / STRATA
    return np.minimum(share, 1.0 - 2.0**-53)  # below 1 also where it is rounded
