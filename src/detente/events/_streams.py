"""Single compressed files: gzip, bzip2 and xz, each perhaps several one behind the other."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from typing import IO

CHUNK = 1 << 20

MEMORY = 256_000_000
"""Bytes that unpacking xz may take; its highest preset needs 65 million."""


def unpacked(kind: str, file: IO[bytes]) -> Iterator[bytes]:
    """Give the content of a compressed file in pieces of at most `CHUNK` bytes.

    Parameters
    ----------
    kind : str
        ``gz``, ``bz2`` or ``xz``.
    file : IO of bytes

    Raises
    ------
    EOFError, OSError, ValueError, lzma.LZMAError, zlib.error
        If it is damaged or cut short.
    """
    if kind == "gz":
        with gzip.GzipFile(fileobj=file) as content:
            while piece := content.read(CHUNK):
                yield piece
    elif kind == "bz2":
        yield from _pieces(file, bz2.BZ2Decompressor)
    else:
        yield from _pieces(file, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY))


def _pieces(
    file: IO[bytes], new: Callable[[], bz2.BZ2Decompressor | lzma.LZMADecompressor]
) -> Iterator[bytes]:
    """Decompress one stream after the other, never more than `CHUNK` bytes at once.

    The library's own file objects do the same without a bound on the memory that xz asks for.
    """
    data = b""
    while True:
        while not (data := data.lstrip(b"\0")):  # padding between streams
            if not (data := file.read(CHUNK)):
                return
        decompressor = new()
        while not decompressor.eof:
            if decompressor.needs_input and not data and not (data := file.read(CHUNK)):
                raise EOFError("the end is missing")
            if piece := decompressor.decompress(data, CHUNK):
                yield piece
            data = b""
        data = decompressor.unused_data
