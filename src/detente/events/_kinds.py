"""What a file is by its first bytes, whatever it is called."""

from __future__ import annotations

from pathlib import Path

from detente.errors import InputError
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.language.format import labelled

HEAD = 512
"""Bytes that tell: the mark of a tar archive stands at 257."""

_MARKS = [
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # without members
    (b"PK\x07\x08", "zip"),  # once in several parts
    (b"\x1f\x8b", "gz"),
    (b"\xfd7zXZ\x00", "xz"),
]

_BZIP2 = (b"1AY&SY", b"\x17rE8P\x90")
"""What follows ``BZh`` and the block size: a block, or the end of an empty file."""

_FOREIGN = [
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"\x1f\x9d", "compress"),
    (b"\x04\x22\x4d\x18", "LZ4"),
]

_NAMED = {".zip": "zip", ".gz": "gz", ".bz2": "bz2", ".xz": "xz"}


def kind(path: Path, name: str) -> str:
    """Tell what a file is.

    Parameters
    ----------
    path : Path
    name : str
        What it is called: for messages, and to notice an archive whose beginning is damaged.

    Returns
    -------
    str
        ``zip``, ``gz``, ``bz2``, ``xz`` or ``plain``.

    Raises
    ------
    InputError
        If it is an archive of another kind, is called an archive and is none, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise InputError(labelled(name, reason(error))) from None
    for mark, found in _MARKS:
        if head.startswith(mark):
            return found
    if head.startswith(b"BZh") and head[4:10] in _BZIP2:
        return "bz2"
    for mark, foreign in _FOREIGN:
        if head.startswith(mark):
            raise InputError(
                _("{name}: a {foreign} archive, which is not read; unpack it first").format(
                    name=name, foreign=foreign
                )
            )
    if head[257:262] == b"ustar":
        raise InputError(
            _("{name}: a tar archive, which is not read; unpack it first").format(name=name)
        )
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix in _NAMED:
        raise InputError(
            _(
                "{name}: called {suffix} and does not begin like one; damaged, or, if it "
                "is plain text, to be renamed"
            ).format(name=name, suffix=suffix)
        )
    return "plain"
