"""Rows written as CSV, numbers in the fewest digits that are read back as the same number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file in UTF-8; what is None stands empty, a whole number without its point."""
    paper = io.StringIO()
    writer = csv.writer(paper, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return paper.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value
