"""The acts of a store as one file, the same store always the same bytes."""

from __future__ import annotations

from pathlib import Path

import duckdb

from detente.errors import InputError
from detente.events.readers.base import literal
from detente.events.store.store import COLUMNS, Store
from detente.files import check_target, reason

FORMATS = {".csv": "csv, HEADER true", ".parquet": "parquet"}


def export(store: Store, target: str | Path, datasets: list[str] | None = None) -> int:
    """Write all acts to a CSV or Parquet file, in a fixed order; whole or not at all.

    Parameters
    ----------
    store : Store
    target : path
        Ends in ``.csv`` or ``.parquet``.
    datasets : list of str, optional
        Data sources; all by default.

    Returns
    -------
    int
        Acts written.

    Raises
    ------
    InputError
        If the file cannot be written, or its name does not say what it is to be.
    """
    path = Path(target).absolute()
    kind = FORMATS.get(path.suffix.lower())
    if kind is None:
        raise InputError(f"cannot write {target}: end its name in .csv or .parquet")
    check_target(str(target))
    part = path.with_name(f".{path.name[:40]}.part")
    connection = store.connect(datasets)
    try:
        connection.execute("SET preserve_insertion_order = true")
        sql = f"SELECT {COLUMNS} FROM acts ORDER BY ALL"
        copied = connection.execute(f"COPY ({sql}) TO {literal(str(part))} (FORMAT {kind})")
        row = copied.fetchone()
        part.replace(path)
    except duckdb.Error as error:
        text = str(error).strip().splitlines()[0]
        raise InputError(f"cannot write {target}: {text}") from None
    except OSError as error:
        raise InputError(f"cannot write {target}: {reason(error)}") from None
    finally:
        connection.close()
        part.unlink(missing_ok=True)
    return int(row[0]) if row is not None else 0
