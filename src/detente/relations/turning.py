"""Turning points: days from which on the tone of a pair is another one.

The series is the tone of the acts themselves, by day or week, not the relation index, whose
memory would smear every change over months. Each value is (ΣG + c·G_0)/(n + c) of its n acts,
with the prior c of the index: a week with one act says little, and is drawn to the usual tone.
Days and weeks without acts say nothing and are left out.

Where the breaks lie is found by PELT with squared errors (Killick, Fearnhead & Eckley 2012,
J. of the American Statistical Association 107), as in the library ruptures. The penalty of a
break is the BIC's for its place and its level, 2·s²·log n. s² is the long-run variance
σ²·(1 + ρ)/(1 − ρ) of an AR(1), since weeks resemble their neighbours; with σ and ρ estimated from
medians of first and second differences, which a few breaks do not move (Chakar, Lebarbier,
Lévy-Leduc & Robin 2017, Bernoulli 23).

A break must then stand against chance: between its neighbours, is the best split of the series as
far apart as the best split of the same values shuffled in blocks? The weakest break that does not
pass is dropped, and what is next to it is asked again.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.relations.daily import F64, I64, Daily

Resolution = Literal["day", "week"]

BY_DAY = 182
"""Days of the longest span that is looked at day by day; longer ones by weeks."""

SHORTEST: dict[Resolution, int] = {"day": 7, "week": 6}
"""Days or weeks with acts on either side of a turning point, at least."""

SHUFFLES = 999
"""With which the smallest p-value is 0.001."""

LEVEL = 0.05
"""Largest p-value of a turning point."""

MOST_AUTOCORRELATION = 0.8
"""A larger estimate would make the penalty endless."""

SEED = 1992
"""Of the shuffles, so that the same acts give the same turning points."""

_MAD = 0.6744897501960817
"""Median of the absolute value of a standard normal."""


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A change of tone.

    Attributes
    ----------
    date : date
        First day of the day or week from which on the tone is another.
    before, after : float
        Mean Goldstein weight of all acts since the turning point before, and until the next.
    acts_before, acts_after : int
    size : float
        Difference of the two levels of the series, in its standard deviations.
    p : float
        How often the same values shuffled in blocks break as clearly: at most 0.05.
    """

    date: dt.date
    before: float
    after: float
    acts_before: int
    acts_after: int
    size: float
    p: float


@dataclass(frozen=True, slots=True)
class Turning:
    """Turning points of a span, in order of time.

    Attributes
    ----------
    resolution : {"day", "week"}
    observed : int
        Days or weeks with acts.
    enough : bool
        Whether there were enough of them to look for turning points.
    points : tuple of TurningPoint
    """

    resolution: Resolution
    observed: int
    enough: bool
    points: tuple[TurningPoint, ...]


def turning_points(span: Daily, usual: float, prior: float) -> Turning:
    """Find the turning points of a span.

    Parameters
    ----------
    span : Daily
        Cut to the span.
    usual : float
        G_0 of the pair.
    prior : float
        c, in acts.
    """
    resolution: Resolution = "day" if span.days <= BY_DAY else "week"
    tone, acts = (values.sum(axis=1) for values in span.weights())
    step = 1 if resolution == "day" else 7
    starts = np.arange(0, span.days, step)
    tone, acts = np.add.reduceat(tone, starts), np.add.reduceat(acts, starts)
    seen = acts > 0
    starts, tone, acts = starts[seen], tone[seen], acts[seen]
    shortest = SHORTEST[resolution]
    if len(starts) < 2 * shortest:
        return Turning(resolution, len(starts), False, ())
    series = (tone + prior * usual) / (acts + prior)
    breaks = find_breaks(series, shortest)
    spread = noise(series)[0]
    ends = [0, *(place for place, _p in breaks), len(series)]
    points = []
    for (place, p), begin, end in zip(breaks, ends[:-2], ends[2:], strict=True):
        old, new = slice(begin, place), slice(place, end)
        points.append(
            TurningPoint(
                span.date_of(int(starts[place])),
                float(tone[old].sum() / acts[old].sum()),
                float(tone[new].sum() / acts[new].sum()),
                int(acts[old].sum()),
                int(acts[new].sum()),
                float(series[new].mean() - series[old].mean()) / spread,
                p,
            )
        )
    return Turning(resolution, len(starts), True, tuple(points))


def noise(series: F64) -> tuple[float, float]:
    """Standard deviation and first autocorrelation of a series around its changing level.

    ρ = (median |y_{t+2} − y_t| / median |y_{t+1} − y_t|)² − 1, within [0, 0.8], and σ from the
    first of these medians under a normal distribution, Var(y_{t+1} − y_t) = 2σ²(1 − ρ). Where
    half of the differences are 0, their root mean square takes the place of the median.
    """
    first, second = np.abs(np.diff(series)), np.abs(series[2:] - series[:-2])
    one, two = float(np.median(first)), float(np.median(second))
    if one <= 0.0 or two <= 0.0:
        return float(np.sqrt(np.mean(first**2) / 2.0)), 0.0
    rho = min(max((two / one) ** 2 - 1.0, 0.0), MOST_AUTOCORRELATION)
    return one / _MAD / float(np.sqrt(2.0 * (1.0 - rho))), rho


def find_breaks(series: F64, shortest: int) -> list[tuple[int, float]]:
    """Find where the mean of a series changes.

    Parameters
    ----------
    series : array of float, shape (n,)
    shortest : int
        Values on either side of a break, at least.

    Returns
    -------
    list of (int, float)
        Position of the first value after a break, and its p-value.
    """
    spread, rho = noise(series)
    if spread <= 0.0:
        return []
    # with a library that takes half a second to load
    from ruptures.detection.kernelcpd import KernelCPD

    penalty = 2.0 * spread**2 * (1.0 + rho) / (1.0 - rho) * float(np.log(len(series)))
    search = KernelCPD(kernel="linear", min_size=shortest).fit(series.reshape(-1, 1))
    places = [int(place) for place in search.predict(pen=penalty)][:-1]
    known: dict[tuple[int, int, int], float] = {}
    while places:
        ends = [0, *places, len(series)]
        tested = []
        for place, begin, end in zip(places, ends[:-2], ends[2:], strict=True):
            key = (begin, place, end)
            if key not in known:
                known[key] = _chance(series[begin:end], place - begin, shortest)
            tested.append(known[key])
        weakest = int(np.argmax(tested))
        if tested[weakest] <= LEVEL:
            return list(zip(places, tested, strict=True))
        del places[weakest]
    return []


def _chance(series: F64, place: int, shortest: int) -> float:
    """Share of shuffled series whose best split is as good as the split at a place.

    Blocks of n^(1/3) values are shuffled whole, so that a shuffled series is as sluggish as the
    true one (block length of that order: Künsch 1989, Annals of Statistics 17).
    """
    n = len(series)
    block = max(round(n ** (1.0 / 3.0)), 1)
    starts = np.arange(0, n, block)
    order = np.argsort(np.random.default_rng(SEED).random((SHUFFLES, len(starts))), axis=1)
    took: I64 = (starts[order][:, :, None] + np.arange(block)).reshape(SHUFFLES, -1)
    shuffled = series[took[took < n].reshape(SHUFFLES, n)]
    # the same number of values everywhere, so that the last, shorter block does not matter
    centred = np.cumsum(shuffled - series.mean(), axis=1)
    left = np.arange(1, n)
    allowed = (left >= shortest) & (n - left >= shortest)
    scale = n / (left * (n - left))
    best = (centred[:, :-1] ** 2 * scale)[:, allowed].max(axis=1)
    true = float(np.cumsum(series - series.mean())[place - 1] ** 2 * scale[place - 1])
    return float((1 + np.count_nonzero(best >= true * (1 - 1e-12))) / (SHUFFLES + 1))
