"""What an ensemble answers about an outcome, in one row."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.language.shown import brief


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """How likely an outcome is, and when it comes.

    Attributes
    ----------
    outcome, title : str
    listed : bool
        Whether it is among those that are printed.
    probability : float
    low, high : float
        The 95 % interval: between which the probability lies as the coefficients, and the
        credences that are stated with a spread, are drawn.
    monte_carlo_error : float
        Standard error of `probability`, over the futures and the number of draws.
    parameter_sd : float
        Standard deviation of the probability between draws of the coefficients.
    restricted_mean_waiting_days : float
        Mean days until it comes about, cut at the horizon.
    median_date : date or None
        By which half of all futures have seen it.
    quartile_1, quartile_2, quartile_3 : date or None
        Of the dates on which it comes about, among the futures in which it does.
    timing_tells : bool or None
        Whether these differ from what a constant chance gives; None of an outcome that never
        comes, or counts after another.
    antecedent_probability, probability_given_antecedent : float or None
        Of an outcome that counts after another: the chance of that one, and its own given it.
    given : str or None
        What the scenario gives it: an outcome, or ``condition``.
    given_probability, probability_given, joint_probability : float or None
        Chance of that, its own in the futures that see it, and of both in one future.
    """

    __repr__ = brief

    outcome: str
    title: str
    listed: bool
    probability: float
    low: float
    high: float
    monte_carlo_error: float
    parameter_sd: float
    restricted_mean_waiting_days: float
    median_date: dt.date | None
    quartile_1: dt.date | None
    quartile_2: dt.date | None
    quartile_3: dt.date | None
    timing_tells: bool | None
    antecedent_probability: float | None
    probability_given_antecedent: float | None
    given: str | None
    given_probability: float | None
    probability_given: float | None
    joint_probability: float | None
