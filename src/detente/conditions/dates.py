"""Conditions of the calendar alone as planes."""

from __future__ import annotations

import datetime as dt

from detente.conditions.fields import day_of_year
from detente.conditions.model import CalendarCondition, OfficeCondition, SeasonCondition
from detente.planes.builder import Builder


def span_plane(condition: CalendarCondition, builder: Builder) -> str:
    """1 from a day on, until before another."""
    return _between(builder, condition.from_, condition.until)


def office_plane(condition: OfficeCondition, builder: Builder) -> str:
    """1 while a person holds office."""
    span = _between(builder, *builder.tenure(condition.office, elect=condition.elect))
    return builder.where_held(span, condition.office)


def season_plane(condition: SeasonCondition, builder: Builder) -> str:
    """1 between two days of every year, both included."""
    first, last = map(day_of_year, condition.season)

    def holds(date: dt.date) -> float:
        day = (date.month, date.day)
        return float(first <= day <= last if first <= last else day >= first or day <= last)

    return builder.calendar(f"season:{'..'.join(condition.season)}", holds)


def _between(builder: Builder, first: dt.date | None, end: dt.date | None) -> str:
    def holds(date: dt.date) -> float:
        return float((first is None or date >= first) and (end is None or date < end))

    return builder.calendar(f"span:{first or ''}..{end or ''}", holds)
