"""A folder written whole or not at all, into one that is there too."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.files.parts import part, remove
from detente.files.reasons import cannot_write, reason
from detente.files.targets import check_new_folder, content
from detente.files.write import real_path


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
    path = real_path(target)
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
