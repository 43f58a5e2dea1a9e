"""The most likely parameters under a prior, and how sure one can be of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.fitting import likelihood
from detente.fitting.design import Design
from detente.fitting.prior import Prior, spread_density

F64 = NDArray[np.float64]

MOST_STEPS = 100
TOLERANCE = 1e-12
"""Of the slope in units of the posterior's standard deviations, squared (Newton's decrement)."""


@dataclass(frozen=True, slots=True)
class Solution:
    """The mode of the posterior, and the normal law about it (Laplace).

    Attributes
    ----------
    values : array of float64, shape (parameters,)
        Baselines first, then coefficients; held ones as they are held.
    covariance : array of float64, shape (parameters, parameters)
        0 for those that are held.
    information : array of float64, shape (parameters, parameters)
        Of the likelihood alone.
    log_likelihood, log_posterior : float
    steps : int
    decrement : float
        What is left to climb: slopeᵀ · covariance · slope.
    converged : bool
    """

    values: F64
    covariance: F64
    information: F64
    log_likelihood: float
    log_posterior: float
    steps: int
    decrement: float
    converged: bool

    @property
    def sd(self) -> F64:
        """Standard deviations."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def evidence(self) -> float:
        """Log marginal likelihood by Laplace's approximation, up to a constant of the data."""
        free = np.diag(self.covariance) > 0
        _, size = np.linalg.slogdet(self.covariance[np.ix_(free, free)])
        return self.log_posterior + 0.5 * float(size)


def solve(design: Design, prior: Prior, start: F64 | None = None) -> Solution:
    """Newton's method with halved steps on log-likelihood and log-prior.

    Parameters
    ----------
    design : Design
    prior : Prior
    start : array of float64, shape (parameters,), optional
        The prior's mean by default.
    """
    n = len(design.processes)
    values = prior.mean.copy() if start is None else np.where(prior.free, start, prior.mean)
    free = prior.free

    def height(at: F64) -> float:
        return likelihood.value(design, at[:n], at[n:]) + prior.log_density(at)

    now = height(values)
    decrement, converged, steps = math.inf, False, 0
    point = likelihood.point(design, values[:n], values[n:])
    while steps < MOST_STEPS:
        steps += 1
        curvature = point.curvature[np.ix_(free, free)] + prior.precision
        slope = point.slope[free] - prior.precision @ (values - prior.mean)[free]
        step = np.linalg.solve(curvature, slope)
        decrement = float(slope @ step)
        if decrement < TOLERANCE:
            converged = True
            break
        share, higher = 1.0, False
        while share > 1e-6:
            tried = values.copy()
            tried[free] += share * step
            level = height(tried)
            if level >= now + 1e-4 * share * decrement:
                values, now, higher = tried, level, True
                break
            share *= 0.5
        if not higher:  # rounding, or a kink
            converged = decrement < 1e-5
            break
        point = likelihood.point(design, values[:n], values[n:])
    curvature = point.curvature[np.ix_(free, free)] + prior.precision
    covariance = np.zeros((values.shape[0], values.shape[0]))
    covariance[np.ix_(free, free)] = np.linalg.inv(curvature)
    return Solution(
        values,
        covariance,
        point.curvature,
        point.value,
        point.value + prior.log_density(values),
        steps,
        decrement,
        converged,
    )


def with_spread(
    design: Design, prior_of: Callable[[float], Prior], start: F64 | None = None
) -> tuple[float, Solution]:
    """Solve with the spread τ of the pooled baselines that makes the record most likely.

    τ maximises the marginal likelihood (Laplace) and its own prior: golden sections of log τ.

    Returns
    -------
    tuple
        τ and the solution under it.
    """
    known: dict[float, Solution] = {}
    last = start

    def height(log_spread: float) -> float:
        nonlocal last
        found = solve(design, prior_of(math.exp(log_spread)), last)
        known[log_spread], last = found, found.values
        return found.evidence() + spread_density(math.exp(log_spread))

    best = golden(height, math.log(0.05), math.log(8.0), 0.02)
    height(best)
    return math.exp(best), known[best]


def golden(height: Callable[[float], float], low: float, high: float, width: float) -> float:
    """Place of the largest value of a function with one hill, to a width."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    at_a, at_b = height(a), height(b)
    while high - low > width:
        if at_a >= at_b:
            high, b, at_b = b, a, at_a
            a = high - ratio * (high - low)
            at_a = height(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + ratio * (high - low)
            at_b = height(b)
    return a if at_a >= at_b else b
