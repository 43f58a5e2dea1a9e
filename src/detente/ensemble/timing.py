"""When an outcome comes, beside what a constant chance would have given.

Any outcome that comes has dates, and their middle half says nothing if it is that of a chance which
is the same on every day of the window. With n the acts that an outcome takes and a chance h of one
a day, n have come within k of W days in

    F₀(k) = E[I_h(n, k − n + 1)]/E[I_h(n, W − n + 1)]     I_h(n, W − n + 1) = p

of the futures that see it: I is the regularised incomplete beta function (for one act
1 − (1 − h)^k), h solves for the outcome's probability p, and E is over the beta law of p over the
coefficients, which make some futures quicker than others. Where nearly all futures see it, p says
little of h: it is then n over the mean of k. The dates are told from it where Kolmogorov's distance
D, the largest |F − F₀|, exceeds 1.36/√m, its 5 % point for m dates, by `LEAST`, and m is `FEWEST`
or more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

from detente.ensemble.estimate import Estimate
from detente.language.current import gettext as _
from detente.language.format import day, span

F64 = NDArray[np.float64]

KOLMOGOROV = 1.36
"""5 % point of √m·D (Smirnov 1948, Annals of Mathematical Statistics 19)."""

LEAST = 0.05
"""How much farther the dates must lie: a twentieth of them would have to come at other times."""

FEWEST = 10
"""Dates below which nothing is said: the 5 % point is that of many."""

NEARLY_ALL = 0.99
"""Share of the futures above which the mean wait says more of the chance of a day."""

DRAWS = 101
"""Quantiles of the law of p over which a mean is taken."""

QUARTERS = (0.25, 0.5, 0.75)

Dates = tuple[dt.date, dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Timing:
    """When an outcome comes, in the futures that see it.

    Attributes
    ----------
    dates : three dates
        Quartiles of the date.
    constant : three dates
        Quartiles that a constant chance would have given, with the outcome as likely as it is.
    distance : float
        Kolmogorov's distance of the two laws of the date, in [0, 1].
    tells : bool
        Whether the dates say more than a constant chance would.
    """

    dates: Dates
    constant: Dates
    distance: float
    tells: bool


def constant_share(days: int, acts: int, estimate: Estimate, wait: float) -> F64:
    """F₀ at the end of each day of a window, shape (days,).

    Parameters
    ----------
    days, acts : int
        Days of the window, and acts that it takes.
    estimate : Estimate
        The outcome's probability.
    wait : float
        Mean number of days until it came, in the futures that see it.
    """
    p, sd = estimate.probability, estimate.parameter_sd
    if p > NEARLY_ALL:
        h = np.array([min(acts / wait, 1.0)])
    else:
        drawn, most = np.array([p]), p * (1.0 - p)
        if 0.0 < sd**2 < most:
            precision = most / sd**2 - 1.0
            at = (np.arange(DRAWS) + 0.5) / DRAWS
            drawn = betaincinv(p * precision, (1.0 - p) * precision, at)
        h = betaincinv(acts, max(days - acts + 1, 1), drawn)
    k = np.arange(1, days + 1)
    reached = betainc(acts, np.maximum(k - acts + 1, 1)[:, None], h).mean(axis=1)
    reached[k < acts] = 0.0
    return np.asarray(reached / reached[-1])


def timing(
    days: NDArray[np.int32],
    first: int,
    last: int,
    acts: int,
    estimate: Estimate,
    dates: list[dt.date],
) -> Timing | None:
    """Compare days of first passage with those of a constant chance.

    Parameters
    ----------
    days : array of int32, shape (paths,)
        Day on which the outcome came; −1 for never.
    first, last : int
        First and last day on which it could.
    acts : int
        Acts that it takes.
    estimate : Estimate
        The outcome's probability.
    dates : list of date
        Of all days.

    Returns
    -------
    Timing or None
        None where it never came.
    """
    came = np.sort(days[days >= 0])
    if not came.size:
        return None
    window = np.arange(first, last + 1)
    played = np.searchsorted(came, window, side="right") / came.size
    wait = float(came.mean()) - first + 1.0
    constant = constant_share(window.size, acts, estimate, wait)
    distance = float(np.abs(played - constant).max())
    quartiles = np.quantile(came, QUARTERS, method="inverted_cdf")
    at = [int(window[np.searchsorted(constant, share - 1e-12)]) for share in QUARTERS]
    return Timing(
        (dates[int(quartiles[0])], dates[int(quartiles[1])], dates[int(quartiles[2])]),
        (dates[at[0]], dates[at[1]], dates[at[2]]),
        distance,
        came.size >= FEWEST and distance > LEAST + KOLMOGOROV / float(np.sqrt(came.size)),
    )


def in_words(found: Timing | None, dates: Dates | None) -> tuple[str, str]:
    """When it comes, and when a constant chance would have it come, if that is something else.

    Parameters
    ----------
    found : Timing or None
    dates : three dates or None
        Quartiles, for an outcome without a constant chance to compare with; None if it never comes.

    Returns
    -------
    str, str
        The second is empty where there is nothing to compare.
    """
    if dates is None:
        return _("never"), ""
    if dates[0] == dates[2] and (found is None or found.tells):
        return day(dates[0]), ""
    if found is None:
        return span(dates[0], dates[2]), ""
    if not found.tells:
        return _("any time"), ""
    return (
        span(found.dates[0], found.dates[2]),
        _("constant: {dates}").format(dates=span(found.constant[0], found.constant[2])),
    )
