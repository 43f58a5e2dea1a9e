"""A stretch of days within those in which an outcome may come, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.the_day import the_day


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day of a stretch, and of all the days that there are."""

    first: int
    last: int
    begin: int
    end: int

    def said(self, dates: list[dt.date]) -> str:
        """Until a day, from a day on, or throughout."""
        first, last = the_day(dates[self.first]), the_day(dates[self.last])
        early, late = self.first <= self.begin, self.last >= self.end
        if early and late:
            return _("throughout")
        if early:
            return fill(_("until {last}"), last=last)
        if late:
            return fill(_("from {first} on"), first=first)
        if self.first == self.last:
            return fill(_("on {day}"), day=first)
        return fill(_("from {first} to {last}"), first=first, last=last)
