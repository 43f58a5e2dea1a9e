"""Acts as lines of a record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from detente.planes.record import PastAct
from detente.scenario.record.acts import COLUMNS, SEVERAL


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


def _row(act: PastAct) -> tuple[str, ...]:
    targets = SEVERAL.join((act.target, *act.others))
    owner = act.claim or ""
    return (str(act.date), act.source, targets, str(act.act), owner, act.note, act.reference)
