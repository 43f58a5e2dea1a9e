"""How far a probability spreads over draws of the coefficients, from a few futures of each.

The model: draw k has a probability p_k of its own, of which R_k futures show s_k hits,

    s_k ~ Binomial(R_k, p_k)      p_k ~ Beta with mean m and variance κ²·(m(1 − m))²

κ, the spread in proportion to m(1 − m), is the coefficient of variation where the outcome is rare,
and about the standard deviation of the log-odds elsewhere. Priors: Jeffreys' Beta(½, ½) for m, and
a half-normal law for κ, whose scale `SCALE` is weak: coefficients that move a rare outcome by
factors of four or more either way are nothing unusual in it. The posterior of (m, κ) is summed on
a grid, and the interval is that of p for a further draw. So futures that tell nothing of κ (an
outcome seen twice, or never) leave the prior's spread, and not none.

Sources: Gelman and others (2013), Bayesian Data Analysis, 3rd edition, section 5.3, for the
beta-binomial hierarchy and its posterior on a grid; Gelman (2006), Bayesian Analysis 1(3), section
7, for half-normal priors of a standard deviation between groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaln, expit, gammaln, log_expit, logit

from detente.numerics.crossing import crossing

F64 = NDArray[np.float64]

SCALE = 1.5
"""Of the prior of κ."""

SMALLEST, LARGEST = 0.01, 30.0
"""Values of κ between which its posterior is sought."""

POINTS = 16
"""Of the grid, for each of m and κ."""

KEPT = 8.0
"""Points are dropped whose posterior is below e⁻⁸ of the largest."""

SHARPEST = 1e8
"""Largest a + b of a beta law; what is beyond cannot be told from no spread at all."""

WIDEST, HALVINGS = 40.0, 36
"""Log-odds between which a quantile is sought, either way, and how often that is halved."""

START = 10.0
"""Log-odds from which on they are no place to begin."""


@dataclass(frozen=True, slots=True)
class Law:
    """A mixture of beta laws: arrays of shape (components,)."""

    a: F64
    b: F64
    weight: F64

    @property
    def sd(self) -> float:
        """Root of the expected variance of p between draws."""
        total = self.a + self.b
        variance = self.a * self.b / (np.square(total) * (total + 1.0))
        return float(np.sqrt(self.weight @ variance))

    def quantile(self, share: float) -> float:
        """Probability below which this share of the law lies."""
        beta = betaln(self.a, self.b)

        def below(log_odds: float) -> float:
            return float(self.weight @ betainc(self.a, self.b, expit(log_odds)))

        def density(log_odds: float) -> float:
            log = self.a * log_expit(log_odds) + self.b * log_expit(-log_odds)
            return float(self.weight @ np.exp(log - beta))

        mean = logit(self.weight @ (self.a / (self.a + self.b)))
        start = float(np.clip(mean, -START, START))
        return float(expit(crossing(below, density, share, (-WIDEST, WIDEST), start, HALVINGS)))


def beta_law(hits: F64, sizes: F64) -> Law:
    """Law of a probability over draws, each of which had some hits in some futures.

    Parameters
    ----------
    hits, sizes : array of float64, shape (draws,)
    """
    # by hits, then by size: both are whole numbers
    most = sizes.max() + 1.0
    code, number = np.unique(hits * most + sizes, return_counts=True)
    pairs = np.stack(np.divmod(code, most))
    # a first look finds where the posterior lies, a second one looks there
    kappa = np.geomspace(SMALLEST, LARGEST, 2 * POINTS)
    weight = np.exp(_posterior(*_grid(kappa, 9, pairs, number), pairs, number)[2]).sum(axis=1)
    near = np.flatnonzero(weight > np.exp(-KEPT) * weight.max())
    first, last = max(int(near[0]) - 1, 0), min(int(near[-1]) + 1, kappa.size - 1)
    kappa = np.geomspace(kappa[first], kappa[last], POINTS)
    a, b, log_weight = _posterior(*_grid(kappa, POINTS, pairs, number), pairs, number)
    weight = np.exp(log_weight)
    keep = weight > np.exp(-KEPT) * weight.max()
    return Law(a[keep], b[keep], weight[keep] / weight[keep].sum())


def _grid(kappa: F64, points: int, pairs: F64, number: NDArray[np.int64]) -> tuple[F64, F64]:
    """Values of κ, and for each of them values of logit m about where the futures put it.

    Returns
    -------
    arrays of float64, shape (κ, 1) and (κ, m)
    """
    draws, futures = float(number.sum()), float(pairs[1] @ number)
    mean = (float(pairs[0] @ number) + 0.5) / (futures + 1.0)
    # the variance of the log-odds of a mean of hits, chance and spread together
    width = np.sqrt(1.0 / (futures * mean * (1.0 - mean)) + kappa * kappa / draws)
    width = np.minimum(width, 4.0)[:, None]
    return kappa[:, None], logit(mean) + width * np.linspace(-4.0, 4.0, points)


def _posterior(
    kappa: F64, log_odds: F64, pairs: F64, number: NDArray[np.int64]
) -> tuple[F64, F64, F64]:
    """Parameters a and b at the points of a grid, and the logarithm of their posterior mass.

    Returns
    -------
    arrays of float64, shape (κ, m)
    """
    mean = expit(log_odds)
    product = mean * expit(-log_odds)
    precision = np.minimum(1.0 / (kappa * kappa * product) - 1.0, SHARPEST)
    possible = precision > 1e-6  # a variance of m(1 − m) is the most that there can be
    precision = np.maximum(precision, 1e-6)
    a, b = mean * precision, expit(-log_odds) * precision
    log = np.where(possible, 0.0, -np.inf)
    none_a, none_b, whole = gammaln(a), gammaln(b), gammaln(precision)
    sized = {r: gammaln(precision + r) for r in np.unique(pairs[1])}
    for (s, r), times in zip(pairs.T, number, strict=True):
        rise = gammaln(a + s) - none_a + gammaln(b + r - s) - none_b
        log += times * (rise + whole - sized[r])
    log -= 0.5 * np.square(kappa / SCALE)
    log += 0.5 * np.log(product)  # Jeffreys' prior of m, on the scale of log-odds
    log += np.log(np.gradient(log_odds, axis=1)) + np.log(np.gradient(kappa[:, 0]))[:, None]
    return a, b, log - log.max()
