"""A file written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.files.parts import part
from detente.files.reasons import cannot_write, reason
from detente.files.stdout import output


def is_special(path: Path) -> bool:
    """Whether it is a device, a pipe or another name of an open file, never to be replaced."""
    return str(path).startswith(("/dev/", "/proc/")) or (path.exists() and not path.is_file())


def write_text(target: str, text: str) -> None:
    """Write a UTF-8 file whole or not at all; '-' is standard output.

    A device or a pipe is written to as it stands.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    content = text.encode("utf-8", errors="backslashreplace")  # names that are no text
    if target == "-":
        with output():
            if isinstance(sys.stdout, io.TextIOWrapper):  # UTF-8, whatever a terminal would take
                sys.stdout.flush()
                sys.stdout.buffer.write(content)
            else:
                sys.stdout.write(text)
        return
    write_bytes(target, content)


def write_bytes(target: str, content: bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is written to as it stands.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    path = Path(target).absolute()
    try:
        if is_special(path):
            with suppress(BrokenPipeError):  # nobody reads any more
                path.write_bytes(content)
            return
    except OSError as error:
        raise cannot_write(target, reason(error)) from None
    with replaced(target) as temporary:
        temporary.write_bytes(content)


@contextmanager
def replaced(target: str | Path) -> Iterator[Path]:
    """Give a temporary file that takes the place of `target` when all went well.

    Raises
    ------
    InputError
        If it cannot be written.
    """
    try:
        path = real_path(target)
        with part(path.parent, path.name, folder=False) as temporary:
            yield temporary
            _replace(temporary, path)
    except OSError as error:
        raise cannot_write(target, reason(error)) from None


def real_path(target: str | Path) -> Path:
    """What a name stands for, whatever links lead there."""
    return Path(os.path.realpath(Path(target).absolute()))


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        if error.errno != errno.EBUSY or not path.is_file():
            raise
        shutil.copyfile(temporary, path)  # a file that is mounted cannot be replaced, only filled
