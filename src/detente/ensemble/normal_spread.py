"""How far a mean difference spreads over draws of the coefficients, from a few futures of each.

The model: draw k has a difference d_k of its own, which the mean ȳ_k of its futures shows with the
known variance v_k of chance,

    ȳ_k ~ Normal(d_k, v_k)      d_k ~ Normal(m, σ²)

with flat priors for m and for σ ≥ 0. Given σ, m is normal in closed form, so the posterior of σ
alone is summed on a grid; the interval is that of d for a further draw.

Source: Gelman and others (2013), Bayesian Data Analysis, 3rd edition, section 5.4, eq. 5.20 and
5.21; Gelman (2006), Bayesian Analysis 1(3), section 7, for the flat prior of σ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from detente.numerics.crossing import crossing

F64 = NDArray[np.float64]

POINTS = 48
"""Of the grid of σ."""

SMALLEST, LARGEST = 0.01, 5.0
"""Values of σ between which its posterior is sought, in standard deviations of the ȳ_k."""

HALVINGS = 60
"""Of the interval in which a quantile is sought."""


@dataclass(frozen=True, slots=True)
class Law:
    """A mixture of normal laws of one mean: arrays of shape (components,).

    Attributes
    ----------
    mean, error : array of float64
        Of m, given σ.
    between : array of float64
        σ.
    weight : array of float64
    """

    mean: F64
    error: F64
    between: F64
    weight: F64

    @property
    def sd(self) -> float:
        """Root of the expected σ²."""
        return float(np.sqrt(self.weight @ np.square(self.between)))

    def quantile(self, share: float) -> float:
        """Difference below which this share of the law lies."""
        sd = np.hypot(self.error, self.between)
        if not sd.any():
            return float(self.mean[0])
        ends = float((self.mean - 9.0 * sd).min()), float((self.mean + 9.0 * sd).max())

        def below(place: float) -> float:
            return float(self.weight @ ndtr((place - self.mean) / sd))

        def density(place: float) -> float:
            height = np.exp(-0.5 * np.square((place - self.mean) / sd)) / sd
            return float(self.weight @ height) / math.sqrt(2.0 * math.pi)

        start = float(self.weight @ self.mean)
        return crossing(below, density, share, ends, start, HALVINGS)


def normal_law(means: F64, noise: F64) -> Law:
    """Law of a difference over draws.

    Parameters
    ----------
    means : array of float64, shape (draws,)
        Mean difference of the futures of each draw.
    noise : array of float64, shape (draws,)
        Its variance by chance.
    """
    spread = float(means.std())
    if spread <= 0.0:
        error = float(np.sqrt(noise.mean() / noise.shape[0]))
        none = np.zeros(1)
        return Law(means[:1], none + error, none, none + 1.0)
    sigma = spread * np.geomspace(SMALLEST, LARGEST, POINTS)
    precision = 1.0 / (np.square(sigma)[:, None] + noise)
    total = precision.sum(axis=1)
    mean = precision @ means / total
    away = np.square(means - mean[:, None])
    log = 0.5 * (np.log(precision).sum(axis=1) - np.log(total) - (precision * away).sum(axis=1))
    weight = np.exp(log - log.max()) * np.gradient(sigma)
    return Law(mean, np.sqrt(1.0 / total), sigma, weight / weight.sum())
