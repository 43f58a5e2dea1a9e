"""Amounts in words: their numbers, and when they are asked."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.format import MINUS, day, decimal, integer, percent, plus, signed, significant
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.ensemble.amount import AmountAnswer
    from detente.ensemble.ensemble import Ensemble
    from detente.outcomes.amount import Amount

NONE = "—"


def number(asked: Amount, value: float | None, *, mean: bool = False) -> str:
    """A value of an amount; of a mean of whole numbers a decimal."""
    if value is None:
        return NONE
    if asked.index is not None:
        return signed(value)
    if asked.whole:
        return decimal(value, 1) if mean else integer(round(value))
    return significant(value)


def between(asked: Amount, low: float | None, high: float | None, *, mean: bool = False) -> str:
    """Two values of an amount."""
    if low is None or high is None:
        return NONE
    return _("{low} to {high}").format(
        low=number(asked, low, mean=mean), high=number(asked, high, mean=mean)
    )


def error(value: float | None) -> str:
    """A standard error of a mean, in two digits."""
    return NONE if value is None or not math.isfinite(value) else significant(value, 2)


def moved(asked: Amount, value: float) -> str:
    """A difference of means, with its sign."""
    if not math.isfinite(value):
        return NONE
    if asked.whole or asked.index is not None:
        return plus(value, 2)
    return f"{MINUS if value < 0.0 else '+' if value > 0.0 else ''}{significant(abs(value))}"


def moved_between(asked: Amount, low: float, high: float) -> str:
    """An interval of such differences."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return NONE
    return _("{low} to {high}").format(low=moved(asked, low), high=moved(asked, high))


def titled(ensemble: Ensemble, asked: Amount) -> str:
    """An amount's title, with its unit."""
    title = clean(ensemble.scenario.words.outcome(asked.id))
    unit = unit_said(ensemble, asked)
    return _("{title} ({unit})").format(title=title, unit=unit) if unit else title


def unit_said(ensemble: Ensemble, asked: Amount) -> str:
    """What an amount is counted in; empty where there is nothing to say."""
    counted = {"acts": _("acts"), "parties": _("parties"), "days": _("days")}
    unit = asked.unit({})
    if unit in counted:
        return counted[unit]
    return "" if asked.level is None else clean(ensemble.scenario.words.unit(asked.level))


def asked_when(ensemble: Ensemble, found: AmountAnswer) -> str:
    """On which evening: a date, or that on which an outcome first comes."""
    if found.on is not None:
        return day(found.on)
    assert found.upon is not None
    return _("the day of “{outcome}” ({p})").format(
        outcome=clean(ensemble.scenario.words.outcome(found.upon)), p=percent(found.share)
    )


def titled_when(ensemble: Ensemble, asked: Amount) -> str:
    """An amount's title, with its unit and when it is asked."""
    found = ensemble.amount(asked.id)
    text = _("{title}, {when}") if found.on is None else _("{title}, on {when}")
    return text.format(title=titled(ensemble, asked), when=asked_when(ensemble, found))


def value_named(ensemble: Ensemble, asked: Amount, value: str) -> str:
    """A value of a state, or a number, for people."""
    if asked.state is None:
        return integer(int(value))
    return clean(ensemble.scenario.words.value(asked.state, value))
