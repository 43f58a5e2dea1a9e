"""Credences that are themselves uncertain: one for each parameter index."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from detente.claims.claim import Claim
from detente.numerics.draws import stratified
from detente.numerics.philox import PARAMETER


def drawn_credence(
    mean: float, sd: float, seed: int, name: str, indices: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Credences for parameter indices, from the beta law with this mean and standard deviation.

    The law is Beta(mν, (1 − m)ν) with ν = m(1 − m)/sd² − 1, drawn by inversion and by name as a
    coefficient is. The mean over draws is the stated credence, so a spread moves no probability in
    which the claim enters alone; it widens the intervals.

    Parameters
    ----------
    mean, sd : float
        In [0, 1]; sd² below m(1 − m), which leaves 0 only at the ends.
    name : str
        Stable name of the draw.
    indices : array of int64, shape (paths,)

    Returns
    -------
    array of float64, shape (paths,)
    """
    if sd == 0.0:
        return np.full(indices.shape[0], mean)
    unique, inverse = np.unique(indices, return_inverse=True)
    total = mean * (1.0 - mean) / sd**2 - 1.0
    u = stratified(seed, PARAMETER, name, unique)
    return np.asarray(betaincinv(mean * total, (1.0 - mean) * total, u)[inverse])


def credence_of(
    claim: Claim,
    key: Literal["credence", "credence_otherwise"],
    seed: int,
    indices: NDArray[np.int64],
    parameters: NDArray[np.int64] | None,
) -> NDArray[np.float64]:
    """One of a claim's two credences on each path: its mean, where `parameters` are not given.

    Parameters
    ----------
    claim : Claim
    key : {"credence", "credence_otherwise"}
    seed : int
    indices : array of int64, shape (paths,)
        Belief index of each path.
    parameters : array of int64, shape (paths,), optional
        Parameter index of each path.
    """
    mean, sd = getattr(claim, key) or 0.0, getattr(claim, f"{key}_sd")
    if parameters is None:
        return np.full(indices.shape[0], float(mean))
    return drawn_credence(mean, sd, seed, f"{key}:{claim.id}", parameters)
