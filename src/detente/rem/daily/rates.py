"""Usual rates: how often a flow acts, shrunk towards what its two actors let expect.

A dyad that was never seen must be neither impossible nor as likely as the average. The number n of
event-days on D covered days is Poisson with mean D·b, and b a Gamma variable with mean m and shape
κ. The expected rate m = μ·s(source)·r(target) is multiplicative, so that a silent dyad of two busy
actors stands above one of two quiet ones. The usual rate is the posterior mean

    b = (κ + n) / (κ/m + D)

with κ at the maximum of the marginal (negative binomial) likelihood of the counts.
"""

from __future__ import annotations

import numpy as np

from detente.rem.daily.arrays import F64, I64

PRIOR_ACTS = 1.0
"""An actor's own factor is shrunk towards 1 as if by so many acts at the average rate."""
ROUNDS = 50
"""Rounds of the proportional fit; it settles to four digits in about ten."""
SHAPES = (-7.0, 4.0)
"""Range of log κ that is searched."""


def expected(counts: F64, days: float) -> F64:
    """Multiplicative rates that reproduce the (shrunk) totals of sources and of targets.

    Parameters
    ----------
    counts : array, shape (actors, actors)
        Event-days of source on target; the diagonal is not looked at.
    days : float
        Covered days.
    """
    n = counts.shape[0]
    off = ~np.eye(n, dtype=bool)
    counts = np.where(off, counts, 0.0)
    mean = (counts.sum() + PRIOR_ACTS) / (n * (n - 1) * days)
    sends, receives = np.ones(n), np.ones(n)
    for _ in range(ROUNDS):
        volume = days * mean * (off @ receives)
        sends = (counts.sum(axis=1) + PRIOR_ACTS) / (volume + PRIOR_ACTS)
        volume = days * mean * (sends @ off)
        receives = (counts.sum(axis=0) + PRIOR_ACTS) / (volume + PRIOR_ACTS)
    return np.asarray(mean * sends[:, None] * receives[None, :], dtype=np.float64)


def shape(counts: F64, mean: F64) -> float:
    """κ at the maximum of the negative binomial likelihood of counts with given means."""
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln

    # silent cells have only the last term; the others are few
    acted = counts > 0
    n, m = counts[acted], mean[acted]

    def loss(log_shape: float) -> float:
        k = np.exp(log_shape)
        value = (gammaln(k + n) - gammaln(k) + n * np.log(m / (k + m))).sum()
        value -= k * np.log1p(mean / k).sum()
        return -float(value)

    found = minimize_scalar(loss, bounds=SHAPES, method="bounded")
    return float(np.exp(found.x))


def usual_rates(counts: I64, a: I64, b: I64, actors: int, directed: int, days: float) -> F64:
    """Usual daily rate of every pair and flow.

    Parameters
    ----------
    counts : array, shape (pairs, flows)
        Event-days; flows 2c and 2c + 1 are directed class c, the rest joint classes.
    a, b : array of int, shape (pairs,)
    actors, directed : int
        Number of actors, and of directed classes.
    days : float
        Covered days.
    """
    rates = np.empty(counts.shape)
    for c in range(directed):
        square = np.zeros((actors, actors))
        square[a, b] = counts[:, 2 * c]
        square[b, a] = counts[:, 2 * c + 1]
        mean = expected(square, days)
        both = counts[:, 2 * c : 2 * c + 2].astype(np.float64)
        rates[:, 2 * c : 2 * c + 2] = shrunk(both, np.stack([mean[a, b], mean[b, a]], 1), days)
    for q in range(2 * directed, counts.shape[1]):
        square = np.zeros((actors, actors))
        square[a, b] = square[b, a] = counts[:, q]
        mean = expected(square, days)
        # symmetric up to the last round of the fit
        rates[:, q] = shrunk(
            counts[:, q].astype(np.float64), np.sqrt(mean[a, b] * mean[b, a]), days
        )
    return rates


def shrunk(counts: F64, mean: F64, days: float) -> F64:
    """Posterior mean rates."""
    k = shape(counts, days * mean)
    return (k + counts) / (k / mean + days)
