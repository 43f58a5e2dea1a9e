"""The most likely parameters under a prior, and how sure one can be of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

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

LEAST = 0.05
"""σ of a mood at which a search begins at least: one of no spread has no slope."""

STEP = 0.01
"""Of σ, in the differences that tell slope and curvature."""

SPREAD_TOLERANCE = 1e-6
"""Of Newton's decrement, squared, in the σ of moods."""

FLAT = 0.05
"""Least curvature in the σ of moods, in those of their prior."""

NUDGE = 1e-2
"""Steps of differences, in standard deviations, by which the curvature at the mode is measured."""

NUDGE = 1e-2
"""Steps of the differences that tell the whole curvature, in standard deviations."""

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


def solve(
    design: Design, prior: Prior, start: F64 | None = None, *, exact: bool = False
) -> Solution:
    """The mode of log-likelihood and log-prior together, and the normal law about it.

    The σ of moods are those that make the record and the prior most likely with all else
    integrated out (Laplace again): the mode of all parameters together would take them too small,
    as a variance about a fitted mean is.

    Parameters
    ----------
    design : Design
    prior : Prior
    start : array of float64, shape (parameters,), optional
        The prior's mean by default.
    exact : bool
        Whether the law is that of the whole curvature, that of the moods' determinant included,
        which takes as long as the search itself.
    """
    columns = [c for c in design.spreads if prior.free[c]]
    if columns:
        return _Spreads(design, prior, columns, start).solution(exact=exact)
    found = _given(design, prior, start)
    return _refined(design, prior, found) if exact else found


def _given(
    design: Design, prior: Prior, start: F64 | None, paths: Sequence[F64] | None = None
) -> Solution:
    """Solve with the σ of moods as they are, by Newton's method; `paths` move to the moods'."""
    n = len(design.processes)
    free = prior.free
    both = np.ix_(free, free)
    paths = likelihood.calm(design) if paths is None else paths

    def log_posterior(at: F64) -> float:
        return likelihood.value(design, at[:n], at[n:], paths) + prior.log_density(at)

    def posterior(at: F64) -> Point[Point[None]]:
        found = likelihood.point(design, at[:n], at[n:], paths)
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


def _refined(design: Design, prior: Prior, solution: Solution) -> Solution:
    """The solution with the law of its whole curvature.

    Where the curvature is none of a mode, which only an approximation can bring about, the law
    stays as it is.
    """
    if not (design.moods.blocks or design.bent) or not solution.converged:
        return solution
    n, both = len(design.processes), np.ix_(prior.free, prior.free)
    at = solution.values
    paths = likelihood.calm(design)
    likelihood.value(design, at[:n], at[n:], paths)
    steps = np.where(prior.free, NUDGE * solution.sd, 0.0)
    information = likelihood.curvature(design, at[:n], at[n:], steps, paths)
    whole = information[both] + prior.precision
    if np.linalg.eigvalsh(whole).min() <= 0.0:
        return solution
    covariance = np.zeros(solution.covariance.shape)
    covariance[both] = inverse(whole)
    return replace(solution, covariance=covariance)


class _Spreads:
    """The σ of moods, and all else given them."""

    def __init__(self, design: Design, prior: Prior, columns: list[int], start: F64 | None) -> None:
        self.design = design
        self.prior = prior
        self.columns = columns
        self.start = start
        self.paths = likelihood.calm(design)
        self.own = prior.sd()[columns]
        self.known: dict[tuple[float, ...], Solution] = {}

    def held(self, sigma: F64) -> Prior:
        """The prior with these σ held."""
        held = np.zeros(self.prior.mean.size, dtype=bool)
        held[self.columns] = True
        values = np.zeros(held.size)
        values[self.columns] = sigma
        return self.prior.holding(held, values)

    def given(self, sigma: F64) -> Solution:
        """The solution with these σ."""
        key = tuple(sigma.tolist())
        if key not in self.known:
            found = _given(self.design, self.held(sigma), self.start, self.paths)
            self.known[key], self.start = found, found.values
        return self.known[key]

    def density(self, sigma: F64) -> float:
        """Log-density of the σ under their prior; −∞ below 0."""
        off = (sigma - self.prior.mean[self.columns]) / self.own
        return float(-0.5 * off @ off - np.log(self.own).sum()) if (sigma >= 0).all() else -np.inf

    def height(self, sigma: F64) -> float:
        """Log marginal posterior of the σ."""
        density = self.density(sigma)
        return self.given(sigma).evidence() + density if np.isfinite(density) else density

    def point(self, sigma: F64) -> Point[None]:
        """Height, slope and curvature, by differences; beyond 0 the likelihood is mirrored."""
        m, step = sigma.size, STEP * np.eye(sigma.size)
        evidence = {0: self.given(sigma).evidence()}
        gradient, curved = np.zeros(m), np.zeros((m, m))
        ups = [self.given(np.abs(sigma + step[i])).evidence() for i in range(m)]
        for i in range(m):
            down = self.given(np.abs(sigma - step[i])).evidence()
            gradient[i] = (ups[i] - down) / (2 * STEP)
            curved[i, i] = (2 * evidence[0] - ups[i] - down) / STEP**2
            for j in range(i):
                both = self.given(np.abs(sigma + step[i] + step[j])).evidence()
                curved[i, j] = curved[j, i] = -(both - ups[i] - ups[j] + evidence[0]) / STEP**2
        gradient -= (sigma - self.prior.mean[self.columns]) / self.own**2
        curved += np.diag(1.0 / self.own**2)
        return Point(evidence[0] + self.density(sigma), gradient, self._upwards(curved), None)

    def _upwards(self, curved: F64) -> F64:
        """A curvature with which Newton's step leads upwards, where the height is not concave."""
        scale = np.outer(self.own, self.own)
        values, vectors = np.linalg.eigh(curved * scale)
        values = np.maximum(np.abs(values), FLAT)
        return np.asarray((vectors * values) @ vectors.T / scale)

    def solution(self, *, exact: bool) -> Solution:
        """The best σ, and all that follows."""
        begin = self.prior.mean[self.columns] if self.start is None else self.start[self.columns]
        found = maximise(
            self.point, np.maximum(begin, LEAST), Rules(SPREAD_TOLERANCE, MOST_STEPS),
            value=self.height,
        )  # fmt: skip
        sigma, step = found.place, STEP * np.eye(found.place.size)
        best = self.given(sigma)
        law = inverse(found.point.information)
        moved = np.stack(
            [
                (self.given(sigma + each).values - self.given(np.abs(sigma - each)).values)
                / (STEP + min(sigma[i], STEP))
                for i, each in enumerate(step)
            ],
            axis=1,
        )
        if exact:
            best = _refined(self.design, self.held(sigma), best)
        return replace(
            best,
            covariance=best.covariance + moved @ law @ moved.T,
            log_posterior=best.log_posterior + self.density(sigma),
            steps=len(found.steps),
            converged=best.converged and (found.converged or found.stalled),
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
