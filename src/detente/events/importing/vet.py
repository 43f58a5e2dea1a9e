"""A look at every byte of a file before it is parsed.

The fast reader (DuckDB's) takes clean text. What it would drop without a word or stop at (bytes
that are no UTF-8, NUL bytes, mixed line ends, empty lines, lines without end) is found here; such
a file is written anew first (`detente.events.importing.lines`).
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError
from detente.events.readers.base import Head
from detente.language.current import gettext as _
from detente.language.hints import in_their_words

BLOCK = 16 << 20
LONGEST_LINE = 1 << 20
"""Bytes; a longer line is no row of events."""

HEAD_BYTES = 1 << 18
HEAD_LINES = 100
TAIL = 1 << 16
"""Bytes at either end of a packed file, which name what is packed in it."""


@dataclass(frozen=True, slots=True)
class Vetted:
    """What a look at every byte has shown.

    Attributes
    ----------
    sha256 : str
        Of the bytes.
    size : int
        Bytes.
    clean : bool
        Whether it can be parsed as it is, one row a line.
    parquet : bool
    marks : bool
        Of a clean file: whether a field between tabs begins with a quotation mark.
    """

    sha256: str
    size: int
    clean: bool
    parquet: bool = False
    marks: bool = False


def _foreign(start: bytes) -> str | None:
    """What a table came as instead, by first bytes (of R's after unpacking)."""
    of_r = _("a file of R")
    known = (
        (b"ARROW1", _("an Arrow file (Feather)")),
        (b"<stata_dta>", _("a Stata file")),
        (b"RDX2\n", of_r),
        (b"RDX3\n", of_r),
        (b"X\n\0\0\0", of_r),
        (b"$FL2", _("an SPSS file")),
        (b"SQLite format 3", _("an SQLite database")),
        (b"\x89HDF", _("an HDF5 file")),
        (b"\xd0\xcf\x11\xe0", _("an Excel file")),
        (b"{", "JSON"),
        (b"[", "JSON"),
        (b"<!DOCTYPE", _("a web page")),
        (b"<html", _("a web page")),
        (b"<?xml", "XML"),
    )
    return next((what for mark, what in known if start.startswith(mark)), None)


def head(path: Path, name: str) -> Head:
    """Read what a file begins with.

    Raises
    ------
    InputError
        If it is empty, or no text.
    """
    with path.open("rb") as file:
        start = file.read(HEAD_BYTES)
    if not start.strip():
        raise InputError(_("{name}: the file is empty").format(name=name))
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(_("{name}: UTF-16; save it as UTF-8").format(name=name))
    if start.startswith(b"PAR1"):
        return _parquet(path, name)
    foreign = _foreign(start)
    if foreign is not None:
        raise refusal(name, foreign)
    if b"\r" in start and b"\n" not in start:
        raise InputError(
            _(
                "{name}: lines end in carriage returns alone; save it with the usual line ends"
            ).format(name=name)
        )
    lines = _text(start.removeprefix(codecs.BOM_UTF8)).replace("\r\n", "\n").split("\n")
    if len(start) == HEAD_BYTES and len(lines) > 1:
        del lines[-1]  # cut off in the middle
    return Head(name, tuple(line for line in lines if line.strip())[:HEAD_LINES])


def refusal(name: str, foreign: str) -> InputError:
    """That a file is of a kind that is not read, and how its table is had."""
    saved = _("in the spreadsheet, save the sheet as “CSV UTF-8”")
    how = {
        "JSON": _('pl.read_ndjson("…").write_csv("…") of Polars does it, pl.read_json of one list'),
        _("an Excel file"): saved,
        _("a spreadsheet"): saved,
    }.get(foreign)
    text = _("{name}: {foreign}, which is not read; write the table as CSV or Parquet")
    return InputError(text.format(name=name, foreign=foreign) + (f" ({how})" if how else ""))


def spreadsheet(path: Path) -> str | None:
    """What a packed spreadsheet is, by the names of what is packed in it; None if it is none."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        start = file.read(TAIL)
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - TAIL))
        both = start + file.read(TAIL)
    if not start.startswith(b"PK"):
        return None
    if b"[Content_Types].xml" in both and b"xl/workbook" in both:
        return _("an Excel file")
    return _("a spreadsheet") if b"opendocument.spreadsheet" in start else None


def _text(start: bytes) -> str:
    """UTF-8 that may be cut off at the end, else Windows-1252."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return start.decode("cp1252", "replace")


def _parquet(path: Path, name: str) -> Head:
    import polars as pl

    try:
        schema = pl.read_parquet_schema(path)
        dates = (column for column, kind in schema.items() if kind in (pl.Date, pl.Datetime))
        return Head(name, (), tuple(schema), frozenset(dates))
    except (Exception, pl.exceptions.PanicException) as error:  # a panic is no Exception
        raise InputError(
            _("{name}: not a Parquet file that can be read").format(name=name)
            + in_their_words(error)
        ) from None


def vet(path: Path, progress: Callable[[int, int], None] | None = None) -> Vetted:
    """Look at every byte of a file.

    Parameters
    ----------
    path : Path
    progress : callable, optional
        Told bytes seen and all bytes.
    """
    size = path.stat().st_size
    digest = hashlib.sha256()
    look = _Look()
    seen = 0
    parquet = False
    buffer = bytearray(max(min(size, BLOCK), 1))
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as file:
        while got := file.readinto(buffer):
            digest.update(view[:got])
            if seen == 0 and buffer.startswith(b"PAR1"):
                parquet = True
            if look.clean and not parquet:
                look.at(buffer if got == len(buffer) else buffer[:got])
            seen += got
            if progress is not None:
                progress(seen, size)
    return Vetted(digest.hexdigest(), seen, look.ended(), parquet, look.marks)


def has_empty_lines(path: Path) -> bool:
    """Whether a file has lines with nothing in them, which the parser passes over in silence."""
    with path.open("rb") as file:
        last = b"\n"
        while block := file.read(BLOCK):
            joined = last + block
            if b"\n\n" in joined or b"\n\r\n" in joined:
                return True
            last = block[-2:]
    return False


class _Look:
    """Whether the bytes so far are clean."""

    def __init__(self) -> None:
        self.clean = True
        self.marks = False
        self._crlf: bool | None = None
        self._tail = b""
        self._open = 0  # bytes since the last line end
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def at(self, block: bytearray) -> None:
        """Look at the next bytes."""
        self.marks = self.marks or self._marks(block)
        self.clean = (
            block.find(b"\0") < 0 and self._line_ends(block) and self._short(block)
        ) and self._text(block)
        self._tail = bytes(block[-1:])

    def _marks(self, block: bytearray) -> bool:
        """Whether a quotation mark stands behind a tab or a line end, or at the beginning."""
        across = block[:1] == b'"' and self._tail in (b"", b"\t", b"\n")
        return across or block.find(b'\t"') >= 0 or block.find(b'\n"') >= 0

    def _line_ends(self, block: bytearray) -> bool:
        """Whether lines end alike; empty ones are found later, where numbers of lines matter."""
        first = block.find(b"\n")
        if self._crlf is None and first >= 0:
            self._crlf = first > 0 and block[first - 1] == 13
        if not self._crlf:
            return block.find(b"\r") < 0
        pairs = block.count(b"\r\n")
        across = self._tail == b"\r" and block[:1] == b"\n"
        returns = block.count(b"\r") - (block[-1:] == b"\r")
        return block.count(b"\n") == pairs + across and returns == pairs

    def _short(self, block: bytearray) -> bool:
        start, end = -self._open, len(block)
        while True:
            last = block.rfind(b"\n", max(start, 0), min(max(start + LONGEST_LINE, 0), end))
            if last < 0:
                self._open = end - start
                return self._open < LONGEST_LINE
            start = last + 1

    def _text(self, block: bytearray) -> bool:
        if block.isascii() and not self._decoder.getstate()[0]:
            return True
        try:
            self._decoder.decode(block)
        except UnicodeDecodeError:
            return False
        return True

    def ended(self) -> bool:
        """Whether all of it was clean, the end included."""
        return self.clean and not self._decoder.getstate()[0]
