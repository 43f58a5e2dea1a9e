"""Probabilities with their uncertainty, from the nested design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability, its 95 % interval and its Monte Carlo error.

    `interval` covers parameter uncertainty and Monte Carlo error; `monte_carlo` is the standard
    error that more paths would lower; `parameter_sd` the standard deviation between parameter
    draws that they would not.
    """

    probability: float
    interval: tuple[float, float]
    monte_carlo: float
    parameter_sd: float


def probability(hit: NDArray[np.bool_], group: NDArray[np.int64]) -> Estimate:
    """Estimate a probability from paths grouped by parameter draw.

    Between-variance = var(p̂_k) − mean(p̂_k(1 − p̂_k)/(R_k − 1)), the interval from the beta law
    with the same mean and variance (docs/model.md), the Monte Carlo variance added.

    Parameters
    ----------
    hit : array of bool, shape (paths,)
    group : array of int64, shape (paths,)
        Parameter index of each path.
    """
    _, inverse = np.unique(group, return_inverse=True)
    size = np.bincount(inverse).astype(np.float64)
    share = np.bincount(inverse, weights=hit.astype(np.float64)) / size
    n = float(hit.shape[0])
    p = float(hit.sum()) / n
    groups = size.shape[0]
    between = 0.0
    if groups > 1 and bool((size > 1).all()):
        within = float(np.mean(share * (1.0 - share) / (size - 1.0)))
        between = max(float(np.var(share, ddof=1)) - within, 0.0)
    monte_carlo = p * (1.0 - p) / n
    variance = between + between / groups + monte_carlo
    return Estimate(
        p, _interval(p, variance, n), float(np.sqrt(monte_carlo)), float(np.sqrt(between))
    )


def _interval(p: float, variance: float, n: float) -> tuple[float, float]:
    """95 % interval of the beta law with mean p and the given variance."""
    if p <= 0.0:
        return 0.0, float(1.0 - 0.025 ** (1.0 / n))
    if p >= 1.0:
        return float(0.025 ** (1.0 / n)), 1.0
    precision = max(p * (1.0 - p) / variance - 1.0, 1e-3)
    a, b = p * precision, (1.0 - p) * precision
    return float(betaincinv(a, b, 0.025)), float(betaincinv(a, b, 0.975))


def paired_difference(
    after: NDArray[np.float64], before: NDArray[np.float64]
) -> tuple[float, float, float]:
    """Mean paired difference with its 95 % interval (normal, from the paths' differences)."""
    difference = after - before
    mean = float(difference.mean())
    if difference.shape[0] < 2:
        return mean, -np.inf, np.inf
    half = 1.959964 * float(difference.std(ddof=1)) / float(np.sqrt(difference.shape[0]))
    return mean, mean - half, mean + half
