"""On which days a condition may hold, as far as the calendar alone tells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from detente.conditions import model as m
from detente.conditions.fields import day_of_year
from detente.errors import ScenarioError
from detente.planes.builder import Builder

Flags = NDArray[np.bool_]

BEFORE = 400
"""Days before the first one that are gone through, so that every season is among them."""


class Days:
    """Days on which conditions may, and must, hold whatever happens.

    Acts, states and measures may be anything; dates, seasons and offices are what they are.

    Parameters
    ----------
    builder : Builder
    """

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        first = builder.date_of(0) - dt.timedelta(days=BEFORE)
        self.dates = [first + dt.timedelta(days=n) for n in range(BEFORE + builder.days)]
        self.none = np.zeros(len(self.dates), dtype=bool)

    def ever(self, condition: m.Condition, *, past: bool = False) -> bool:
        """Whether a condition may hold on some day of the horizon; with `past` before it too."""
        may, _must = self.of(condition)
        if past:
            return bool(may.any()) or self.early(condition)
        return bool(may[BEFORE:].any())

    def of(self, condition: m.Condition) -> tuple[Flags, Flags]:
        """Days on which it may hold, and on which it must."""
        may, must = self._today(condition)
        if condition.for_ is None:
            return may, must
        span, early = condition.for_, self.early(condition)
        return _run(may, span, early), _run(self._played(must), span, False)

    def _today(self, condition: m.Condition) -> tuple[Flags, Flags]:
        match condition:
            case m.CalendarCondition():
                return self._exact(lambda day: _spans(condition, day))
            case m.SeasonCondition():
                first, last = map(day_of_year, condition.season)
                return self._exact(lambda day: _in_season(day, first, last))
            case m.OfficeCondition():
                return self._office(condition)
            case m.AllCondition():
                found = [self.of(part) for part in condition.all]
                return (
                    np.all([may for may, _ in found], axis=0),
                    np.all([must for _, must in found], axis=0),
                )
            case m.AnyCondition():
                found = [self.of(part) for part in condition.any]
                return (
                    np.any([may for may, _ in found], axis=0),
                    np.any([must for _, must in found], axis=0),
                )
            case m.NotCondition():
                may, must = self.of(condition.not_)
                return ~must, ~may
            case m.SomeCondition():
                weights = np.array(condition.weights or [1.0] * len(condition.of))
                found = [self.of(part) for part in condition.of]
                least = condition.at_least * (1.0 - 1e-9)
                reached = [weights @ np.array([each[i] for each in found]) for i in (0, 1)]
                return reached[0] >= least, reached[1] >= least
            case m.AfterCondition():
                may, must = self.of(condition.after)
                early = self.early(condition.after)
                span = condition.within or len(self.dates)
                return _lately(may, span, early), _lately(self._played(must), span, False)
            case m.NamedCondition() if condition.condition in self.builder.conditions:
                return self.of(self.builder.conditions[condition.condition])
            case m.ActsCondition() | m.ProcessesCondition() if condition.since is not None:
                may, _must = self.of(condition.since)
                early = self.early(condition.since)
                return _lately(may, len(self.dates), early), self.none
        return ~self.none, self.none

    def _played(self, days: Flags) -> Flags:
        """Those of some days that are played: of days before, a play may not look at all."""
        return days & (np.arange(days.size) >= BEFORE)

    def early(self, condition: m.Condition) -> bool:
        """Whether it may have held before all these days."""
        start = self.dates[0]
        match condition:
            case m.CalendarCondition():
                return condition.from_ is None or condition.from_ < start
            case m.OfficeCondition():
                span = self._tenure(condition)
                return span is None or span[0] < start
            case m.AllCondition():
                return all(map(self.early, condition.all))
            case m.AnyCondition():
                return any(map(self.early, condition.any))
            case m.AfterCondition():
                return self.early(condition.after)
            case m.NamedCondition() if condition.condition in self.builder.conditions:
                return self.early(self.builder.conditions[condition.condition])
        return True

    def _exact(self, holds: Callable[[dt.date], bool]) -> tuple[Flags, Flags]:
        found = np.array([holds(day) for day in self.dates])
        return found, found

    def _office(self, condition: m.OfficeCondition) -> tuple[Flags, Flags]:
        span = self._tenure(condition)
        if span is None:
            return ~self.none, self.none
        first, end = span
        held, _same = self._exact(lambda day: first <= day and (end is None or day < end))
        return held, self.none if condition.office in self.builder.possible else held

    def _tenure(self, condition: m.OfficeCondition) -> tuple[dt.date, dt.date | None] | None:
        """When a person holds office; None if there is no such person, which is told elsewhere."""
        try:
            return self.builder.tenure(condition.office, elect=condition.elect)
        except ScenarioError:
            return None


def _spans(condition: m.CalendarCondition, day: dt.date) -> bool:
    first, until = condition.from_, condition.until
    return (first is None or day >= first) and (until is None or day < until)


def _in_season(day: dt.date, first: tuple[int, int], last: tuple[int, int]) -> bool:
    today = (day.month, day.day)
    return first <= today <= last if first <= last else today >= first or today <= last


def _run(days: Flags, span: int, early: bool) -> Flags:
    """Days that end a run of so many; `early`, where it may have begun before all of them."""
    numbers = np.arange(days.size)
    last = np.maximum.accumulate(np.where(days, -1, numbers))
    whole = numbers - last >= span
    return np.asarray(whole | ((last < 0) & days) if early else whole)


def _lately(days: Flags, span: int, early: bool) -> Flags:
    """Days on which, or on one of the so many before which, it was so."""
    numbers = np.arange(days.size)
    last = np.maximum.accumulate(np.where(days, numbers, -days.size - span))
    lately = numbers - last < span
    return np.asarray(lately | (numbers - span < -1) if early else lately)
