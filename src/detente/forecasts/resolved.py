"""What came: dates of outcomes, values of amounts, and until when each was looked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import InputError
from detente.forecasts.mapping import table
from detente.language.current import gettext as _
from detente.ontology.fields import parse_date

COLUMNS = ("id", "scenario", "date", "until", "value")
NEVER = "never"
"""What stands for a date that did not come."""

Key = tuple[str, str]
"""Scenario, empty for any; id of the outcome, amount or condition."""


@dataclass(slots=True)
class Known:
    """What is known of one outcome, condition or amount.

    Attributes
    ----------
    dates : list of date
        On which it came; the first in the window of a forecast counts.
    until : date or None
        Last day on which it was looked for; None where nothing is known.
    value : str or None
        Of an amount.
    """

    dates: list[dt.date] = field(default_factory=list)
    until: dt.date | None = None
    value: str | None = None

    def came(self, opens: dt.date, closes: dt.date) -> dt.date | bool | None:
        """The first date within a window; False where it is known that there is none, else None."""
        within = [day for day in sorted(self.dates) if opens <= day <= closes]
        if within:
            return within[0]
        return False if self.until is not None and self.until >= closes else None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is known of outcomes and amounts, by scenario and id."""

    known: dict[Key, Known] = field(default_factory=dict)

    def of(self, scenario: str, name: str) -> Known | None:
        """What is known of one; None where no line names it."""
        return self.known.get((scenario, name)) or self.known.get(("", name))


def read_resolved(file: str | Path, names: Sequence[str]) -> Resolved:
    """Read a CSV of what came.

    Columns are `id` and, as far as they are needed, `scenario`, `date` (or ``never``), `until` and
    `value`. An outcome may have several dates, each in a line.

    Parameters
    ----------
    file : str or Path
    names : sequence of str
        Ids that are pledged; others are passed over.

    Raises
    ------
    InputError
        If it cannot be read, a date is none, or a line says nothing or too much.
    """
    known: dict[Key, Known] = {}
    for place, cells in table(file, COLUMNS):
        name = cells.get("id")
        if name is None:
            raise InputError(_("{place}: no id").format(place=place))
        if name not in names:
            continue
        found = known.setdefault((cells.get("scenario", ""), name), Known())
        if "date" not in cells and "value" not in cells and "until" not in cells:
            raise InputError(
                _("{place}: nothing is said; give a date, never, or the value of an amount").format(
                    place=place
                )
            )
        if "value" in cells:
            if found.value is not None:
                raise InputError(
                    _("{place}: '{name}' has a value already").format(place=place, name=name)
                )
            found.value = cells["value"]
        _take(found, cells, place)
    return Resolved(known)


def _take(found: Known, cells: dict[str, str], place: str) -> None:
    said = cells.get("date")
    until = _date(cells["until"], place) if "until" in cells else None
    if said == NEVER:
        until = until or dt.date.max
    elif said is not None:
        day = _date(said, place)
        if until is not None and until < day:
            raise InputError(
                _("{place}: until {until} lies before {day}").format(
                    place=place, until=until, day=day
                )
            )
        found.dates.append(day)
        until = until or day
    if until is not None:
        found.until = max(until, found.until or until)


def _date(text: str, place: str) -> dt.date:
    try:
        return parse_date(text)
    except ValueError:
        raise InputError(
            _("{place}: '{text}' is no date; write it like 2025-06-30, or never").format(
                place=place, text=text
            )
        ) from None
