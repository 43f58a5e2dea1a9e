"""Zip archives that are not to be trusted."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO

from detente.errors import InputError
from detente.events._budget import Budget, Limits
from detente.language.current import gettext as _
from detente.language.hints import in_their_words

DIRECTORY = 16_000_000
"""Bytes of the largest list of members. It is read at once and takes many times as much memory."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    IndexError,
    OSError,  # so says bzip2, and seeking to an impossible place
)
"""What the library raises for an archive that is cut short or has wrong bytes."""

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_SYSTEM_UNIX = 3

METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""Of the others the library unpacks all that it has read at once, however much that becomes."""


@contextmanager
def damage(name: str) -> Iterator[None]:
    """Say that an archive is damaged, instead of how the library noticed.

    Raises
    ------
    InputError
    """
    try:
        yield
    except NotImplementedError:
        raise InputError(
            _("{name}: packed in a way that is not read; pack it anew, or unpack it first").format(
                name=name
            )
        ) from None
    except RuntimeError as error:  # so does the library say that a password is needed
        raise InputError(
            _("{name}: not opened{why}; unpack it first").format(
                name=name, why=in_their_words(error)
            )
        ) from None
    except DAMAGE as error:
        raise InputError(
            _("{name}: damaged or cut short{why}; get it anew").format(
                name=name, why=in_their_words(str(error) or type(error).__name__)
            )
        ) from None


def zip_members(
    path: Path, name: str, budget: Budget, limits: Limits
) -> Iterator[tuple[str, IO[bytes], Callable[[int], int]]]:
    """Give the files in an archive, opened one after the other.

    Folders are no files; what begins with a dot is not data.

    Parameters
    ----------
    path : Path
    name : str
        What it is called in messages.
    budget : Budget
    limits : Limits

    Yields
    ------
    tuple of str, IO of bytes and callable
        Name within the archive; the file; and a function from bytes read of it to bytes of the
        archive.

    Raises
    ------
    InputError
        If it is damaged or refused.
    """
    with damage(name), path.open("rb") as file:
        count = _entries(file, name)
        with zipfile.ZipFile(file) as archive:
            infos = archive.infolist()
            if count != len(infos):
                raise zipfile.BadZipFile(f"{count} members announced, {len(infos)} listed")
            wanted = _wanted(archive, infos, name, limits)
            budget.check(sum(info.file_size for info in wanted))
            before = 0
            for info in wanted:
                with archive.open(info) as member:
                    share = info.compress_size / max(info.file_size, 1)
                    yield info.filename, member, partial(_place, before, share)
                    if member.tell() != info.file_size:
                        raise zipfile.BadZipFile(f"length of {info.filename!r}")
                before += info.compress_size


def _place(before: int, share: float, read: int) -> int:
    return int(before + share * read)


def _wanted(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str, limits: Limits
) -> list[zipfile.ZipInfo]:
    """The members that are data, after all have been looked at."""
    wanted = []
    for info in infos:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise InputError(
                _("{name}: member {filename} points out of the archive; refused").format(
                    name=name, filename=repr(info.filename)
                )
            )
        if info.create_system == _SYSTEM_UNIX and stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(
                _("{name}: member {filename} is a link; refused").format(
                    name=name, filename=repr(info.filename)
                )
            )
        if info.flag_bits & 0x1:
            raise InputError(
                _("{name}: protected by a password; unpack it first").format(name=name)
            )
        if info.compress_type not in METHODS:
            raise NotImplementedError
        # The list of members has no checksum. Opening compares it with what stands before each
        # member, so that no file is passed over because its name in the list is damaged.
        with archive.open(info):
            pass
        if info.is_dir():
            if info.file_size:
                raise zipfile.BadZipFile(f"folder {info.filename!r} with content")
        elif not any(part.startswith(".") for part in parts):
            wanted.append(info)
    if any(info.filename == "[Content_Types].xml" for info in wanted):
        raise InputError(_("{name}: an office document; save the table as CSV").format(name=name))
    if len(wanted) > limits.members:
        raise InputError(
            _("{name}: {wanted} members are too many; at most {members}").format(
                name=name, wanted=len(wanted), members=limits.members
            )
        )
    if not wanted:
        raise InputError(_("{name}: no file in the archive").format(name=name))
    return wanted


def _entries(file: IO[bytes], name: str) -> int:
    """How many members the end of the archive announces; a list that is too long is refused."""
    size = file.seek(0, io.SEEK_END)
    start = max(size - _END.size - (1 << 16), 0)
    file.seek(start)
    tail = file.read()
    # The library, too, takes an end without a comment first, and else the last mark.
    at = len(tail) - _END.size
    if at < 0 or not (tail[at:].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0")):
        at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise zipfile.BadZipFile("no end of the archive")
    end = _END.unpack_from(tail, at)
    count, length = int(end[4]), int(end[5])
    locator = start + at - _LOCATOR64.size
    if locator >= 0:
        file.seek(locator)
        mark, _disk, offset, _disks = _LOCATOR64.unpack(file.read(_LOCATOR64.size))
        if mark == b"PK\x06\x07":
            # The library looks right before the locator, whatever the offset says.
            for place in (locator - _END64.size, offset):
                if 0 <= place <= size - _END64.size:
                    file.seek(place)
                    end64 = _END64.unpack(file.read(_END64.size))
                    if end64[0] == b"PK\x06\x06":
                        count, length = int(end64[7]), max(length % 0xFFFFFFFF, int(end64[8]))
                        break
    file.seek(0)
    if length > DIRECTORY:
        raise InputError(
            _("{name}: a list of members of {length} bytes is too long; refused").format(
                name=name, length=length
            )
        )
    return count
