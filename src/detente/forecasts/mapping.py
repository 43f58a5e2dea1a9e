"""Which question of a platform each forecast answers: a CSV that says what they are called there.

Its first column names the forecast, the others are the platform's own keys; each format says which
of them it takes. Empty cells are left to the format.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import InputError
from detente.files.read import read_text
from detente.forecasts.forecast import Forecast
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean, hint
from detente.ontology.fields import parse_date
from detente.scenario.csv_lines import other_fields

NAME = "forecast"
"""The column that names a forecast."""

TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
SEPARATORS = (",", ";", "\t")

LARGEST = 1e15
"""Largest number, either way."""

MOST_ROWS = 10_000
"""Lines of the longest mapping."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one line says of one question.

    Attributes
    ----------
    forecast : str
    place : str
        File and line, for messages.
    cells : mapping of str to str
        By column; empty ones are left out.
    """

    forecast: str
    place: str
    cells: Mapping[str, str] = field(default_factory=dict)

    def text(self, column: str, among: Sequence[str] = ()) -> str | None:
        """What stands in a column; None if nothing does.

        Raises
        ------
        InputError
            If it has to be one of some words and is none of them.
        """
        found = self.cells.get(column)
        if found is not None and among and found not in among:
            raise self._fault(column, found, did_you_mean(found, among))
        return found

    def whole(self, column: str, most: int = 10**9) -> int | None:
        """A whole number; None where nothing stands.

        Raises
        ------
        InputError
            If it is none, or none from 1 to `most`.
        """
        found = self.cells.get(column)
        if found is None:
            return None
        if not found.isascii() or not found.isdigit() or not 0 < int(found[:19]) <= most:
            right = _("give a whole number from 1 to {most}").format(most=most)
            raise self._fault(column, found, hint(right))
        return int(found)

    def number(self, column: str) -> float | None:
        """A number; None where nothing stands.

        Raises
        ------
        InputError
            If it is none, or beyond `LARGEST`.
        """
        found = self.cells.get(column)
        if found is None:
            return None
        try:
            value = float(found)
        except ValueError:
            value = math.nan
        if not abs(value) <= LARGEST:
            raise self._fault(column, found, hint(_("give a number, such as 12.5")))
        return value

    def moment(self, column: str) -> float | None:
        """Midnight (UTC) of a date, or a number of seconds, since 1970; None where nothing stands.

        Raises
        ------
        InputError
            If it is neither.
        """
        found = self.cells.get(column)
        if found is None:
            return None
        if "-" not in found[1:]:
            return self.number(column)
        try:
            return midnight(parse_date(found))
        except ValueError:
            raise self._fault(column, found, hint(_("give a date, such as 2025-06-30"))) from None

    def truth(self, column: str) -> bool | None:
        """True or false; None where nothing stands.

        Raises
        ------
        InputError
            If it is neither.
        """
        found = self.cells.get(column)
        if found is None:
            return None
        if found.lower() not in TRUTH:
            raise self._fault(column, found, hint(_("give true or false")))
        return TRUTH[found.lower()]

    def _fault(self, column: str, found: str, right: str) -> InputError:
        return InputError(
            _("{place}: {column}: '{found}'{right}").format(
                place=self.place, column=column, found=found, right=right
            )
        )


def midnight(day: dt.date) -> float:
    """Seconds from 1970 to the beginning of a day (UTC)."""
    return (day - dt.date(1970, 1, 1)).days * 86400.0


def read_mapping(
    file: str | Path, columns: Sequence[str], forecasts: Sequence[Forecast]
) -> list[Row]:
    """Read which questions a file names, in its order; a forecast may answer several.

    Parameters
    ----------
    file : str or Path
    columns : sequence of str
        Those that the format takes.
    forecasts : sequence of Forecast

    Raises
    ------
    InputError
        If it cannot be read, a column or forecast is not known, or a line has another number of
        fields than the first.
    """
    names = [each.name for each in forecasts]
    rows = []
    for place, cells in table(file, (NAME, *columns)):
        name = cells.pop(NAME, "")
        if name not in names:
            raise InputError(
                _("{place}: no forecast '{name}'{hint}").format(
                    place=place, name=name, hint=did_you_mean(name, names)
                )
            )
        rows.append(Row(name, place, cells))
    return rows


def table(
    file: str | Path, columns: Sequence[str], needed: Sequence[str] = ()
) -> list[tuple[str, dict[str, str]]]:
    """Lines of a CSV: the place of each, and what stands in its cells that are not empty.

    Parameters
    ----------
    file : str or Path
        Columns may be divided by commas, semicolons or tabs.
    columns : sequence of str
        Those that are known; the first must be there.
    needed : sequence of str
        Further ones that must be there.

    Raises
    ------
    InputError
    """
    path = Path(file)
    text = read_text(path)
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=None), delimiter=separator, strict=True)
    found: list[tuple[str, dict[str, str]]] = []
    head: list[str] | None = None
    try:
        for cells in reader:
            cells = [cell.strip() for cell in cells]
            if not any(cells):
                continue
            place = _("{file}: line {line}").format(file=file, line=reader.line_num)
            if head is None:
                head = cells
                _check_head(head, place, columns, needed)
                continue
            if len(cells) != len(head):
                raise InputError(other_fields(place, len(cells), len(head)))
            if len(found) == MOST_ROWS:
                raise InputError(
                    _("{place}: more than {most} lines").format(place=place, most=MOST_ROWS)
                )
            found.append((place, {k: v for k, v in zip(head, cells, strict=True) if v}))
    except csv.Error:
        raise InputError(
            _("{file}: line {line}: it cannot be read as CSV").format(
                file=file, line=reader.line_num
            )
        ) from None
    if head is None:
        raise InputError(
            _("{file}: empty; it begins with a line of column names, such as {columns}").format(
                file=file, columns=",".join(columns[:3])
            )
        )
    return found


def _check_head(
    head: Sequence[str], place: str, columns: Sequence[str], needed: Sequence[str]
) -> None:
    for name in head:
        if name not in columns:
            raise InputError(
                _("{place}: unknown column '{name}'{hint}").format(
                    place=place, name=name, hint=did_you_mean(name, columns)
                )
            )
        if head.count(name) > 1:
            raise InputError(
                _("{place}: the column '{name}' stands there twice").format(place=place, name=name)
            )
    for name in (columns[0], *needed):
        if name not in head:
            raise InputError(
                _("{place}: the column '{name}' is missing").format(place=place, name=name)
            )
