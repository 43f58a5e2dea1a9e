"""A text read within a limit."""

from __future__ import annotations

import os
from pathlib import Path

from detente.errors import InputError
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import decimal, labelled

LARGEST_TEXT = 20_000_000
"""Bytes of the largest text that is read."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""What a text in UTF-16 begins with."""


def _no_file(path: Path) -> str:
    """What a path is that is no file."""
    if path.is_dir():
        return _("a folder; name a file")
    return _("no file") if path.exists() else _("no such file")


def read_bytes(path: Path, largest: int) -> bytes:
    """Read a file of moderate size.

    Raises
    ------
    InputError
        If it is no file, too large or not readable; the message begins with the path.
    """
    try:
        if not path.is_file():
            raise InputError(labelled(path, _no_file(path)))
        with path.open("rb") as file:
            content = file.read(largest + 1)
            if len(content) > largest:
                size = max(os.fstat(file.fileno()).st_size, len(content))
                raise InputError(
                    _("{path}: {size} MB is too large; at most {most} MB").format(
                        path=path, size=decimal(size / 1e6), most=decimal(largest / 1e6)
                    )
                )
        return content
    except ValueError:
        raise InputError(labelled(repr(str(path)), _("no file can have this name"))) from None
    except OSError as error:
        raise InputError(labelled(path, reason(error))) from None


def read_text(path: Path, largest: int = LARGEST_TEXT) -> str:
    """Read a UTF-8 file of moderate size; a byte-order mark is dropped.

    UTF-16, as spreadsheets write it, is known by its mark.

    Parameters
    ----------
    path : Path
    largest : int
        Bytes.

    Raises
    ------
    InputError
        If it is no file, too large, not UTF-8 or not readable; the message begins with the path.
    """
    content = read_bytes(path, largest)
    try:
        return content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            _(
                "{path}: line {line}: not UTF-8 (byte {byte}); save it as UTF-8 (in a spreadsheet: "
                "as “CSV UTF-8”)"
            ).format(path=path, line=line, byte=error.start)
        ) from None
