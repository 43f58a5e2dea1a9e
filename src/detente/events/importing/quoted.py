"""Rows of a file with quoted fields, which may hold separators and line ends.

A quotation mark that is opened and never closed would swallow what follows. A row of several lines
that does not fit is therefore taken back: its first line goes to quarantine, and the next is read
as the beginning of a row.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from detente.events.importing.quarantine import Quarantine, fields_instead
from detente.events.importing.vet import LONGEST_LINE
from detente.events.readers.base import Layout


class _EndlessError(Exception):
    """A row that goes on for longer than any does."""


class _Feed:
    """Lines for the parser, which can be given back."""

    def __init__(self, lines: Iterable[tuple[int, str]]) -> None:
        self._lines = iter(lines)
        self._again: deque[tuple[int, str]] = deque()
        self._size = 0
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        found = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(found)
        self._size += len(found[1])
        if self._size > LONGEST_LINE and len(self.taken) > 1:
            raise _EndlessError
        return found[1]

    def begin(self) -> None:
        """Begin a row."""
        self.taken, self._size = [], 0

    def back(self) -> None:
        """Give back all lines of the row but its first."""
        self._again.extendleft(reversed(self.taken[1:]))


def quoted(
    lines: Iterable[tuple[int, str]], layout: Layout, quarantine: Quarantine
) -> Iterator[tuple[int, list[str]]]:
    """Give the rows, by the line on which they begin.

    Parameters
    ----------
    lines : iterable of (int, str)
        Numbered lines with their ends.
    layout : Layout
    quarantine : Quarantine
        Takes the lines that cannot be a row.
    """
    csv.field_size_limit(LONGEST_LINE)
    feed = _Feed(lines)
    header = layout.header
    parser = csv.reader(feed, delimiter=layout.separator, strict=True)
    while True:
        feed.begin()
        try:
            cells = next(parser, None)
            if cells is None:
                return
            reason = unfit(cells, layout) if cells and not header else None
        except csv.Error as error:
            cells, reason = [], _said(error)
        except _EndlessError:
            cells, reason = [], "a quoted field does not end"
        if reason is None:
            if header and cells:
                header -= 1
            elif cells:
                yield feed.taken[0][0], cells
            continue
        number, text = feed.taken[0]
        if len(feed.taken) > 1:
            feed.back()
            reason = f"a quoted field runs on to line {feed.taken[-1][0]}: {reason}"
        quarantine.add(number, reason, text.rstrip("\r\n"))
        parser = csv.reader(feed, delimiter=layout.separator, strict=True)


def _said(error: csv.Error) -> str:
    """What is wrong with a row, instead of how the library noticed."""
    if "new-line" in str(error):
        return "a carriage return in the middle of the line"
    if "field larger" in str(error):
        return "a field is too long"
    if "unexpected end" in str(error):
        return "a quoted field does not end"
    if "expected after" in str(error):
        return "a quotation mark in the middle of a quoted field"
    return f"not a row of a CSV: {error}"


def unfit(cells: list[str], layout: Layout) -> str | None:
    """Take surplus empty fields off a row, and say why it is none.

    Returns
    -------
    str or None
        None if it has the fields of a row.
    """
    width = len(layout.columns)
    while width < len(cells) <= width + layout.surplus and not cells[-1]:
        del cells[-1]
    return None if len(cells) == width else fields_instead(len(cells), width)
