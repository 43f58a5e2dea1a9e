"""Rows that cannot be read, kept with their line number and the reason."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from detente.errors import one_line

COLUMNS = ("line", "reason", "text")
SHOWN = 10_000
"""Characters of a row that are kept."""

OTHER = "other reasons"
MOST_REASONS = 1_000
"""Different reasons that are counted; of more the rest is counted together."""


def fields_instead(found: int, width: int) -> str:
    """Reason of a line that has too few or too many fields."""
    return f"{found} field{'' if found == 1 else 's'} instead of {width}"


class Quarantine:
    """Collects unreadable rows of one file in a CSV; the file is there only if there are any.

    Parameters
    ----------
    path : Path
        Where the CSV is written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self.reasons: Counter[str] = Counter()
        self.first: tuple[int, str] | None = None
        self._file: io.TextIOWrapper | None = None

    def add(self, line: int, reason: str, text: str) -> None:
        """Take one row; of a long one what it begins with.

        Parameters
        ----------
        line : int
            Its number in the file, from 1.
        reason : str
        text : str
            The row as it stands in the file.
        """
        if self._file is None:
            self._file = self.path.open("w", encoding="utf-8", newline="", errors="replace")
            # Text in quotation marks throughout: the library leaves a carriage return bare.
            self._writer = csv.writer(self._file, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
            self._writer.writerow(COLUMNS)
        reason = one_line(reason)
        self._writer.writerow((line, reason, text[:SHOWN]))
        self.rows += 1
        known = reason in self.reasons or len(self.reasons) < MOST_REASONS
        self.reasons[reason if known else OTHER] += 1
        if self.first is None or line < self.first[0]:
            self.first = (line, reason)

    def close(self) -> None:
        """Finish the CSV."""
        if self._file is not None:
            self._file.close()
            self._file = None
