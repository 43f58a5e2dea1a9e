"""What the columns of a table hold, as a mapping says it, in SQL."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from detente.events.coding.acled import BETWEEN
from detente.events.coding.table import WITH_ZEROS
from detente.events.readers.base import (
    NO_COUNT,
    NO_DATE,
    NO_REVISION,
    Check,
    Fields,
    Layout,
    Note,
    literal,
)
from detente.events.readers.cells import (
    count,
    date,
    negative,
    number,
    parties,
    parts,
    parts_text,
    party,
    text,
    unknown_day,
    whole,
)
from detente.events.readers.foreseen import developments, lasting
from detente.events.readers.mapping_file import MappingFile
from detente.events.readers.precision import ENDS, TAKEN, coarse, looks_coarse, unknown
from detente.language.current import gettext as _

_SIDES = ("source", "target")


@dataclass(frozen=True, slots=True)
class MappedTable:
    """Values of the events of a table.

    Attributes
    ----------
    file : MappingFile
    layout : Layout
        Of the table.
    named : str
        What messages call the mapping.
    columns : callable
        Names of the columns of a key of the mapping; none if it has no such key.
    own : collection of str
        Codes that the mapping explains itself.
    """

    file: MappingFile
    layout: Layout
    named: str
    columns: Callable[[str], list[str]]
    own: Collection[str]

    def fields(self) -> Fields:
        """All values."""
        source, target = self._sides()
        days, stamp, deaths = map(self.columns, ("date", "revision", "deaths"))
        missing = self.file.words("date")
        return Fields(
            date=self._day("date") or NO_DATE,
            date_text=parts_text(days) if len(days) > 1 else text(days[0], missing),
            source=source[0],
            target=target[0],
            source_country=source[1],
            target_country=target[1],
            code=self._code(),
            event_id=whole(self._value("event_id")),
            added=self._day("added") or NO_DATE,
            revision=f"coalesce({number(stamp[0])}, 0)" if stamp else NO_REVISION,
            deaths=count(deaths[0]) if deaths else NO_COUNT,
            lateral=self._lateral(),
            checks=tuple(self._checks()),
            notes=tuple(self._notes()),
            keys_in=f"in {self.named}",
        )

    def _value(self, key: str) -> str:
        columns = self.columns(key)
        return text(columns[0], self.file.words(key)) if columns else "''"

    def _day(self, key: str) -> str | None:
        columns = self.columns(key)
        if not columns:
            return None
        if len(columns) > 1:
            return parts(columns, day=self.file.unknown_day or 1)
        return date(self.layout, columns[0], *self.file.formats, iso=False)

    def _code(self) -> str:
        """Code of the act; a number as it is known, whatever program has written it."""
        words = self.file.words("code")
        between = f" || {literal(BETWEEN)} || "
        code = between.join(text(column, words) for column in self.columns("code"))
        if self.own:
            own = ", ".join(literal(each) for each in self.own)
            return f"CASE WHEN ({code}) IN ({own}) THEN {code} ELSE {whole(code)} END"
        return whole(code) if self.file.scheme in WITH_ZEROS else code

    def _sides(self) -> list[tuple[str, str]]:
        """Entity and country of source and target."""
        if self.file.actor_separator is not None:
            return [party(f"actor of {key}") for key in _SIDES]
        return [(self._value(key), self._value(f"{key}_country")) for key in _SIDES]

    def _lateral(self) -> str:
        """A row for each pair of actors, where a cell may have several."""
        sign = self.file.actor_separator
        if sign is None:
            return ""
        sides = ((key, self._value(key), self._value(f"{key}_country")) for key in _SIDES)
        return ", ".join(
            parties(f"actor of {key}", names, countries, sign, self.file.words(key))
            for key, names, countries in sides
        )

    def _checks(self) -> Iterator[Check]:
        days, deaths = self.columns("date"), self.columns("deaths")
        if self.file.scheme == "acled":
            yield from developments(self._code())
        if len(days) > 1 and self.file.unknown_day is None:
            remedy = literal(f"); unknown_day in {self.named} puts it on a day of the month")
            said = f"'the day is not known (' || {parts_text(days)} || {remedy}"
            yield Check(unknown_day(days), said, foreseen=True)
        first, last = self._day("date"), self._day("until")
        precision = self._precision()
        if precision is not None:
            cell, column = precision
            yield coarse(cell, column, self.file.precision)
            yield unknown(cell, column, self.file.precision, f"in {self.named}")
        if first and last:
            # Where the day is known, what lasts is a row of that day, as UCDP has it.
            yield lasting(first, last, f"({precision[0]}) <> ''" if precision else "false")
        if deaths:
            yield Check(negative(deaths[0]), "'the number of deaths is negative'")

    def _precision(self) -> tuple[str, str] | None:
        """SQL of how well the day is known, and its column; None if no column says it."""
        columns = self.columns("date_precision")
        return (whole(self._value("date_precision")), columns[0]) if columns else None

    def _notes(self) -> Iterator[Note]:
        """Columns that tell of the day and that the mapping does not read."""
        first, named = self._day("date"), self.named
        if self.columns("date_precision"):
            return
        read = {
            column for key, _column in self.file.columns.given() for column in self.columns(key)
        }
        others = [column for column in self.layout.columns if column not in read]
        for column in others:
            if column.casefold() in TAKEN:
                yield Note(
                    looks_coarse(column),
                    _(
                        "the day is not known, as {column} says, and one was taken all the same"
                    ).format(column=column),
                    _(
                        "columns.date_precision and a table precision in {named} set such rows "
                        "apart"
                    ).format(named=named),
                )
                return
        for column in others:
            if column.casefold() in ENDS and first and not self.columns("until"):
                last = date(self.layout, column, *self.file.formats, iso=False)
                yield Note(
                    lasting(first, last).fails,
                    _("more than a week until {column}, and put on the first day").format(
                        column=column
                    ),
                    _("columns.until in {named} sets such rows apart").format(named=named),
                )
                return
