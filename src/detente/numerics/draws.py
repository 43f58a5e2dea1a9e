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
