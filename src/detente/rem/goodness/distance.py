"""How far a record is from simulated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats


def distance_p(observed: Floats, simulated: Floats) -> float:
    """Share of records, the observed one among them, as far from the middle of all as it is.

    Mean and covariance are those of all records, so that none has a special place: if the model
    holds, the observed record is as likely to be any of them, and p is exact. Distances use the
    leading principal components, one for every four records at most: with as many components as
    records, all would be equally far.

    Parameters
    ----------
    observed : float64, shape (k,)
    simulated : float64, shape (simulations, k)
    """
    every = np.vstack([observed, simulated])
    centre, sd = every.mean(axis=0), every.std(axis=0)
    varies = sd > 1e-12 * (1.0 + np.abs(centre))
    if not varies.any():
        return 1.0
    scaled = (every[:, varies] - centre[varies]) / sd[varies]
    correlation = scaled.T @ scaled / every.shape[0]
    values, vectors = np.linalg.eigh(correlation)
    kept = np.flatnonzero(values > 1e-8 * values[-1])[-max(every.shape[0] // 4, 1) :]
    distance = ((scaled @ vectors[:, kept]) ** 2 / values[kept]).sum(axis=1)
    return float((distance >= distance[0] * (1.0 - 1e-9)).mean())
