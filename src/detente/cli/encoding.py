"""Output that is not UTF-8: what its encoding lacks is written as the nearest that it has."""

from __future__ import annotations

import codecs
import io
import os
import sys
from functools import partial

from rich.cells import cell_len

from detente.language.current import gettext as _
from detente.language.signs import nearest, writes

BLANK = "_"
"""What stands for a letter to which nothing is near."""

_lacking: set[str] = set()
"""Encodings that have lacked a letter."""


def fall_back() -> None:
    """Have standard output and errors write the nearest sign where theirs lacks one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            name = f"detente.nearest.{stream.encoding}"
            codecs.register_error(name, partial(_nearest, stream.encoding))
            stream.reconfigure(errors=name)


def lost() -> str | None:
    """Say, once, that letters were lost, and how they would be written; None if none was."""
    if not _lacking:
        return None
    encoding = _lacking.pop()
    _lacking.clear()
    remedy = "PYTHONIOENCODING=utf-8" if "PYTHONIOENCODING" in os.environ else "PYTHONUTF8=1"
    return _(
        "note: letters that the encoding of the output, {encoding}, lacks are written as "
        "{blank}; set {remedy} to have them"
    ).format(encoding=encoding, blank=BLANK, remedy=remedy)


def _nearest(encoding: str, error: UnicodeError) -> tuple[str, int]:
    """Handle what cannot be encoded (`codecs.register_error`); errors know no code page's name."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = ""
    for sign in nearest(error.object[error.start : error.end], encoding):
        if writes(sign, encoding):
            found += sign
        elif "\ud800" <= sign <= "\udfff":  # a byte of a file's name that is no text
            found += f"\\u{ord(sign):04x}"
        else:
            found += BLANK * cell_len(sign)
            _lacking.add(encoding)
    return found, error.end
