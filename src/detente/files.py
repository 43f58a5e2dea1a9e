"""Files: read within a limit, written whole or not at all."""

from __future__ import annotations

import io
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import InputError

LARGEST_TEXT = 20_000_000
"""Bytes of the largest text that is read."""


def reason(error: OSError) -> str:
    """What the system says was wrong, such as "No space left on device"."""
    return error.strerror or str(error)


def _no_file(path: Path) -> str:
    """What a path is that is no file."""
    if path.is_dir():
        return "a folder; name a file"
    return "no file" if path.exists() else "no such file"


def read_text(path: Path, largest: int = LARGEST_TEXT) -> str:
    """Read a UTF-8 file of moderate size; a byte-order mark is dropped.

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
    try:
        if not path.is_file():
            raise InputError(f"{path}: {_no_file(path)}")
        with path.open("rb") as file:
            content = file.read(largest + 1)
            if len(content) > largest:
                size = max(os.fstat(file.fileno()).st_size, len(content))
                raise InputError(
                    f"{path}: {size / 1e6:.0f} MB is too large; at most {largest / 1e6:.0f} MB"
                )
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except ValueError as error:  # a name that no file can have
        raise InputError(f"{str(path)!r}: {error}") from None
    except OSError as error:
        raise InputError(f"{path}: {reason(error)}") from None


def _beside(path: Path) -> Path:
    """A hidden name in the same folder, for what is not finished."""
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")


@contextmanager
def output() -> Iterator[None]:
    """Write to standard output; all of it has arrived at the end.

    Raises
    ------
    InputError
        If it cannot be written: a full disk, or a pipe that nobody reads any more.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        raise InputError(f"cannot write the output: {reason(error)}") from None


def _is_special(path: Path) -> bool:
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
        if _is_special(path):
            path.write_bytes(content)
            return
    except OSError as error:
        raise InputError(f"cannot write {target}: {reason(error)}") from None
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
        path = Path(os.path.realpath(Path(target).absolute()))
        temporary = _beside(path)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"cannot write {target}: {reason(error)}") from None


def check_target(target: str) -> None:
    """Refuse a file that could not be written, before the work that it is to hold.

    Raises
    ------
    InputError
        If it is a folder or may not be written, or its folder is not there or cannot be written to.
    """
    if target == "-":
        return
    if not target:
        raise InputError("cannot write '': the name is empty; name a file, or - for the terminal")
    path = Path(target).absolute()
    try:
        if path.is_dir():
            raise InputError(f"cannot write {target}: it is a folder; name a file")
        if path.exists() and not os.access(path, os.W_OK):
            raise InputError(f"cannot write {target}: the file is protected; name another one")
        if _is_special(path):
            return
        path = Path(os.path.realpath(path))
    except OSError as error:
        raise InputError(f"cannot write {target}: {reason(error)}") from None
    except ValueError as error:  # a name that no file can have
        raise InputError(f"cannot write {target!r}: {error}") from None
    _check_parent(path, target)


def check_new_folder(target: str | Path) -> None:
    """Refuse a folder that could not be made, before the work that it is to hold.

    Raises
    ------
    InputError
        If something other than an empty folder is there, or its parent cannot be written to.
    """
    if not str(target):
        raise InputError("cannot write '': the name is empty; name a new folder")
    path = Path(target).absolute()
    try:
        if path.is_dir():
            if path == Path.cwd():
                raise InputError(f"cannot write {target}: that is this folder; name a new one")
            if any(path.iterdir()):
                raise InputError(f"cannot write {target}: the folder is not empty; name a new one")
        elif path.exists() or path.is_symlink():
            raise InputError(f"cannot write {target}: a file of that name is there")
    except OSError as error:
        raise InputError(f"cannot write {target}: {reason(error)}") from None
    except ValueError as error:  # a name that no folder can have
        raise InputError(f"cannot write {str(target)!r}: {error}") from None
    _check_parent(path, target)


def _check_parent(path: Path, target: str | Path) -> None:
    parent = path.parent
    if not (parent.is_dir() and os.access(parent, os.W_OK)):
        raise InputError(f"cannot write {target}: no folder {parent} that can be written to")


@contextmanager
def new_folder(target: str | Path) -> Iterator[Path]:
    """Give a temporary folder that becomes `target` when all went well, and is gone otherwise.

    Raises
    ------
    InputError
        If the folder cannot be made, or something cannot be written in it.
    """
    check_new_folder(target)
    path = Path(target).absolute()
    temporary = _beside(path)
    try:
        try:
            temporary.mkdir()
            yield temporary
            if path.is_dir():
                path.rmdir()
            temporary.rename(path)
        except OSError as error:
            raise InputError(f"cannot write {target}: {reason(error)}") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
