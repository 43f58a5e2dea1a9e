"""Files: read within a limit, written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.format import decimal, labelled
from detente.parts import abandoned, part, remove

LARGEST_TEXT = 20_000_000
"""Bytes of the largest text that is read."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""What a text in UTF-16 begins with."""

RECOVERED = {"lost+found"}
"""What a file system makes at its root by itself."""


def reason(error: OSError) -> str:
    """What the system says was wrong, such as "No space left on device"."""
    known = {
        errno.EACCES: _("Permission denied"),
        errno.EBADF: _("Bad file descriptor"),
        errno.EBUSY: _("Device or resource busy"),
        errno.EEXIST: _("File exists"),
        errno.EFBIG: _("File too large"),
        errno.EINVAL: _("Invalid argument"),
        errno.EIO: _("Input/output error"),
        errno.EISDIR: _("Is a directory"),
        errno.ELOOP: _("Too many levels of symbolic links"),
        errno.EMFILE: _("Too many open files"),
        errno.ENAMETOOLONG: _("File name too long"),
        errno.ENOENT: _("No such file or directory"),
        errno.ENOSPC: _("No space left on device"),
        errno.ENOTDIR: _("Not a directory"),
        errno.ENOTEMPTY: _("Directory not empty"),
        errno.EPERM: _("Operation not permitted"),
        errno.EPIPE: _("Broken pipe"),
        errno.EROFS: _("Read-only file system"),
    }
    if language() == "en" or error.errno is None:
        return error.strerror or str(error)
    return known.get(error.errno, _("system error {number}").format(number=error.errno))


def cannot_write(target: object, why: str) -> InputError:
    """An error that says what could not be written, and why."""
    return InputError(_("cannot write {target}: {why}").format(target=target, why=why))


def _no_file(path: Path) -> str:
    """What a path is that is no file."""
    if path.is_dir():
        return _("a folder; name a file")
    return _("no file") if path.exists() else _("no such file")


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
        return content.decode("utf-16" if content.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            _(
                "{path}: line {line}: not UTF-8 (byte {byte}); save it as UTF-8 (in a spreadsheet: "
                "as “CSV UTF-8”)"
            ).format(path=path, line=line, byte=error.start)
        ) from None
    except ValueError:
        raise InputError(labelled(repr(str(path)), _("no file can have this name"))) from None
    except OSError as error:
        raise InputError(labelled(path, reason(error))) from None


@contextmanager
def output() -> Iterator[None]:
    """Write to standard output; all of it has arrived at the end, or nobody reads any more.

    Raises
    ------
    InputError
        If it cannot be written, as on a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:  # as after `| head`, which has had what it wanted
        unread()
    except OSError as error:
        raise cannot_write(_("the output"), reason(error)) from None


def unread() -> None:
    """Let standard output lead nowhere from now on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


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
        path = _real(target)
        with part(path.parent, path.name, folder=False) as temporary:
            yield temporary
            _replace(temporary, path)
    except OSError as error:
        raise cannot_write(target, reason(error)) from None


def _real(target: str | Path) -> Path:
    """What a name stands for, whatever links lead there."""
    return Path(os.path.realpath(Path(target).absolute()))


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        if error.errno != errno.EBUSY or not path.is_file():
            raise
        shutil.copyfile(temporary, path)  # a file that is mounted cannot be replaced, only filled


REPLACES = "overwrite=True"
"""What replaces a result that is there, in words of Python; the command line has its own."""


def check_target(target: str, overwrite: bool = False, replaces: str = REPLACES) -> None:
    """Refuse a file that could not be written, or is there, before the work that it is to hold.

    Parameters
    ----------
    target : str
        '-' is standard output.
    overwrite : bool
        Whether a file that is there may be replaced; what is no plain file is written to as it
        stands.
    replaces : str
        What messages say that would replace it.

    Raises
    ------
    InputError
        If it is a folder or may not be written, or its folder is not there or cannot be written to;
        if it is there, and not to be replaced.
    """
    if target == "-":
        return
    if not target:
        raise cannot_write("''", _("the name is empty; name a file, or - for the terminal"))
    path = Path(target).absolute()
    try:
        if path.is_dir():
            raise cannot_write(target, _("it is a folder; name a file"))
        if path.exists() and not os.access(path, os.W_OK):
            raise cannot_write(target, _("the file is protected; name another one"))
        if is_special(path):
            return
        if path.exists() and not overwrite:
            there = _("the file is there already; {option} replaces it").format(option=replaces)
            raise cannot_write(target, there)
        path = _real(path)
    except OSError as error:
        raise cannot_write(target, reason(error)) from None
    except ValueError:
        raise cannot_write(repr(str(target)), _("no file can have this name")) from None
    _check_parent(path, target)


def check_new_folder(
    target: str | Path,
    overwrite: bool = False,
    *,
    known_by: str | None = None,
    replaces: str = REPLACES,
) -> None:
    """Refuse a folder that could not be made or filled, before the work that it is to hold.

    Parameters
    ----------
    target : str or Path
    overwrite : bool
        Whether files that lie in it may be replaced by others of the same names.
    known_by : str, optional
        Name of a file without which nothing in it may be replaced: it is not such a folder then.
    replaces : str
        What messages say that would replace them.

    Raises
    ------
    InputError
        If something other than an empty folder is there, and is not to be replaced, or it may not
        be written.
    """
    if not str(target):
        raise cannot_write("''", _("the name is empty; name a new folder"))
    path = Path(target).absolute()
    try:
        if path.is_dir():
            if names := content(_real(path)):
                if known_by is not None and known_by not in names:
                    raise cannot_write(target, _("the folder is not empty; name a new one"))
                if not overwrite:
                    full = _(
                        "the folder is not empty; name a new one, or {option} replaces what has "
                        "the same name"
                    )
                    raise cannot_write(target, full.format(option=replaces))
            if not os.access(path, os.W_OK | os.X_OK):
                raise cannot_write(target, _("the folder is protected"))
            return
        check_link(path, target)
        if path.exists():
            raise cannot_write(target, _("a file of that name is there"))
    except OSError as error:
        raise cannot_write(target, reason(error)) from None
    except ValueError:
        raise cannot_write(repr(str(target)), _("no file can have this name")) from None
    _check_parent(path, target)


def check_link(folder: Path, target: str | Path) -> None:
    """Refuse a link that leads nowhere, in the place of a folder.

    Parameters
    ----------
    folder : Path
    target : str or Path
        What messages call it.

    Raises
    ------
    InputError
        If it is one.
    OSError
        If its folder cannot be read.
    """
    if folder.is_symlink() and not folder.exists():
        raise InputError(
            _(
                "cannot write {target}: it is a link to {place}, which is not there; make that "
                "folder, or name another"
            ).format(target=target, place=folder.readlink())
        )


def content(folder: Path) -> set[str]:
    """Names of what lies in a folder, without what file systems and killed processes leave.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    names = {path.name for path in folder.iterdir()}
    names -= {path.name for path in abandoned(folder, folder.name)}
    return names - RECOVERED if folder.is_mount() else names


def _check_parent(path: Path, target: str | Path) -> None:
    parent = path.parent
    if not (parent.is_dir() and os.access(parent, os.W_OK)):
        raise cannot_write(
            target, _("no folder {parent} that can be written to").format(parent=parent)
        )


@contextmanager
def new_folder(
    target: str | Path,
    *,
    last: str | None = None,
    overwrite: bool = False,
    known_by: str | None = None,
) -> Iterator[Path]:
    """Give a temporary folder that becomes `target` when all went well, and is gone otherwise.

    An empty folder that is there stays the one that it is, with its mode and its disk: it may be
    mounted, or a link to another place. What was written is moved into it, and taken out again if
    that fails. So it is with one that is not empty and may be overwritten: what has the same name
    gives way, and all else in it stays.

    Parameters
    ----------
    target : str or Path
    last : str, optional
        Name of the file without which the folder is nothing; it is moved when all others have
        been.
    overwrite, known_by
        As `check_new_folder` has them.

    Raises
    ------
    InputError
        If the folder cannot be made, or something cannot be written in it.
    """
    check_new_folder(target, overwrite, known_by=known_by)
    path = _real(target)
    try:
        there = path.is_dir()
        with part(path if there else path.parent, path.name, folder=True) as temporary:
            yield temporary
            if there:
                with part(path, path.name, folder=True) as aside:
                    _move(temporary, path, aside, last, overwrite)
            else:
                temporary.rename(path)
    except OSError as error:
        raise cannot_write(target, reason(error)) from None


def _move(source: Path, folder: Path, aside: Path, last: str | None, overwrite: bool) -> None:
    """Move all that lies in one folder into another; what has the same name there is put aside.

    Raises
    ------
    OSError
        If there is something else in the folder and it is not to be replaced, or something cannot
        be moved.
    """
    there = content(folder) - {source.name, aside.name}
    if there and not overwrite:
        raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY))
    names = sorted((path.name for path in source.iterdir()), key=lambda name: name == last)
    old = [name for name in reversed(names) if name in there]
    whole = False
    try:
        for name in old:  # the last one first: without it the others are nothing
            (folder / name).rename(aside / name)
        for name in names:
            (source / name).rename(folder / name)
        whole = True
    finally:
        if not whole:
            for name in names:
                if not (source / name).exists():
                    remove(folder / name)
            for name in reversed(old):
                if (aside / name).exists():
                    (aside / name).rename(folder / name)
