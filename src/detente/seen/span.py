"""The evenings on which something is to be so: before, by, on or after a day, or on any."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

How = Literal["before", "by", "on", "after", "ever"]

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the futures.

    Attributes
    ----------
    how : str
        ``before`` and ``after`` leave the day itself out, ``by`` takes it in; ``ever`` is any day.
    date : date or None
        None of ``ever`` alone.
    """

    how: How
    date: dt.date | None = None

    def days(self, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
        """Its first and last day, between the first and the last that are played.

        Where the first lies after the last, it has none.
        """
        date = self.date
        if date is None:
            return first, last
        match self.how:
            case "before":
                return first, min(last, date - ONE_DAY)
            case "by":
                return first, min(last, date)
            case "after":
                return max(first, date + ONE_DAY), last
            case _:
                return max(first, date), min(last, date)
