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
from detente.numerics.information import inverse
from detente.numerics.newton import Point, Rules, maximise

F64 = NDArray[np.float64]

MOST_STEPS = 100
TOLERANCE = 1e-12
"""Of Newton's decrement, squared: what is left of the gradient in the posterior's standard
deviations."""

AT_REST = 1e-5
"""The same, where no part of a step gains anything: rounding, or a kink at the very mode."""


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
        What is left: gradientᵀ · covariance · gradient.
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
    """The mode of log-likelihood and log-prior together, by Newton's method.

    Parameters
    ----------
    design : Design
    prior : Prior
    start : array of float64, shape (parameters,), optional
        The prior's mean by default.
    """
    n = len(design.processes)
    free = prior.free
    both = np.ix_(free, free)

    def log_posterior(at: F64) -> float:
        return likelihood.value(design, at[:n], at[n:]) + prior.log_density(at)

    def posterior(at: F64) -> Point[Point[None]]:
        found = likelihood.point(design, at[:n], at[n:])
        gradient, information = found.gradient.copy(), found.information.copy()
        gradient[free] -= prior.precision @ (at - prior.mean)[free]
        information[both] += prior.precision
        return Point(found.value + prior.log_density(at), gradient, information, found)

    found = maximise(
        posterior,
        prior.mean.copy() if start is None else np.where(free, start, prior.mean),
        Rules(TOLERANCE, MOST_STEPS),
        free=free,
        value=log_posterior,
    )
    covariance = np.zeros((prior.mean.size, prior.mean.size))
    covariance[both] = inverse(found.point.information[both])
    return Solution(
        found.place,
        covariance,
        found.point.payload.information,
        found.point.payload.value,
        found.value,
        len(found.steps),
        found.decrement,
        found.converged or (found.stalled and found.decrement < AT_REST),
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

    def marginal(log_spread: float) -> float:
        nonlocal last
        found = solve(design, prior_of(math.exp(log_spread)), last)
        known[log_spread], last = found, found.values
        return found.evidence() + spread_density(math.exp(log_spread))

    best = golden(marginal, math.log(0.05), math.log(8.0), 0.02)
    marginal(best)
    return math.exp(best), known[best]


def golden(value: Callable[[float], float], low: float, high: float, width: float) -> float:
    """Place of the largest value of a function with one maximum, to a width."""
    ratio = (math.sqrt(5.0) - 1.0) / 2.0
    a, b = high - ratio * (high - low), low + ratio * (high - low)
    at_a, at_b = value(a), value(b)
    while high - low > width:
        if at_a >= at_b:
            high, b, at_b = b, a, at_a
            a = high - ratio * (high - low)
            at_a = value(a)
        else:
            low, a, at_a = a, b, at_b
            b = low + ratio * (high - low)
            at_b = value(b)
    return a if at_a >= at_b else b
