"""`acts.csv` of a reading: acts that it reports as done."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from detente.reading.writing.toml import Table
from detente.scenario.record.acts import COLUMNS


def record(acts: Iterable[Table]) -> str:
    """The acts, in order of time, each once."""
    rows = {
        tuple(str(each.get(column, "")) for column in COLUMNS): None
        for each in sorted(acts, key=lambda each: (each["date"], each["source"], each["target"]))
    }
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()
