"""Effects that act at times: a state that brakes, a level that passes a threshold, a deadline.

Over the days of waiting, weighted by the acts that a process would see, an effect acts on the share
h of the futures and there multiplies the chance of the day by exp(a), a the mean of what it adds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.conditions.model import CalendarCondition, SeasonCondition
from detente.effects.deadline import Deadline
from detente.effects.regime import Regime
from detente.effects.titles import kind_of, kind_title
from detente.explain.memo.names import row_named
from detente.explain.memo.shares import ALL, still_waiting
from detente.explain.memo.spans import Span
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import decimal, integer, percent
from detente.language.listing import listing
from detente.language.sentence import sentence
from detente.language.the_day import the_day
from detente.scenario.effect_names import condition_said

if TYPE_CHECKING:
    from detente.effects.base import Effect
    from detente.explain.explanation import Explanation

F64 = NDArray[np.float64]

LEAST = 0.05
"""Change of the chance of a day, over all futures still waiting, from which on it is told."""

TURNED = 0.1
"""Change of a share of the futures from which on it is told."""

NEAR = 0.05
"""How near to a half or to twice as much is called so."""

WHOLE = 10.0
"""Factor from which on it is told as a whole number."""

MOST = 2
"""Acts that a sentence names."""

CLOSED = math.log(1e-3)
"""Logarithm of a factor from which on down a gate is called closed."""


@dataclass(frozen=True, slots=True)
class AtTimes:
    """How often an effect acts, and what it does there.

    Attributes
    ----------
    effect : Effect
    share : float
        Of the futures still waiting in which it acts, over all days of waiting.
    first, last : (int, float)
        The first and the last day of waiting, with the share on it.
    factor : float
        What it multiplies the chance of the day by, where it acts.
    days : tuple of int or None
        The days of waiting on which it acts, where these are the same in all futures.
    moved : float
        Mean change of the logarithm of the chance, over all of them.
    """

    effect: Effect
    share: float
    first: tuple[int, float]
    last: tuple[int, float]
    factor: float
    days: tuple[int, ...] | None

    @property
    def moved(self) -> float:
        """Size of the mean change of the logarithm."""
        return self.share * abs(math.log(self.factor)) if self.factor > 0.0 else math.inf


def at_times(explanation: Explanation) -> list[AtTimes]:
    """Effects that act at times on the acts of an outcome; those that move them most first."""
    effects = {each.id: each for each in explanation.ensemble.scenario.effects}
    names = dict.fromkeys(name for stack in explanation.stacks for name in stack.held)
    found = [_of(explanation, effects[name]) for name in names if name in effects]
    return sorted((each for each in found if each is not None), key=lambda each: -each.moved)


def _of(explanation: Explanation, effect: Effect) -> AtTimes | None:
    days = explanation.ensemble.days
    waits, held, added = np.zeros(days), np.zeros(days), 0.0
    for stack in explanation.stacks:
        if effect.id in stack.held:
            w = np.nan_to_num(stack.waiting)
            there = w * np.nan_to_num(stack.held[effect.id])
            waits, held = waits + w, held + there
            added += float((there * np.nan_to_num(stack.where_held[effect.id])).sum())
    on = np.flatnonzero(waits > 0.0)
    if not on.size or held.sum() <= 0.0:
        return None
    share = held[on] / waits[on]
    mean = added / float(held.sum())
    return AtTimes(
        effect,
        float(held.sum() / waits.sum()),
        (int(on[0]), float(share[0])),
        (int(on[-1]), float(share[-1])),
        0.0 if mean < CLOSED else math.exp(mean),
        tuple(on[share > 0.5].tolist()) if ((share <= 1.0 - ALL) | (share >= ALL)).all() else None,
    )


def told(found: AtTimes) -> bool:
    """Whether it changes the chance of a day enough to be told."""
    return found.share * abs(found.factor - 1.0) >= LEAST


def state_said(explanation: Explanation, found: AtTimes) -> str:
    """While what is so, in how many of the futures, the chance of the day is how much higher."""
    so = condition_said(explanation.ensemble.scenario, found.effect)
    assert so is not None
    return sentence(
        _("{while_so}{kind}, the daily chance of {acts} {changes}")
        if isinstance(found.effect.while_, CalendarCondition | SeasonCondition)
        else _("{while_so}{kind}, {where}, the daily chance of {acts} {changes}"),
        while_so=so,
        kind=_kind(found),
        where=_where(explanation, found),
        acts=_acts(explanation, found),
        changes=changes(found.factor),
    )


def regime_said(explanation: Explanation, effect: str) -> str | None:
    """The same of the main brake, where it is nothing but a condition in force."""
    found = next((each for each in at_times(explanation) if each.effect.id == effect), None)
    if found is None or not isinstance(found.effect, Regime):
        return None
    so = condition_said(explanation.ensemble.scenario, found.effect)
    assert so is not None
    return sentence(
        _("The main brake acts {while_so}, {where}: there the daily chance of {acts} {changes}"),
        while_so=so,
        where=_where(explanation, found),
        acts=_acts(explanation, found),
        changes=changes(found.factor),
    )


def _kind(found: AtTimes) -> str:
    """What acts then; nothing of what is nothing but a condition in force."""
    if isinstance(found.effect, Regime):
        return ""
    return _(" ({kind})").format(kind=kind_title(kind_of(found.effect)))


def _acts(explanation: Explanation, found: AtTimes) -> str:
    """The acts on which it acts, where they are few."""
    scenario = explanation.ensemble.scenario
    acts = [each.process for each in explanation.stacks if found.effect.id in each.held]
    if len(acts) > MOST:
        return _("the acts that count")
    return listing([row_named(scenario, act) for act in acts])


def _where(explanation: Explanation, found: AtTimes) -> str:
    """In how many futures it acts, or on which days where all of them have the same."""
    if found.days is None:
        return fill(
            _("as in {share}{trend}"),
            share=still_waiting(found.share),
            trend=_trend(explanation, found),
        )
    (begin, _first), (end, _last) = found.first, found.last
    first, last = found.days[0], found.days[-1]
    if last - first + 1 == len(found.days):
        return Span(first, last, begin, end).said(explanation.ensemble.dates)
    return _("on {n} of the {all} days").format(
        n=integer(len(found.days)), all=integer(end - begin + 1)
    )


def brake_acts(explanation: Explanation, effect: str, *, named: bool) -> str | None:
    """When a brake acts, and what it does there; None of one that acts in all futures.

    Parameters
    ----------
    explanation : Explanation
    effect : str
    named : bool
        Whether its condition has just been named.
    """
    found = next((each for each in at_times(explanation) if each.effect.id == effect), None)
    if found is None or found.share >= ALL or (named and found.days is not None):
        return None  # since when, and until when, has been said
    so = condition_said(explanation.ensemble.scenario, found.effect)
    assert so is not None
    where = (
        fill(
            _("this is so in {share}{trend}"),
            share=still_waiting(found.share),
            trend=_trend(explanation, found),
        )
        if named
        else fill(_("it acts {while_so}, {where}"), while_so=so, where=_where(explanation, found))
    )
    if found.effect.denied_by is not None:  # what it adds and what the claim takes off are two rows
        return where
    return fill(
        _("{where}, and there the daily chance {changes}"),
        where=where,
        changes=changes(found.factor),
    )


def changes(factor: float) -> str:
    """What a factor does to a chance, in words."""
    if factor <= 0.0:
        return _("is nil")
    if abs(factor - 0.5) <= NEAR * 0.5:
        return _("is halved")
    if abs(factor - 2.0) <= NEAR * 2.0:
        return _("is doubled")
    if factor < 1.0:
        return _("is lower by {p}").format(p=percent(1.0 - factor, 0))
    if factor < 2.0:
        return _("is higher by {p}").format(p=percent(factor - 1.0, 0))
    return _("is {n} times as high").format(n=_times(factor))


def _times(factor: float) -> str:
    """A factor above 1: of a large one the whole number says enough."""
    return integer(round(factor)) if factor >= WHOLE else decimal(factor, 1)


def _trend(explanation: Explanation, found: AtTimes) -> str:
    """How the share changes from the first day to the last, where it does."""
    (first, before), (last, after) = found.first, found.last
    if abs(after - before) < TURNED or (before >= ALL and after >= ALL):
        return ""
    dates = explanation.ensemble.dates
    return fill(
        _(" ({before} on {first}, {after} on {last})"),
        before=percent(before, 0),
        first=the_day(dates[first]),
        after=percent(after, 0),
        last=the_day(dates[last]),
    )


def rush_said(explanation: Explanation) -> Iterator[str]:
    """The largest rush before a deadline, on its last day."""
    effects = {e.id: e for e in explanation.ensemble.scenario.effects if isinstance(e, Deadline)}
    best: tuple[float, int] | None = None
    for stack in explanation.stacks:
        for name in dict.fromkeys(part.effect for part in stack.parts if part.effect in effects):
            rows = [i for i, part in enumerate(stack.parts) if part.effect == name]
            values = np.nan_to_num(stack.values[:, rows].sum(axis=1))
            day = int(values.argmax())
            if values[day] > 0.0 and (best is None or values[day] > best[0]):
                best = float(values[day]), day
    if best is not None and math.exp(best[0]) - 1.0 >= LEAST:
        yield sentence(
            _(
                "Before a deadline the acts crowd: on {day} this makes the daily chance {n} times "
                "as high"
            ),
            day=the_day(explanation.ensemble.dates[best[1]]),
            n=_times(math.exp(best[0])),
        )
