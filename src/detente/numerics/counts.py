"""A rate from counts: its Gamma posterior, of one period or of several that may disagree."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PRIOR = 0.5
"""Jeffreys' prior: half a day with the act, and half a day without."""

LARGEST_SPREAD = 1e6
"""Of the squared coefficient of variation between periods, where the search for it ends."""


@dataclass(frozen=True, slots=True)
class Gamma:
    """A Gamma law of a hazard a day: its mean, and its shape (1/shape is the squared CV)."""

    mean: float
    shape: float


def posterior(events: int, days: int) -> Gamma:
    """Law of the hazard of an act that was seen on some of the days that were looked at.

    With k of N days the share of days p has the posterior Beta(k + ½, N − k + ½) under Jeffreys'
    prior. The hazard λ = −log(1 − p) then has

        E λ = ψ(N + 1) − ψ(N − k + ½)        var λ = ψ₁(N − k + ½) − ψ₁(N + 1)

    with ψ the digamma and ψ₁ the trigamma function, and the Gamma law has this mean and this
    variance. Where the act is rare, that is Jeffreys' posterior of a count: shape k + ½, rate N.

    Parameters
    ----------
    events : int
        k, days that saw the act.
    days : int
        N, days that were looked at.

    Notes
    -----
    Jeffreys, H. (1946), An invariant form for the prior probability in estimation problems,
    Proc. R. Soc. A 186. Moments of log(1 − p): Johnson, Kotz & Balakrishnan, Continuous
    Univariate Distributions, vol. 2, chapter 25.
    """
    from scipy.special import polygamma, psi

    rest = days - events + PRIOR
    mean = float(psi(days + 2 * PRIOR) - psi(rest))
    variance = float(polygamma(1, rest) - polygamma(1, days + 2 * PRIOR))
    return Gamma(mean, mean**2 / variance)


def pooled(counts: Sequence[tuple[int, int]]) -> Gamma:
    """Law of a hazard of which several periods, or classes of reference, tell.

    Each period i has a hazard of its own, Gamma with the mean m and the squared coefficient of
    variation c, so its count is negative binomial: k_i has the mean m·N_i and the variance
    m·N_i + c·(m·N_i)². c is such that Pearson's statistic is what it should be,

        Σ (k_i − m·N_i)² / (m·N_i + c·(m·N_i)²) = n − 1,

    or 0 where the periods differ by no more than chance; m weighs the periods by the inverse of
    their variance. Half an event of Jeffreys' prior is shared among them by their length. What
    is to come is a further period: its squared coefficient of variation is c and that of m
    together. With c = 0 the law is the posterior of the sum of the counts.

    Parameters
    ----------
    counts : sequence of (events, days)
        Days that saw the act, and days that were looked at, of each period.

    Notes
    -----
    Breslow, N. E. (1984), Extra-Poisson variation in log-linear models, Applied Statistics 33;
    the same equation for normal errors is that of Paule & Mandel (1982), J. Res. NBS 87.
    """
    laws = [posterior(events, days) for events, days in counts]
    if len(laws) == 1:
        return laws[0]
    # days on which the act hides a second one are no exposure: shape/mean is N where acts are rare
    exposure = [law.shape / law.mean for law in laws]
    total = sum(exposure)
    seen = [law.shape - PRIOR + PRIOR * e / total for law, e in zip(laws, exposure, strict=True)]
    rates = [k / e for k, e in zip(seen, exposure, strict=True)]

    def weights(mean: float, spread: float) -> list[float]:
        return [1.0 / (mean / e + spread * mean**2) for e in exposure]

    def centre(spread: float) -> float:
        mean = sum(seen) / total
        for _ in range(100):
            w = weights(mean, spread)
            before, mean = mean, sum(a * r for a, r in zip(w, rates, strict=True)) / sum(w)
            if abs(mean - before) <= 1e-14 * mean:
                break
        return mean

    def excess(spread: float) -> float:
        mean = centre(spread)
        w = weights(mean, spread)
        pearson = sum(a * (r - mean) ** 2 for a, r in zip(w, rates, strict=True))
        return pearson - (len(rates) - 1)

    spread = _root(excess)
    mean = centre(spread)
    return Gamma(mean, 1.0 / (spread + 1.0 / (mean**2 * sum(weights(mean, spread)))))


def _root(excess: Callable[[float], float]) -> float:
    """Where a function that falls from 0 on reaches 0; 0 if it starts below."""
    if excess(0.0) <= 0.0:
        return 0.0
    from scipy.optimize import brentq

    high = 1.0
    while excess(high) > 0.0 and high < LARGEST_SPREAD:
        high *= 4.0
    return float(brentq(excess, 0.0, high)) if excess(high) < 0.0 else high


def log_moments(law: Gamma) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of the hazard."""
    from scipy.special import polygamma, psi

    mean = math.log(law.mean / law.shape) + float(psi(law.shape))
    return mean, math.sqrt(float(polygamma(1, law.shape)))
