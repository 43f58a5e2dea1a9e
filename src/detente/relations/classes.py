"""Quad classes over time: how many acts of each class, direction by direction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from detente.relations.daily import I64, Daily

Step = Literal["day", "week", "month", "quarter", "year"]

LONGEST: tuple[tuple[int, Step], ...] = (
    (45, "day"),
    (400, "week"),
    (5 * 366, "month"),
    (15 * 366, "quarter"),
)
"""Days of the longest span that is counted by each step, so that there are some sixty at most."""


@dataclass(frozen=True, slots=True)
class Period:
    """Acts of one day, week (from Monday), month, quarter or year.

    Attributes
    ----------
    first, last : date
        Cut to the span at its ends.
    acts : array of int, shape (3 flows, 4 quad classes)
        Flows: the first actor on the second, the second on the first, joint. Classes: verbal
        cooperation, material cooperation, verbal conflict, material conflict.
    missing : int
        Days on which the source has nothing.
    """

    first: dt.date
    last: dt.date
    acts: I64
    missing: int


@dataclass(frozen=True, slots=True)
class Classes:
    """Quad classes over time, and in all."""

    step: Step
    periods: tuple[Period, ...]
    total: I64


def step_of(days: int) -> Step:
    """Return the step by which a span of so many days is counted."""
    return next((step for most, step in LONGEST if days <= most), "year")


def start_of(date: dt.date, step: Step) -> dt.date:
    """First day of the step in which a date lies."""
    if step == "day":
        return date
    if step == "week":
        # the first days of the calendar lie in a week that begins before it
        return date - dt.timedelta(days=min(date.weekday(), date.toordinal() - 1))
    if step == "month":
        return date.replace(day=1)
    if step == "quarter":
        return date.replace(month=date.month - (date.month - 1) % 3, day=1)
    return date.replace(month=1, day=1)


def _spans(first: dt.date, last: dt.date, step: Step) -> Iterator[tuple[dt.date, dt.date]]:
    begin = first
    for n in range(1, (last - first).days + 1):
        day = first + dt.timedelta(days=n)
        if start_of(day, step) == day:
            yield begin, day - dt.timedelta(days=1)
            begin = day
    yield begin, last


def quad_classes(daily: Daily, missing: tuple[dt.date, ...]) -> Classes:
    """Count the acts of a span by class, direction and time.

    Parameters
    ----------
    daily : Daily
        Cut to the span.
    missing : tuple of date
        Days of the span on which the source has nothing.
    """
    step = step_of(daily.days)
    counts = daily.acts[:, :, 1:]
    periods = tuple(
        Period(
            first,
            last,
            counts[daily.day_of(first) : daily.day_of(last) + 1].sum(axis=0),
            sum(first <= day <= last for day in missing),
        )
        for first, last in _spans(daily.first, daily.last, step)
    )
    return Classes(step, periods, counts.sum(axis=0))
