"""How large something is over the futures: its law, and the error of its mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import Estimate, difference, probability
from detente.language.shown import brief

F64 = NDArray[np.float64]

SHARES = (0.1, 0.5, 0.9)
"""Quantiles that are told: the middle one, and those about 80 %."""

MOST_VALUES = 60
"""Whole numbers whose chances are told one by one."""


@dataclass(frozen=True, slots=True, repr=False)
class AmountAnswer:
    """How large an amount is.

    All but `share` are those of the futures in which it is asked: with `upon`, those that see that
    outcome. Of a state they are the numbers of its values, from 0, as `value_chances` has them.

    Attributes
    ----------
    amount, title : str
    unit : str
        Empty where there is none.
    listed : bool
    on : date or None
        The day on whose evening it is asked; None where an outcome decides.
    upon : str or None
        The outcome on whose first day it is asked.
    share : float
        Share of the futures in which it is asked.
    mean : float or None
        None where it is asked in none.
    low, high : float or None
        The 95 % interval of the mean, as that of a probability: as coefficients and credences are
        drawn.
    monte_carlo_error : float or None
        Standard error of the mean, over the futures and the number of draws.
    sd : float or None
        Standard deviation over the futures.
    quantile_10, median, quantile_90 : float or None
        80 % of the futures lie between the outer two.
    """

    __repr__ = brief

    amount: str
    title: str
    unit: str
    listed: bool
    on: dt.date | None
    upon: str | None
    share: float
    mean: float | None
    low: float | None
    high: float | None
    monte_carlo_error: float | None
    sd: float | None
    quantile_10: float | None
    median: float | None
    quantile_90: float | None


@dataclass(frozen=True, slots=True)
class ValueChance:
    """How likely an amount is to have one value, in the futures in which it is asked.

    Attributes
    ----------
    value : str
        Of a state; a whole number of acts or days.
    probability : float
    low, high : float
        95 %.
    monte_carlo_error : float
    """

    value: str
    probability: float
    low: float
    high: float
    monte_carlo_error: float


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean, spread and quantiles of values, with the errors of the mean."""

    mean: float | None = None
    low: float | None = None
    high: float | None = None
    monte_carlo_error: float | None = None
    sd: float | None = None
    quantile_10: float | None = None
    median: float | None = None
    quantile_90: float | None = None


def moments(
    values: F64, parameters: NDArray[np.int64], bounds: tuple[float, float] = (-np.inf, np.inf)
) -> Moments:
    """Those of values without gaps; all None where there is none.

    Parameters
    ----------
    values : array of float64, shape (paths,)
    parameters : array of int64, shape (paths,)
    bounds : tuple of float, optional
        Between which every value lies, and so the mean of any draw of the coefficients.
    """
    if not values.size:
        return Moments()
    found = difference(values, parameters)
    lowest, highest = (_finite(float(np.clip(end, *bounds))) for end in found.interval)
    low, median, high = np.quantile(values, SHARES, method="inverted_cdf").tolist()
    return Moments(
        found.mean,
        lowest,
        highest,
        _finite(found.monte_carlo),
        float(values.std(ddof=1)) if values.size > 1 else None,
        low,
        median,
        high,
    )


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def value_chances(
    values: F64, names: Sequence[str] | None, parameters: NDArray[np.int64]
) -> list[ValueChance]:
    """Chance of each value of a state, or of each whole number that there is.

    Parameters
    ----------
    values : array of float64, shape (paths,)
    names : sequence of str or None
        Values of a state; None of a whole number.
    parameters : array of int64, shape (paths,)
    """
    if not values.size:
        return []
    if names is None:
        whole = np.unique(values)[:MOST_VALUES]
        named = [(value, f"{value:.0f}") for value in whole.tolist()]
    else:
        named = [(float(i), name) for i, name in enumerate(names)]
    found = []
    for value, name in named:
        chance: Estimate = probability(values == value, parameters)
        found.append(ValueChance(name, chance.probability, *chance.interval, chance.monte_carlo))
    return found
