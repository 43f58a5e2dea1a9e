"""What cannot be written, refused before the work that it is to hold."""

from __future__ import annotations

import os
from pathlib import Path

from detente.errors import InputError
from detente.files.parts import abandoned
from detente.files.reasons import cannot_write, reason
from detente.files.write import is_special, real_path
from detente.language.current import gettext as _

RECOVERED = {"lost+found"}
"""What a file system makes at its root by itself."""

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
        path = real_path(path)
    except OSError as error:
        raise cannot_write(target, reason(error)) from None
    except ValueError:
        raise cannot_write(repr(str(target)), _("no file can have this name")) from None
    _check_parent(path, target)


def check_elsewhere(folder: str | Path) -> None:
    """Refuse the folder in which the user is, which cannot be put in another's place.

    Raises
    ------
    InputError
        If it is that one.
    """
    if Path(os.path.normpath(folder)).resolve() == Path.cwd():
        raise cannot_write(folder, _("you are in that folder; name a new one"))


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
            if names := content(real_path(path)):
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
