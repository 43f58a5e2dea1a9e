"""The dated values of states and levels: a CSV that a scenario names as its history."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
from dataclasses import dataclass, field

from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import integer
from detente.language.hints import did_you_mean
from detente.scenario.csv_lines import day_of, other_fields, unreadable
from detente.scenario.file import ScenarioFile
from detente.scenario.record.acts import SEPARATORS
from detente.states.entry import StateEntry
from detente.states.known import Dated
from detente.states.level import LevelEntry

COLUMNS = ("date", "id", "value", "note", "reference")

MOST_VALUES = 50_000
"""Lines of the longest history."""


def read_history(
    text: str, where: str, file: ScenarioFile, faults: Faults
) -> dict[str, tuple[Dated, ...]]:
    """Read what states and levels were, by id.

    Parameters
    ----------
    text : str
        Columns may be divided by commas, semicolons or tabs.
    where : str
        What messages call the file.
    file : ScenarioFile
    faults : Faults
        Told of each line that cannot be used: what is wrong in it, what would be right.
    """
    separator, first = separator_of(text), re.split(r"[\r\n]", text, maxsplit=1)[0].strip()
    if separator is None:
        faults.tell(
            _("{where}: line 1: the columns must be {columns}, not {given}").format(
                where=where, columns=",".join(COLUMNS), given=first or _("empty")
            )
        )
        return {}
    lines = _Lines(where, file, faults)
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=separator, strict=True)
    try:
        next(reader)
        for number, row in enumerate(reader):
            if number == MOST_VALUES:
                faults.tell(
                    _("{where}: line {line}: more than {most} values; leave out old ones").format(
                        where=where, line=reader.line_num, most=integer(MOST_VALUES)
                    )
                )
                break
            if any(cell.strip() for cell in row):
                lines.take(row, reader.line_num)
    except csv.Error as error:
        faults.tell(unreadable(where, reader.line_num, error))
    return {name: tuple(entries) for name, entries in lines.found.items()}


def separator_of(text: str) -> str | None:
    """What divides the columns of a history; None if a text does not begin with them."""
    first = re.split(r"[\r\n]", text, maxsplit=1)[0].strip()
    for sign in SEPARATORS:
        names = [cell.strip().strip('"').lower() for cell in first.rstrip(sign).split(sign)]
        if tuple(names) == COLUMNS:
            return sign
    return None


@dataclass(slots=True)
class _Lines:
    """Lines of a history, taken one by one."""

    where: str
    file: ScenarioFile
    faults: Faults
    found: dict[str, list[Dated]] = field(default_factory=dict)
    _states: dict[str, StateEntry] = field(init=False)
    _levels: dict[str, LevelEntry] = field(init=False)

    def __post_init__(self) -> None:
        """Look up what may have a history."""
        self._states = {state.id: state for state in self.file.states}
        self._levels = {level.id: level for level in self.file.levels}

    def take(self, row: list[str], line: int) -> None:
        """Take a line, or tell what is wrong with it."""
        place = _("{where}: line {line}").format(where=self.where, line=line)
        while len(row) > len(COLUMNS) and not row[-1].strip():
            row = row[:-1]
        if len(row) != len(COLUMNS):
            self.faults.tell(other_fields(place, len(row), len(COLUMNS)))
            return
        day, name, value = (cell.strip() for cell in row[:3])
        before = len(self.faults)
        date = self._date(day, place)
        entry: str | float | None
        if name in self._states:
            entry = self._state_value(self._states[name], value, place)
        elif name in self._levels:
            entry = self._level_value(self._levels[name], value, place)
        else:
            known = [*self._states, *self._levels]
            self.faults.tell(
                _("{place}: no state or level '{id}'{hint}").format(
                    place=place, id=name, hint=did_you_mean(name, known)
                )
            )
            return
        if date is None or len(self.faults) > before:
            return
        earlier = self.found.setdefault(name, [])
        if earlier and earlier[-1].date >= date:
            self.faults.tell(
                _(
                    "{place}: {date} does not come after {before}, the day of the line before of "
                    "'{id}'; put its lines in order of time, one a day"
                ).format(place=place, date=date, before=earlier[-1].date, id=name)
            )
            return
        if name in self._states and earlier:
            self._possible(self._states[name], earlier[-1].value, entry, place)
        earlier.append(Dated(date, entry))

    def _date(self, day: str, place: str) -> dt.date | None:
        date = day_of(day, place, self.faults)
        if date is None:
            return None
        if date > self.file.as_of:
            self.faults.tell(
                _(
                    "{place}: {date} is after the as-of date {as_of}; what is to come is said by "
                    "transitions and changes"
                ).format(place=place, date=date, as_of=self.file.as_of)
            )
        return date

    def _state_value(self, state: StateEntry, value: str, place: str) -> str | None:
        if value and value not in state.values:
            self.faults.tell(
                _("{place}: '{id}' has no value '{value}'{hint}").format(
                    place=place, id=state.id, value=value, hint=did_you_mean(value, state.values)
                )
            )
        return value or None

    def _level_value(self, level: LevelEntry, value: str, place: str) -> float | None:
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        low, high = level.bounds
        if not math.isfinite(number):
            self.faults.tell(
                _("{place}: value '{value}' is no number; write it like 1250.5").format(
                    place=place, value=value
                )
            )
        elif not low <= number <= high or (level.log and number <= 0.0):
            self.faults.tell(
                _("{place}: {value} lies outside the bounds of '{id}', {lower} to {upper}").format(
                    place=place,
                    value=value,
                    id=level.id,
                    lower=f"{max(low, 0.0) if level.log else low:g}",
                    upper=f"{high:g}",
                )
            )
        return number

    def _possible(
        self, state: StateEntry, before: str | float | None, after: str | float | None, place: str
    ) -> None:
        """Tell of a change that no transition of a state could make."""
        if before is None or after is None or before == after:
            return
        if not any(
            before in state.leaves(each) and after in each.results for each in state.transitions
        ):
            self.faults.tell(
                _(
                    "{place}: '{id}' moves from '{before}' to '{after}', which no transition "
                    "allows; add one, or correct the line"
                ).format(place=place, id=state.id, before=before, after=after)
            )
