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

from detente.daily.arrays import F64, FOLDS
from detente.daily.record import Record

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
        volume = days * mean * (receives.sum() - receives)
        sends = (counts.sum(axis=1) + PRIOR_ACTS) / (volume + PRIOR_ACTS)
        volume = days * mean * (sends.sum() - sends)
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


def usual_rates(record: Record) -> F64:
    """Usual daily rates, those of each fold from the days of the others.

    A rate that knows the very acts it is to explain explains them too well: its coefficient comes
    out too large, those of slow memories too small or negative, and chances of later days too
    sharp. So a block of days is fitted with the rates of the days outside its fold (cross-fitting);
    what comes later is predicted with the rates of all.

    Parameters
    ----------
    record : Record

    Returns
    -------
    array, shape (folds + 1, pairs, flows)
        The last are those of the whole record.
    """
    fold = np.repeat(record.folds(), record.block)[: record.weight.size]
    parts = [record.weight * (fold != k) for k in range(FOLDS)] + [record.weight]
    counts = [record.counts(part).astype(np.float64) for part in parts]
    days = [float(part.sum()) for part in parts]
    rates = np.empty((FOLDS + 1, record.pairs, record.flows))
    c = len(record.directed)
    layers = [slice(2 * i, 2 * i + 2) for i in range(c)]
    layers += [slice(q, q + 1) for q in range(2 * c, record.flows)]
    for layer in layers:
        means = [
            _means(record, n[:, layer], max(d, 1.0)) for n, d in zip(counts, days, strict=True)
        ]
        k = shape(counts[-1][:, layer], days[-1] * means[-1])
        for f, mean in enumerate(means):
            rates[f, :, layer] = (k + counts[f][:, layer]) / (k / mean + days[f])
    return rates


def _means(record: Record, counts: F64, days: float) -> F64:
    """Expected rates of a layer: of both directions, or of a pair."""
    a, b = record.ends
    square = np.zeros((len(record.actors), len(record.actors)))
    square[a, b] = counts[:, 0]
    square[b, a] = counts[:, -1]
    mean = expected(square, days)
    if counts.shape[1] == 2:
        return np.stack([mean[a, b], mean[b, a]], axis=1)
    # symmetric up to the last round of the fit
    both: F64 = np.sqrt(mean[a, b] * mean[b, a])[:, None]
    return both
