"""Documents that are kept in a file, bounded.

The file is a cache and nothing else. It may be deleted, damaged or locked at any time: what cannot
be read is worked out again, what cannot be written is not kept.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

FILE = 256_000_000
"""Bytes of the documents in the file."""
LARGEST = 32_000_000
"""Bytes of the largest document that is kept."""
PATIENCE = 0.2
"""Seconds that a file in use is waited for."""


class Documents:
    """Texts in an SQLite file, by what they were made from.

    Parameters
    ----------
    file : Path or None
        None keeps nothing.
    made_by : str
        The program: what another one kept is nothing to this one.
    most : int
        Bytes of all texts together.
    """

    def __init__(self, file: Path | None, made_by: str = "", most: int = FILE) -> None:
        self._made_by = made_by
        self._file = file
        self._most = most
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """Look a text up; None if it is not there, or cannot be read."""
        key = self._key(name)
        if self._file is None or not self._file.is_file():
            return None
        with self._lock, suppress(sqlite3.Error, OSError), closing(self._open()) as file:
            row = file.execute("SELECT body FROM documents WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            with file:
                file.execute("UPDATE documents SET used = ? WHERE key = ?", (time.time(), key))
            return bytes(row[0])
        return None

    def _key(self, name: str) -> str:
        return hashlib.sha256(f"{self._made_by} {name}".encode()).hexdigest()

    def put(self, name: str, body: bytes) -> None:
        """Keep a text, in the place of those that were asked for longest ago."""
        key = self._key(name)
        if self._file is None or len(body) > LARGEST:
            return
        with self._lock:
            try:
                self._put(key, body)
            except sqlite3.OperationalError:  # in use, or its folder is gone
                return
            except sqlite3.DatabaseError:  # no database any more
                with suppress(OSError):
                    self._file.unlink(missing_ok=True)
            except OSError:
                return

    def _put(self, key: str, body: bytes) -> None:
        with closing(self._open()) as file, file:
            file.execute(
                "INSERT OR REPLACE INTO documents (key, body, size, used) VALUES (?, ?, ?, ?)",
                (key, body, len(body), time.time()),
            )
            (total,) = file.execute("SELECT COALESCE(SUM(size), 0) FROM documents").fetchone()
            if total > self._most:
                oldest = file.execute("SELECT key, size FROM documents ORDER BY used").fetchall()
                for each, weight in oldest:
                    if total <= self._most:
                        break
                    file.execute("DELETE FROM documents WHERE key = ?", (each,))
                    total -= weight

    def _open(self) -> sqlite3.Connection:
        assert self._file is not None
        self._file.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(self._file, timeout=PATIENCE)
        try:
            # what is lost when the power fails is worked out again
            file.execute("PRAGMA synchronous = OFF")
            file.execute(
                "CREATE TABLE IF NOT EXISTS documents "
                "(key TEXT PRIMARY KEY, body BLOB, size INTEGER, used REAL)"
            )
        except BaseException:
            file.close()
            raise
        return file
