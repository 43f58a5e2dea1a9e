"""Probabilities with their uncertainty, from the nested design."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        """Probability, interval, and what more paths would tell."""
        return (
            f"<Estimate {self.short.strip()}; Monte Carlo error {self.monte_carlo:.4f}, between "
            f"parameter draws {self.parameter_sd:.4f}>"
        )

    @property
    def short(self) -> str:
        """Probability and interval in figures that stand below one another."""
        low, high = self.interval
        return f"{self.probability:6.1%} [{low:.1%}, {high:.1%}]"


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


Z = 1.959964
"""Half the width of a 95 % interval of the normal law, in standard errors."""


def standard_error(values: NDArray[np.float64], group: NDArray[np.int64] | None = None) -> float:
    """Standard error of a mean over paths; infinite where too few tell.

    Paths that share a parameter draw are not independent. With their `group` the error is that
    of the draws' means, V = K/(K − 1) · Σ_k n_k² (ȳ_k − ȳ)² / n², over K draws of n_k paths
    (the cluster-robust variance of a mean: Cameron & Miller 2015, J. of Human Resources 50(2)).

    Parameters
    ----------
    values : array of float64, shape (paths,)
    group : array of int64, shape (paths,), optional
        Parameter index of each path; by default each path has its own.
    """
    n = values.shape[0]
    if group is None:
        return float(values.std(ddof=1) / np.sqrt(n)) if n > 1 else np.inf
    _, inverse = np.unique(group, return_inverse=True)
    groups = int(inverse.max()) + 1 if n else 0
    if groups < 2:
        return np.inf
    sums = np.bincount(inverse, weights=values - values.mean())
    return float(np.sqrt(groups / (groups - 1) * np.square(sums).sum()) / n)


def paired_difference(
    after: NDArray[np.float64],
    before: NDArray[np.float64],
    group: NDArray[np.int64] | None = None,
) -> tuple[float, float, float]:
    """Mean paired difference with its 95 % interval (normal); `group` as in `standard_error`."""
    difference = after - before
    mean = float(difference.mean())
    half = Z * standard_error(difference, group)
    return mean, mean - half, mean + half
