"""All files of a span of days, fetched into a folder.

One file after the other over one connection: the line is the limit, not the server, and an
interruption ends everything at once and leaves at most one unfinished file.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from detente.errors import InputError
from detente.events.fetch.connection import AbsentError, new_client
from detente.events.fetch.download import download
from detente.events.fetch.gdelt import MIRROR, Portion, check_span, portions
from detente.events.fetch.mirror import checked_mirror
from detente.events.fetch.part import md5_of, writing
from detente.events.fetch.patience import Patience
from detente.events.fetch.published import PublishedFile, read_published
from detente.events.store.folder import FETCHING
from detente.files.reasons import cannot_write, reason
from detente.language.current import gettext as _
from detente.language.format import decimal, labelled


@dataclass(frozen=True)
class FetchedFile:
    """A whole, verified file.

    Attributes
    ----------
    path : Path
    md5 : str
    first, last : date
        Days that the publisher files in it, both within; they may reach beyond those asked for.
    """

    path: Path
    md5: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class MissingFile:
    """A file that the publisher does not have.

    Attributes
    ----------
    name : str
    first, last : date
        Days asked for that it would cover, both within.
    reason : str
        ``unlisted`` if the publisher's list does not name it; ``absent`` if the list does, and
        the server has no such file.
    """

    name: str
    first: dt.date
    last: dt.date
    reason: Literal["unlisted", "absent"]


@dataclass(frozen=True)
class Fetched:
    """What became of a span of days; each list in the order of days.

    Attributes
    ----------
    files : tuple of FetchedFile
    missing : tuple of MissingFile
    skipped : tuple of str
        Names of the files that the caller did not want.
    """

    files: tuple[FetchedFile, ...]
    missing: tuple[MissingFile, ...]
    skipped: tuple[str, ...]

    @property
    def paths(self) -> list[Path]:
        """Paths of the files."""
        return [file.path for file in self.files]


def fetch_gdelt(
    first: dt.date,
    last: dt.date,
    folder: Path,
    mirror: str | None = None,
    skip: Callable[[str, str], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
    received: Callable[[int], None] | None = None,
    patience: Patience | None = None,
    today: dt.date | None = None,
) -> Fetched:
    """Fetch the files of GDELT 1.0 that cover a span of days.

    Parameters
    ----------
    first, last : date
        Both within.
    folder : Path
        Made if it is not there. Whole files in it are kept if their checksum is right; one that
        was begun is continued.
    mirror : str, optional
        Address of a folder with the files, ``md5sums`` and perhaps ``filesizes``; the
        publisher's own by default.
    skip : callable, optional
        Called with name and published MD5; a file for which it is true is passed over.
    progress : callable, optional
        Called with the number of files done and of those to do, first with none done.
    received : callable, optional
        Called with the number of bytes that just arrived.
    patience : Patience, optional
    today : date, optional
        The present day (UTC); the clock's by default.

    Returns
    -------
    Fetched

    Raises
    ------
    InputError
        If the span or the mirror is not possible, a file cannot be had or is not what was
        published, the folder cannot be written to, or another fetch is writing to it. What was
        whole by then stays and is not fetched again.
    """
    check_span(first, last, today or dt.datetime.now(dt.UTC).date())
    address = checked_mirror(MIRROR if mirror is None else mirror)
    patience = patience or Patience()
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), new_client(patience) as client:
        published = read_published(client, address, patience)
        skipped: list[str] = []
        missing: list[MissingFile] = []
        wanted: list[tuple[Portion, PublishedFile]] = []
        for portion in portions(first, last):
            listed = published.get(portion.name)
            if listed is None:
                missing.append(_missing(portion, first, last, "unlisted"))
            elif skip is not None and skip(portion.name, listed.md5):
                skipped.append(portion.name)
            else:
                wanted.append((portion, listed))
        _check_room(folder, [listed for _, listed in wanted])
        files: list[FetchedFile] = []
        if progress:
            progress(0, len(wanted))
        for done, (portion, listed) in enumerate(wanted, 1):
            path = folder / listed.name
            try:
                if not _is_whole(path, listed):
                    download(client, address, listed, folder, patience, received)
                files.append(FetchedFile(path, listed.md5, portion.first, portion.last))
            except AbsentError:
                missing.append(_missing(portion, first, last, "absent"))
            if progress:
                progress(done, len(wanted))
    missing.sort(key=lambda each: each.first)
    return Fetched(tuple(files), tuple(missing), tuple(skipped))


def _missing(
    portion: Portion, first: dt.date, last: dt.date, why: Literal["unlisted", "absent"]
) -> MissingFile:
    return MissingFile(portion.name, max(portion.first, first), min(portion.last, last), why)


def _is_whole(path: Path, listed: PublishedFile) -> bool:
    """Whether a file is there already, as published now."""
    try:
        if not path.is_file():
            return False
        if listed.size is not None and path.stat().st_size != listed.size:
            return False
        return md5_of(path) == listed.md5
    except OSError as error:
        raise InputError(labelled(path, reason(error))) from None


def _check_room(folder: Path, listed: Sequence[PublishedFile]) -> None:
    """Refuse what the disk has no room for, as far as sizes are published."""
    with writing(folder):
        free = shutil.disk_usage(folder).free
        needed = 0
        for each in listed:
            size = each.size or 0
            for name in (each.name, each.name + ".part"):
                there = folder / name
                size -= there.stat().st_size if there.is_file() else 0
            needed += max(size, 0)
    if needed > free:
        why = _(
            "the files take {needed} GB and {free} GB are free on that disk; fetch fewer days at "
            "a time"
        )
        raise cannot_write(
            folder, why.format(needed=decimal(needed / 1e9, 1), free=decimal(free / 1e9, 1))
        )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other fetches out of a folder.

    The empty file of the lock stays; where nothing else has, the store takes it away.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / FETCHING)
    with writing(folder / FETCHING):
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise InputError(
                _("{folder}: another fetch is writing there; wait until it ends").format(
                    folder=folder
                )
            ) from None
    try:
        yield
    finally:
        lock.release()
