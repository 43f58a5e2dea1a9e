"""Files as they come, packed or not, turned into plain files.

Nothing of an archive decides where anything is written, and nothing is written without end.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from detente.errors import InputError
from detente.events._budget import Budget, Limits
from detente.events._kinds import kind
from detente.events._streams import CHUNK, unpacked
from detente.events._zip import damage, zip_members
from detente.files.reasons import cannot_write, reason
from detente.language.current import gettext as _
from detente.language.format import labelled
from detente.progress import Progress


@dataclass(frozen=True)
class Member:
    """A plain file.

    Attributes
    ----------
    path : Path
        Where it lies.
    name : str
        What to call it: the path that was given, and behind it, for a member of an archive, its
        name there. ``a.zip/b.csv``
    size : int
        Bytes.
    temporary : bool
        Whether it was unpacked and may be deleted.
    """

    path: Path
    name: str
    size: int
    temporary: bool


def opened(
    path: Path, into: Path, limits: Limits | None = None, progress: Progress | None = None
) -> list[Member]:
    """Unpack a file if it is packed.

    Zip, gzip, bzip2 and xz are known by their first bytes. An archive in an archive is unpacked
    as well.

    Parameters
    ----------
    path : Path
    into : Path
        A folder for what is unpacked; a plain file stays where it is.
    limits : Limits, optional
    progress : callable, optional
        Called with the bytes of the archive that are done, and its size.

    Returns
    -------
    list of Member
        In the order of the archive; at least one.

    Raises
    ------
    InputError
        If it cannot be read, is damaged, encrypted or of an unknown kind, or would unpack to too
        much. Then nothing that was unpacked is left.
    """
    limits = limits or Limits()
    name = str(path)
    try:
        if not path.is_file():
            what = _("a folder; name a file") if path.is_dir() else _("no such file")
            raise InputError(labelled(name, what))
        size = path.stat().st_size
    except ValueError:
        raise InputError(labelled(repr(name), _("no file can have this name"))) from None
    except OSError as error:
        raise InputError(labelled(name, reason(error))) from None
    found = kind(path, name)
    if found == "plain":
        return [Member(path, name, size, temporary=False)]
    unpacking = _Unpacking(into, Budget(path, into, limits), limits)
    try:
        report = (lambda done: progress(min(done, size), size)) if progress else None
        members = list(unpacking.members(path, name, found, 1, report))
    except BaseException:
        unpacking.undo()
        raise
    if progress:
        progress(size, size)
    return members


class _Unpacking:
    """One archive with all that lies in it."""

    def __init__(self, into: Path, budget: Budget, limits: Limits) -> None:
        self._into = into
        self._budget = budget
        self._limits = limits
        self._written: list[Path] = []

    def undo(self) -> None:
        """Leave nothing behind."""
        for path in self._written:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def members(
        self, path: Path, name: str, found: str, depth: int, report: Callable[[int], None] | None
    ) -> Iterator[Member]:
        """Unpack an archive, and the archives in it."""
        if depth > self._limits.depth:
            raise InputError(
                _("{name}: archives in archives in archives; unpack it first").format(name=name)
            )
        if found == "zip":
            archived = zip_members(path, name, self._budget, self._limits)
            for inner, file, place in archived:
                whole = f"{name}/{inner}"
                with damage(whole):
                    plain, size = self._write(iter(partial(file.read, CHUNK), b""), report, place)
                yield from self._seen(plain, whole, size, depth)
            return
        whole = f"{name}/{_inner(name, found)}"
        with damage(name), path.open("rb") as file:
            plain, size = self._write(unpacked(found, file), report, lambda _: file.tell())
        yield from self._seen(plain, whole, size, depth)

    def _seen(self, plain: Path, name: str, size: int, depth: int) -> Iterator[Member]:
        """What was unpacked, or what is in it."""
        found = kind(plain, name)
        if found == "plain":
            yield Member(plain, name, size, temporary=True)
            return
        yield from self.members(plain, name, found, depth + 1, None)
        plain.unlink()

    def _write(
        self,
        pieces: Iterable[bytes],
        report: Callable[[int], None] | None,
        place: Callable[[int], int],
    ) -> tuple[Path, int]:
        """Write a file; the budget is asked before every piece."""
        try:
            handle, name = tempfile.mkstemp(prefix="unpacked-", dir=self._into)
        except OSError as error:
            raise cannot_write(self._into, reason(error)) from None
        path, size = Path(name), 0
        self._written.append(path)
        with os.fdopen(handle, "wb", buffering=0) as out:
            for piece in pieces:
                self._budget.spend(len(piece))
                try:
                    rest = memoryview(piece)
                    while rest:
                        rest = rest[out.write(rest) :]
                except OSError as error:
                    raise cannot_write(path, reason(error)) from None
                size += len(piece)
                if report:
                    report(place(size))
        return path, size


def _inner(name: str, found: str) -> str:
    """Name of what is in a single compressed file: its own without the ending."""
    last = Path(name).name
    return last.removesuffix(f".{found}") or last
