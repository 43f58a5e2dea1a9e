"""A file that is not clean, or has quoted fields, written anew: one row a line, with its number.

Lines that cannot be a row go to quarantine here. Bytes that are no UTF-8 are read as
Windows-1252, which the older event files were written in.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from detente.events.importing.marked import marked
from detente.events.importing.quarantine import Quarantine
from detente.events.importing.quoted import quoted, unfit
from detente.events.importing.vet import LONGEST_LINE
from detente.events.readers.base import Layout

_ENDS = "\n\r\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_LINE_ENDS = re.compile(f"[{_ENDS}]")
_PLAIN = dict.fromkeys(map(ord, "\t" + _ENDS), " ")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A clean copy: tab-separated, the line's number first, without a header.

    Attributes
    ----------
    path : Path
    rows : int
        Rows in it.
    recoded : int
        Lines that were not UTF-8.
    """

    path: Path
    rows: int
    recoded: int


class _Lines:
    """Lines of a file as text, those too long or with NUL bytes left to the quarantine."""

    def __init__(self, file: io.BufferedReader, quarantine: Quarantine) -> None:
        self._file, self._quarantine = file, quarantine
        self.number = 0
        self.recoded = 0

    def __iter__(self) -> Iterator[tuple[int, str]]:
        while line := self._file.readline(LONGEST_LINE):
            self.number += 1
            if self.number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
                size = len(line) + self._rest()
                text = line[:1000].decode("utf-8", "replace")
                reason = f"the line has {size} bytes; no row of events is that long"
                self._quarantine.add(self.number, reason, text)
                continue
            if b"\0" in line:
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                self._quarantine.add(self.number, "the line has a NUL byte", text)
                continue
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError:
                text = line.decode("cp1252", "replace")
                self.recoded += 1
            yield self.number, text

    def _rest(self) -> int:
        """Read on to the end of an overlong line; return how many bytes that were."""
        size = 0
        while more := self._file.readline(LONGEST_LINE):
            size += len(more)
            if more.endswith(b"\n"):
                break
        return size


def rewrite(
    source: Path,
    target: Path,
    layout: Layout,
    quarantine: Quarantine,
    progress: Callable[[int, int], None] | None = None,
) -> Rewritten:
    """Write a clean copy of a file.

    Parameters
    ----------
    source, target : Path
    layout : Layout
        Of the source.
    quarantine : Quarantine
        Takes the lines that cannot be a row.
    progress : callable, optional
        Told bytes read and all bytes.
    """
    size = source.stat().st_size
    rows = 0
    with source.open("rb") as file, target.open("w", encoding="utf-8", newline="") as out:
        lines = _Lines(file, quarantine)
        parts = quoted if layout.quoted else _plain
        for number, cells in parts(lines, layout, quarantine):
            row = "\t".join(cells)
            if row.count("\t") >= len(cells) or _LINE_ENDS.search(row):
                row = "\t".join(cell.translate(_PLAIN) for cell in cells)
            if len(row) >= LONGEST_LINE or (
                not row.isascii() and len(row.encode("utf-8")) >= LONGEST_LINE
            ):
                reason = f"the row has {len(row)} characters; no row of events is that long"
                quarantine.add(number, reason, row)
                continue
            out.write(f"{number}\t{row}\n")
            rows += 1
            if progress is not None and rows % 50_000 == 0:
                progress(file.tell(), size)
    return Rewritten(target, rows, lines.recoded)


def _plain(
    lines: Iterable[tuple[int, str]], layout: Layout, quarantine: Quarantine
) -> Iterator[tuple[int, list[str]]]:
    """Rows of a file without quotation rules."""
    header = layout.header
    for number, text in lines:
        line = text.rstrip("\r\n")
        if not line:
            continue
        if header:
            header -= 1
            continue
        if layout.marks:
            cells, reason = marked(line, layout)
        else:
            cells = line.split(layout.separator)
            reason = unfit(cells, layout)
        if reason:
            quarantine.add(number, reason, line)
        else:
            yield number, cells
