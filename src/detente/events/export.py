"""The acts of a store as one file, the same store always the same bytes."""

from __future__ import annotations

from pathlib import Path

import duckdb

from detente.events.readers.base import literal
from detente.events.store.connect import said
from detente.events.store.store import COLUMNS, Store
from detente.files.reasons import cannot_write
from detente.files.targets import check_target
from detente.files.write import replaced
from detente.language.current import gettext as _

FORMATS = {".csv": "csv, HEADER true", ".parquet": "parquet"}


def check_export(target: str | Path) -> str:
    """What a file is to be, by its name, in words of DuckDB.

    Raises
    ------
    InputError
        If its name does not say it.
    """
    kind = FORMATS.get(Path(target).suffix.lower())
    if kind is None:
        raise cannot_write(target, _("end its name in .csv or .parquet"))
    return kind


def export(
    store: Store,
    target: str | Path,
    datasets: list[str] | None = None,
    *,
    overwrite: bool = False,
) -> int:
    """Write all acts to a CSV or Parquet file, in a fixed order; whole or not at all.

    Parameters
    ----------
    store : Store
    target : path
        Ends in ``.csv`` or ``.parquet``.
    datasets : list of str, optional
        Data sources; all by default.
    overwrite : bool
        Whether a file that is there is replaced.

    Returns
    -------
    int
        Acts written.

    Raises
    ------
    InputError
        If the file cannot be written, or its name does not say what it is to be.
    """
    kind = check_export(target)
    check_target(str(target), overwrite)
    sql = f"SELECT {COLUMNS} FROM acts ORDER BY ALL"
    with store.connect(datasets) as connection, replaced(target) as part:
        connection.execute("SET preserve_insertion_order = true")
        try:
            options = f"FORMAT {kind}, USE_TMP_FILE false"  # the part is one already
            copied = connection.execute(f"COPY ({sql}) TO {literal(str(part))} ({options})")
            row = copied.fetchone()
        except duckdb.Error as error:
            raise cannot_write(target, said(error)) from None
    return int(row[0]) if row is not None else 0
