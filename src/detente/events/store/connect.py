"""A connection of DuckDB that stays within bounds."""

from __future__ import annotations

from pathlib import Path

import duckdb

from detente.events.readers.base import literal
from detente.language.current import gettext as _
from detente.language.current import language
from detente.numerics.memory import memory_left

MEMORY = 1_300_000_000
"""Bytes that DuckDB may hold; beyond that it works on disk."""


def connect(temporary: Path | None = None) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database.

    Parameters
    ----------
    temporary : Path, optional
        Where it may work on disk.
    """
    memory = min(MEMORY, memory_left() // 2)
    connection = duckdb.connect(":memory:")
    connection.execute(f"SET memory_limit = '{memory // 1_000_000} MB'")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_progress_bar = false")
    connection.execute("SET TimeZone = 'UTC'")  # days are of UTC, wherever this runs
    if temporary is not None:
        connection.execute(f"SET temp_directory = {literal(str(temporary / 'spill'))}")
    return connection


def said(error: duckdb.Error) -> str:
    """What DuckDB says was wrong, without its remarks on it; it says it in English alone."""
    if language() == "en":
        return str(error).strip().splitlines()[0]
    return _("the database DuckDB refuses it")
