"""The line of column names."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from detente.errors import InputError


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
            raise InputError(f"{file}: the name of a column has a NUL byte")
        if name.casefold() in seen:
            raise InputError(f"{file}: the column '{name}' stands there twice")
        seen.add(name.casefold())
    return tuple(names)
