"""Acts as lines of a record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from detente.planes.record import PastAct
from detente.scenario.record.acts import COLUMNS, SEVERAL, columns_of


def lines_of(acts: Iterable[PastAct], separator: str = ",") -> str:
    """A line for each act, by date; what is alike in all columns is told apart in the note."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    seen: dict[tuple[str, ...], int] = {}
    for act in sorted(acts, key=lambda act: act.date):
        row = _row(act)
        number = seen[row] = seen.get(row, 0) + 1
        if number > 1:
            row = (*row[:5], f"{row[5]} ({number})".strip(), row[6])
        writer.writerow(row)
    return buffer.getvalue()


def text_of_acts(acts: Iterable[PastAct]) -> str:
    """A whole file of acts."""
    return ",".join(COLUMNS) + "\n" + lines_of(acts)


def whole_columns(text: str) -> tuple[str, str]:
    """A file of acts with all columns in their order, and what divides them."""
    separator, names = columns_of(text) or (",", list(COLUMNS))
    if names == list(COLUMNS):
        return text, separator
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\n")
    writer.writerow(COLUMNS)
    for cells in list(csv.reader(io.StringIO(text, newline=None), delimiter=separator))[1:]:
        said = dict(zip(names, cells, strict=False))
        writer.writerow([said.get(name, "") for name in COLUMNS])
    return buffer.getvalue(), separator


def _row(act: PastAct) -> tuple[str, ...]:
    targets = SEVERAL.join((act.target, *act.others))
    owner = act.claim or ""
    return (str(act.date), act.source, targets, str(act.act), owner, act.note, act.reference)
