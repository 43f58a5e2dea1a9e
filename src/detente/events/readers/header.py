"""The line of column names."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.errors import InputError
from detente.events.readers.base import Head, Layout
from detente.language.current import gettext as _


def cells(line: str, separator: str, *, quoted: bool) -> list[str]:
    """Divide the line of column names.

    Parameters
    ----------
    line : str
    separator : str
        One character.
    quoted : bool
        Whether names may stand in quotation marks.

    Returns
    -------
    list of str
        Without blanks around them; empty if the line cannot be divided.
    """
    if not quoted:
        return [cell.strip().strip('"') for cell in line.split(separator)]
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def columns(found: Sequence[str], file: str) -> tuple[str, ...]:
    """Names of the columns of a table; one without a name gets its number.

    Parameters
    ----------
    found : sequence of str
        What stands in the line.
    file : str
        Name for messages.

    Raises
    ------
    InputError
        If a name stands there twice (capitals do not count, as in SQL), or is no text.
    """
    names = [cell or f"column {number}" for number, cell in enumerate(found, 1)]
    seen: set[str] = set()
    for name in names:
        if "\0" in name:
            raise InputError(_("{file}: the name of a column has a NUL byte").format(file=file))
        if name.casefold() in seen:
            raise InputError(
                _("{file}: the column '{name}' stands there twice").format(file=file, name=name)
            )
        seen.add(name.casefold())
    return tuple(names)


@dataclass(frozen=True, slots=True)
class Header:
    """Names of the columns of a table, and how its lines are divided.

    Attributes
    ----------
    file : str
        Name for messages.
    names : tuple of str
        As they stand there.
    separator : str
        One character; of no account in a Parquet file.
    parquet : bool
    """

    file: str
    names: tuple[str, ...]
    separator: str
    parquet: bool

    def has(self, *columns: str) -> bool:
        """Whether all these columns are there, in capitals or not."""
        return not self.lacks(*columns)

    def lacks(self, *columns: str) -> tuple[str, ...]:
        """Those of the columns that are not there."""
        folded = {name.casefold() for name in self.names}
        return tuple(column for column in columns if column.casefold() not in folded)

    def layout(self, known: Sequence[str], *, quoted: bool | None = None) -> Layout:
        """Layout of the table.

        Parameters
        ----------
        known : sequence of str
            Columns in the spelling in which the reader asks for them.
        quoted : bool, optional
            Whether fields may stand in quotation marks and then hold separators; by default in
            all but tab-separated files, in which marks around a field are taken off.

        Raises
        ------
        InputError
            If a name stands there twice.
        """
        spelling = {column.casefold(): column for column in known}
        names = [spelling.get(name.casefold(), name) for name in self.names]
        if self.parquet:
            return Layout(columns([name for name in names if name], self.file), named=True)
        quotes = self.separator != "\t" if quoted is None else quoted
        return Layout(
            columns(names, self.file),
            self.separator,
            quoted=quotes,
            header=1,
            marks=not quotes,
            named=True,
        )


def headers(head: Head, separators: Sequence[str] = (",", ";", "\t")) -> Iterator[Header]:
    """What the first line may be, divided by each of the separators; of Parquet its columns."""
    if head.columns:
        yield Header(head.name, head.columns, "\t", parquet=True)
    for separator in separators if head.lines else ():
        names = tuple(cells(head.lines[0], separator, quoted=separator != "\t"))
        if len(names) > 1:
            yield Header(head.name, names, separator, parquet=False)
