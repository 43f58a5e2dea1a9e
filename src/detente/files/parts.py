"""What is not finished yet: hidden names, held while they are written, swept when nobody does.

A part lies beside what it is to become, or in the folder that it is to fill. While it is written
its process holds a lock on it, which ends with the process however that ends; a part without one
was left by a process that was killed.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

LONGEST = 40
"""Characters of a name that its parts bear."""

BEGUN = 1.0
"""Seconds within which a part may have been made and not been held yet."""

STALE = 86_400.0
"""Seconds after which a part is nobody's where files cannot be held."""


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\.{re.escape(name[:LONGEST])}\.[0-9a-f]{{8}}\.part")


@contextmanager
def part(place: Path, name: str, *, folder: bool) -> Iterator[Path]:
    """Give an empty hidden file or folder, which is gone afterwards unless it was renamed.

    Parts of the same name that nobody holds any more are removed first.

    Parameters
    ----------
    place : Path
        The folder in which it lies.
    name : str
        What it is to become.
    folder : bool
        Whether it is a folder.

    Raises
    ------
    OSError
        If it cannot be made.
    """
    for left in abandoned(place, name):
        remove(left)
    path = place / f".{name[:LONGEST]}.{secrets.token_hex(4)}.part"
    held = None
    try:
        if folder:
            path.mkdir()
        else:
            path.touch(exist_ok=False)
        with suppress(OSError):  # a disk that knows no locks: age tells
            held = _hold(path)
        yield path
    finally:
        if held is not None:
            os.close(held)
        remove(path)


def abandoned(place: Path, name: str) -> list[Path]:
    """Parts of a name in a folder that no process holds."""
    pattern = _pattern(name)
    with suppress(OSError):
        return [p for p in place.iterdir() if pattern.fullmatch(p.name) and _is_abandoned(p)]
    return []


def _is_abandoned(path: Path) -> bool:
    try:
        age = time.time() - path.lstat().st_mtime
        if age < BEGUN:
            return False
        held = _hold(path)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.ENOENT) and age > STALE
    if held is None:
        return age > STALE
    os.close(held)
    return True


def _hold(path: Path) -> int | None:
    """Lock a file or folder until what is returned is closed; None where nothing can be held.

    Raises
    ------
    OSError
        If another process has it, or the disk knows no locks.
    """
    if sys.platform == "win32":
        return None
    held = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise
    return held


def remove(path: Path) -> None:
    """Remove a file or folder, if it is there and this user may."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
