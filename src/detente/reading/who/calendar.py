"""Months, weekdays and stretches of days: arithmetic that knows no language."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Literal

Part = Literal["", "start", "middle", "late", "end"]
Stretch = tuple[dt.date, dt.date]
"""From a day to before another."""

ONE = dt.timedelta(days=1)


def month(year: int, number: int, part: Part = "") -> Stretch:
    """A month, or a third of it.

    Parameters
    ----------
    year, number : int
        The number may lie outside 1 to 12: it is counted from January of the year.
    part : str
        Its first ten days, the next ten, or what is left of it.
    """
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    days = calendar.monthrange(year, number)[1]
    first, last = {"": (1, days), "start": (1, 10), "middle": (11, 20)}.get(part, (21, days))
    return dt.date(year, number, first), dt.date(year, number, last) + ONE


def months(year: int, first: int, count: int) -> Stretch:
    """Several months from one on."""
    return month(year, first)[0], month(year, first + count - 1)[1]


def year(number: int, part: Part = "") -> Stretch:
    """A year, its first or last quarter, the two months in its middle, or the month at its end."""
    first, count = {
        "": (1, 12),
        "start": (1, 3),
        "middle": (6, 2),
        "late": (10, 3),
        "end": (12, 1),
    }[part]
    return months(number, first, count)


def week(day: dt.date, ahead: int = 0) -> Stretch:
    """The week of a day, from Monday, or one some weeks ahead."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=ahead)
    return monday, monday + dt.timedelta(weeks=1)


def season(number: int, first: int) -> Stretch:
    """Three months from one on; winter is that which begins in the year."""
    return months(number, first, 3)


def one(day: dt.date) -> Stretch:
    """A single day."""
    return day, day + ONE


def safe(year: int, number: int, day: int) -> dt.date | None:
    """A date, or None if there is no such day."""
    if not 1 <= year <= 9998 or not 1 <= number <= 12:
        return None
    if not 1 <= day <= calendar.monthrange(year, number)[1]:
        return None
    return dt.date(year, number, day)
