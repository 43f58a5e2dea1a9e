"""The relation index of the record, day by day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.relations.daily import BACK, F64, FORTH, JOINT, Daily

HALF_LIFE = 30.0
"""Days after which an act counts half."""

PRIOR = 5.0
"""Acts that the usual tone is worth."""

MOST_HALF_LIFE = 36_525.0
"""A century; the same limit as in a scenario."""


@dataclass(frozen=True, slots=True)
class Index:
    """The relation index at the close of each day: of the pair, and of each direction apart.

    (Σ w_e·G_e + c·G_0)/(Σ w_e + c), w_e = 2^(−age/h), over all acts so far, those before the span
    included; an act of the day itself has age 0, so that what a scenario starts from is the
    index of its as-of date. Joint acts count once, and in both directions. In [−10, 10].

    Attributes
    ----------
    first : date
        Day of the first value.
    pair, forth, back : array of float, shape (days,)
        Of the pair, of the first actor's acts on the second, and of the second's on the first.
    acts : array of float, shape (days,)
        Σ w_e of the pair: the decayed number of acts behind the value.
    usual_pair, usual_forth, usual_back : float
        G_0 of each.
    """

    first: dt.date
    pair: F64
    forth: F64
    back: F64
    acts: F64
    usual_pair: float
    usual_forth: float
    usual_back: float


def check_settings(half_life: float, prior: float, usual: float | None) -> None:
    """Refuse settings of which no index can be made.

    Raises
    ------
    InputError
        If a number is out of range.
    """
    if not 0.0 < half_life <= MOST_HALF_LIFE:
        raise InputError(
            _("half-life {half_life}: give a number of days above 0, at most {most}").format(
                half_life=f"{half_life:g}", most=f"{MOST_HALF_LIFE:g}"
            )
        )
    if not 0.0 < prior < float("inf"):
        raise InputError(
            _("prior {prior}: give a number of acts above 0").format(prior=f"{prior:g}")
        )
    if usual is not None and not -10.0 <= usual <= 10.0:
        raise InputError(
            _("usual tone {usual}: give a number from -10 to 10").format(usual=f"{usual:g}")
        )


def usual_tone(total: float, acts: float, prior: float) -> float:
    """G_0: the mean Goldstein weight of the acts of the whole record, drawn to 0 where few.

    ΣG/(n + c): the mean of n acts together with c acts of weight 0, the middle of the scale. With
    thousands of acts it is their mean; with none it is 0.
    """
    return total / (acts + prior)


def relation_index(
    daily: Daily,
    first: dt.date,
    last: dt.date,
    half_life: float = HALF_LIFE,
    prior: float = PRIOR,
    usual: float | None = None,
) -> Index:
    """Compute the relation index of each day of a span.

    Parameters
    ----------
    daily : Daily
        Of the whole record, so that acts before the span count.
    first, last : date
    half_life : float
        Days.
    prior : float
        c, in acts.
    usual : float, optional
        G_0 of the pair and of both directions; by default that of the record (`usual_tone`).
    """
    tone, acts = daily.weights()
    decayed_tone, decayed_acts = _decayed(tone, half_life), _decayed(acts, half_life)
    parts = {"pair": (FORTH, BACK, JOINT), "forth": (FORTH, JOINT), "back": (BACK, JOINT)}
    series: dict[str, F64] = {}
    usuals: dict[str, float] = {}
    place = np.arange((last - first).days + 1) + daily.day_of(first)
    inside = (place >= 0) & (place < daily.days)
    weight = np.zeros(len(place))
    for name, flows in parts.items():
        chosen = list(flows)
        usuals[name] = (
            usual_tone(float(tone[:, chosen].sum()), float(acts[:, chosen].sum()), prior)
            if usual is None
            else usual
        )
        total, count = np.zeros(len(place)), np.zeros(len(place))
        total[inside] = decayed_tone[place[inside]][:, chosen].sum(axis=1)
        count[inside] = decayed_acts[place[inside]][:, chosen].sum(axis=1)
        series[name] = (total + prior * usuals[name]) / (count + prior)
        if name == "pair":
            weight = count
    return Index(
        first,
        series["pair"],
        series["forth"],
        series["back"],
        weight,
        usuals["pair"],
        usuals["forth"],
        usuals["back"],
    )


def _decayed(values: F64, half_life: float) -> F64:
    """M ← M·2^(−1/h) + y, day by day; days without acts, missing ones too, only decay."""
    decay = 2.0 ** (-1.0 / half_life)
    memory = np.zeros(values.shape[1])
    found = np.empty_like(values)
    for day, new in enumerate(values):
        memory = memory * decay + new
        found[day] = memory
    return found
