"""Which files of GDELT 1.0 hold the events of which days.

Up to 31 March 2013 events are filed by the day on which they happened: a file a year up to 2005,
a file a month after that. From 1 April 2013 there is a file a day, with what was found in that
day's news.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.option import option

MIRROR = "http://data.gdeltproject.org/events/"

BEGINNING = dt.date(1979, 1, 1)
MONTHLY_FROM = dt.date(2006, 1, 1)
DAILY_FROM = dt.date(2013, 4, 1)


@dataclass(frozen=True)
class Portion:
    """A file and the days that it covers.

    Attributes
    ----------
    name : str
    first, last : date
        Both within.
    """

    name: str
    first: dt.date
    last: dt.date


def check_span(first: dt.date, last: dt.date, today: dt.date) -> None:
    """Refuse a span for which there can be no file.

    Raises
    ------
    InputError
    """
    if first > last:
        raise InputError(
            _("{first} is after {last}; put the earlier day first").format(
                first=option("--from", first, argument="first"),
                last=option("--to", last, argument="last"),
            )
        )
    if first < BEGINNING:
        raise InputError(
            _("{given}: GDELT begins on {day}").format(
                given=option("--from", first, argument="first"), day=BEGINNING
            )
        )
    if last > today:
        raise InputError(
            _("{given} is in the future; today is {today} (UTC)").format(
                given=option("--to", last, argument="last"), today=today
            )
        )


def portion(day: dt.date) -> Portion:
    """Return the file that covers a day."""
    if day >= DAILY_FROM:
        return Portion(f"{day:%Y%m%d}.export.CSV.zip", day, day)
    if day >= MONTHLY_FROM:
        length = calendar.monthrange(day.year, day.month)[1]
        return Portion(f"{day:%Y%m}.zip", day.replace(day=1), day.replace(day=length))
    return Portion(f"{day:%Y}.zip", dt.date(day.year, 1, 1), dt.date(day.year, 12, 31))


def portions(first: dt.date, last: dt.date) -> Iterator[Portion]:
    """Give the files that cover a span, in the order of their days, each once."""
    day = first
    while day <= last:
        found = portion(day)
        yield found
        day = found.last + dt.timedelta(days=1)
