"""Days of the horizon as dates, and who holds office on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.offices import Office


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of the horizon: day 0 is the day after `as_of`."""

    as_of: dt.date
    days: int
    offices: Sequence[Office]

    def day_of(self, date: dt.date) -> int:
        """Day index of a date; negative before the start."""
        return (date - self.as_of).days - 1

    def date_of(self, day: int) -> dt.date:
        """Date of a day index."""
        return self.as_of + dt.timedelta(days=day + 1)

    def series(self, value: Callable[[dt.date], float]) -> tuple[float, ...]:
        """A function of the date on every day."""
        return tuple(float(value(self.date_of(t))) for t in range(self.days))

    def office(self, office_id: str) -> Office:
        """Office by id.

        Raises
        ------
        ScenarioError
            If there is none; proposes the nearest.
        """
        for office in self.offices:
            if office.id == office_id:
                return office
        raise ScenarioError(
            _("no office '{office_id}'").format(office_id=office_id)
            + did_you_mean(office_id, [o.id for o in self.offices])
        )

    def tenure(self, holder_id: str, *, elect: bool) -> tuple[dt.date, dt.date | None]:
        """Half-open span in which a person holds office, from the election on if `elect`.

        Raises
        ------
        ScenarioError
            If nobody of that id holds an office; proposes the nearest.
        """
        known: list[str] = []
        for office in self.offices:
            for holder in office.holders:
                known.append(holder.id)
                if holder.id == holder_id:
                    first = holder.elected if elect and holder.elected else holder.start
                    return first, holder.end
        raise ScenarioError(
            _("no office holder '{holder_id}'").format(holder_id=holder_id)
            + did_you_mean(holder_id, known)
        )
