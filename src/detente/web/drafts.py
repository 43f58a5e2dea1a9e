"""Drafts of scenarios: each of one client, kept in a file that survives a killed server."""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from detente.errors import InputError
from detente.files.reasons import reason
from detente.language.current import gettext as _
from detente.web.library import UnknownError

MOST_DRAFTS = 100
"""Drafts of a client."""
MOST_ALL = 1_000_000_000
"""Bytes of all drafts together."""
LARGEST = 6_000_000
"""Characters of the texts of one."""
MOST_FILES = 100
PATIENCE = 5.0
"""Seconds that a file in use is waited for."""

_TABLE = """
CREATE TABLE IF NOT EXISTS drafts (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, scenario TEXT NOT NULL,
    texts TEXT NOT NULL, changed REAL NOT NULL, version INTEGER NOT NULL
)
"""
_COLUMNS = "id, name, scenario, texts, changed, version"


class ConflictError(InputError):
    """A draft has changed since it was read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario that is being written.

    Attributes
    ----------
    id : str
    name : str
        What its client calls it.
    scenario : str
        The one that it began from, by its name in the library.
    texts : mapping of str to str
        Its files.
    changed : datetime
    version : int
        Rises with every change.
    """

    id: str
    name: str
    scenario: str
    texts: Mapping[str, str]
    changed: dt.datetime
    version: int


class Drafts:
    """Drafts in an SQLite file; what was told to be saved is on the disk.

    Parameters
    ----------
    file : Path
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()

    def of(self, owner: str) -> list[Draft]:
        """All drafts of a client, the one that was changed last first."""
        with self._opened() as file:
            rows = file.execute(
                f"SELECT {_COLUMNS} FROM drafts WHERE owner = ? ORDER BY changed DESC, id",
                (owner,),
            )
            return [_draft(row) for row in rows]

    def get(self, owner: str, name: str) -> Draft:
        """Look one up by its id.

        Raises
        ------
        UnknownError
            If this client has none of that id.
        """
        with self._opened() as file:
            return self._get(file, owner, name)

    def new(self, owner: str, name: str, scenario: str, texts: Mapping[str, str]) -> Draft:
        """Begin one.

        Raises
        ------
        InputError
            If it is too large, or there are too many.
        """
        whole = _checked(texts)
        with self._opened() as file:
            (count,) = file.execute(
                "SELECT COUNT(*) FROM drafts WHERE owner = ?", (owner,)
            ).fetchone()
            if count >= MOST_DRAFTS:
                raise InputError(
                    _("{n} drafts are kept already; delete some").format(n=MOST_DRAFTS)
                )
            (size,) = file.execute("SELECT COALESCE(SUM(LENGTH(texts)), 0) FROM drafts").fetchone()
            if size + len(whole) > MOST_ALL:
                raise InputError(_("the drafts of this server take too much room; delete some"))
            made = secrets.token_hex(8)
            row = (made, owner, name, scenario, whole, time.time(), 1)
            file.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            return self._get(file, owner, made)

    def change(
        self,
        owner: str,
        draft: str,
        *,
        name: str | None = None,
        texts: Mapping[str, str] | None = None,
        version: int | None = None,
    ) -> Draft:
        """Save a change; texts that are not given stay.

        Parameters
        ----------
        owner, draft : str
        name : str, optional
        texts : mapping of str to str, optional
        version : int, optional
            The one that was changed: another one since is no longer lost by this.

        Raises
        ------
        UnknownError
            If this client has none of that id.
        ConflictError
            If it has changed meanwhile.
        InputError
            If it is too large.
        """
        with self._opened() as file:
            before = self._get(file, owner, draft)
            if version is not None and version != before.version:
                raise ConflictError(
                    _("the draft was changed meanwhile, as version {n}; load it first").format(
                        n=before.version
                    )
                )
            whole = _checked({**before.texts, **(texts or {})})
            file.execute(
                "UPDATE drafts SET name = ?, texts = ?, changed = ?, version = version + 1 "
                "WHERE id = ?",
                (before.name if name is None else name, whole, time.time(), draft),
            )
            return self._get(file, owner, draft)

    def delete(self, owner: str, draft: str) -> None:
        """Throw one away.

        Raises
        ------
        UnknownError
            If this client has none of that id.
        """
        with self._opened() as file:
            self._get(file, owner, draft)
            file.execute("DELETE FROM drafts WHERE id = ?", (draft,))

    def _get(self, file: sqlite3.Connection, owner: str, draft: str) -> Draft:
        row = file.execute(
            f"SELECT {_COLUMNS} FROM drafts WHERE id = ? AND owner = ?", (draft, owner)
        ).fetchone()
        if row is None:
            raise UnknownError(_("there is no such draft"))
        return _draft(row)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, in one transaction, which is on the disk when it ends."""
        with self._lock:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                file = sqlite3.connect(self._file, timeout=PATIENCE, isolation_level=None)
            except (sqlite3.Error, OSError) as error:
                raise self._unusable(error) from None
            try:
                file.execute("PRAGMA journal_mode = WAL")
                file.execute("PRAGMA synchronous = FULL")
                file.execute(_TABLE)
                file.execute("BEGIN IMMEDIATE")
                yield file
                file.execute("COMMIT")
            except sqlite3.Error as error:
                raise self._unusable(error) from None
            finally:
                file.close()  # what was not committed is taken back

    def _unusable(self, error: Exception) -> InputError:
        return InputError(
            _("the drafts in {file} cannot be reached: {reason}").format(
                file=self._file.name, reason=reason(error) if isinstance(error, OSError) else error
            )
        )


def _draft(row: tuple[str, str, str, str, float, int]) -> Draft:
    draft, name, scenario, texts, changed, version = row
    return Draft(
        draft,
        name,
        scenario,
        json.loads(texts),
        dt.datetime.fromtimestamp(changed, dt.UTC),
        version,
    )


def _checked(texts: Mapping[str, str]) -> str:
    if len(texts) > MOST_FILES:
        raise InputError(_("a draft has {most} files at most").format(most=MOST_FILES))
    whole = json.dumps(dict(texts), ensure_ascii=False)
    if len(whole) > LARGEST:
        raise InputError(_("a draft has {most} characters at most").format(most=LARGEST))
    return whole
