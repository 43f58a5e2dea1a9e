"""Where a store lies, and who may write in it.

::

    store.json               the manifest, which names all that counts
    segments/icews/2014/…    facts, in Parquet
    quarantine/…             rows that could not be read, one CSV for each file that had some
    downloads/gdelt/…        files that were fetched and not imported yet
    work/                    of an import under way
    lock                     held by the one writer
"""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from detente.errors import InputError
from detente.events.store.manifest import NAME, Manifest, read_manifest, write_manifest
from detente.files.reasons import reason
from detente.files.targets import check_link, content
from detente.language.current import gettext as _

VARIABLE = "DETENTE_STORE"
"""Environment variable with the store for everyone who does not name one."""

SEGMENTS, QUARANTINE, WORK, LOCK = "segments", "quarantine", "work", "lock"
DOWNLOADS = "downloads"
FETCHING = ".fetch.lock"
"""In a folder of downloads: held by the one fetch that writes there."""

UNFINISHED = f".{NAME}.*.part"
"""Manifests that were not finished."""

GRACE = 600.0
"""Seconds that a file which no longer counts is kept for those who are still reading it."""


def store_folder(store: str | Path | None = None) -> Path:
    """Where the store is.

    Parameters
    ----------
    store : path, optional
        By default ``$DETENTE_STORE``, else the user's data directory.
    """
    named = store or os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("detente", appauthor=False) / "events"


@dataclass(slots=True)
class Writing:
    """The right to write in a store.

    Attributes
    ----------
    folder : Path
    work : Path
        For temporary files; gone afterwards.
    manifest : Manifest
        As it is; `commit` replaces it.
    """

    folder: Path
    work: Path
    manifest: Manifest

    def new_name(self, *parts: str) -> str:
        """Path in the store of a file that is not there yet; its folder is made."""
        *folders, last = parts
        stem, dot, suffix = last.rpartition(".")
        path = Path(*folders) / f"{stem}-{secrets.token_hex(4)}{dot}{suffix}"
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        return path.as_posix()

    def commit(self, manifest: Manifest) -> None:
        """Make what has been written count, all at once."""
        write_manifest(self.folder, manifest)
        self.manifest = manifest


@contextmanager
def vanishing(folder: Path) -> Iterator[None]:
    """Remove the folders to here that were made meanwhile, if nothing is in them."""
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        yield
    finally:
        for place in made:
            with suppress(OSError):
                place.rmdir()


@contextmanager
def writing(folder: Path) -> Iterator[Writing]:
    """Take the right to write in a store, making it if it is not there.

    Where nothing is made to count in a folder that was no store, nothing is left in it.

    Raises
    ------
    InputError
        If another process has it, the folder cannot be written to, holds something else, or a
        newer program wrote the store.
    """
    work = folder / WORK / secrets.token_hex(4)
    try:
        check_link(folder, folder)
        if folder.exists() and not (folder / NAME).exists():
            _check_ours(folder)
        with vanishing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(folder / LOCK, timeout=0)
            try:
                lock.acquire()
            except Timeout:
                raise InputError(
                    _(
                        "{folder}: another import is writing in this store; wait until it has ended"
                    ).format(folder=folder)
                ) from None
            try:
                known = (folder / NAME).exists()
                manifest = read_manifest(folder) if known else Manifest()
                _clear(folder, manifest)
                work.mkdir(parents=True)
                yield Writing(folder, work, manifest)
            finally:
                _tidy(folder)
                lock.release()
    except OSError as error:
        raise InputError(
            _("cannot write in the store {folder}: {reason}").format(
                folder=folder, reason=reason(error)
            )
        ) from None


def _check_ours(folder: Path) -> None:
    """Refuse a folder that holds something other than a store, or what an import left of one."""
    ours = {SEGMENTS, QUARANTINE, WORK, LOCK, DOWNLOADS}
    for name in sorted(content(folder)):
        if name not in ours and not Path(name).match(UNFINISHED):
            raise InputError(
                _(
                    "{folder}: not an event store, and not empty ({name}); name another folder"
                ).format(folder=folder, name=name)
            )


def _clear(folder: Path, manifest: Manifest) -> None:
    """Remove what no longer counts."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
    for part in folder.glob(UNFINISHED):
        part.unlink()
    counted = {segment.path for segment in manifest.segments}
    counted |= {entry.quarantine for entry in manifest.imports if entry.quarantine}
    for name in (SEGMENTS, QUARANTINE):
        for path in (folder / name).rglob("*"):
            stale = path.is_file() and path.relative_to(folder).as_posix() not in counted
            if stale and time.time() - path.stat().st_mtime > GRACE:
                path.unlink(missing_ok=True)


def _tidy(folder: Path) -> None:
    """Remove what is of no use any more; of a folder that has not become a store all of it.

    The lock goes while it is held: another process that has opened it sees that it is gone.
    """
    shutil.rmtree(folder / WORK, ignore_errors=True)
    for place in (folder / DOWNLOADS).glob("*"):
        with suppress(OSError, Timeout):
            if [path.name for path in place.iterdir()] == [FETCHING]:
                with FileLock(place / FETCHING, timeout=0):
                    (place / FETCHING).unlink()
                place.rmdir()
    with suppress(OSError):
        (folder / DOWNLOADS).rmdir()
    if not (folder / NAME).exists():
        for part in folder.glob(UNFINISHED):
            part.unlink(missing_ok=True)
        for name in (SEGMENTS, QUARANTINE):
            shutil.rmtree(folder / name, ignore_errors=True)
        with suppress(OSError):
            (folder / LOCK).unlink()
