"""Tables as users have them: Polars, pandas, or columns by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from detente.errors import InputError, did_you_mean

if TYPE_CHECKING:
    import polars

Table: TypeAlias = Any
"""A Polars or pandas frame, or a mapping from column to values."""


def frame(table: Table, what: str) -> polars.DataFrame:
    """A table as a Polars frame.

    Parameters
    ----------
    table : polars or pandas frame, or mapping of columns
    what : str
        What it is, for messages.

    Raises
    ------
    InputError
        If it is none of these, or its columns differ in length.
    """
    import polars as pl

    if isinstance(table, pl.LazyFrame):
        return table.collect()
    if isinstance(table, pl.DataFrame):
        return table
    if hasattr(table, "columns") and hasattr(table, "__getitem__"):  # pandas
        columns = {str(name): table[name].tolist() for name in table.columns}
    elif isinstance(table, Mapping):
        columns = {str(name): list(values) for name, values in table.items()}
    else:
        raise InputError(
            f"{what}: expected a Polars or pandas frame or a dict of columns, got "
            f"{type(table).__name__}"
        )
    try:
        return pl.DataFrame(columns, strict=False, nan_to_null=True)
    except (pl.exceptions.PolarsError, TypeError) as error:
        raise InputError(f"{what}: {error}") from None


def size_told(table: Table | None) -> str:
    """How many rows a table has, in words; it is not read for that."""
    if table is None:
        return "none"
    if isinstance(table, Mapping):
        table = next(iter(table.values()), ())
    return f"{len(table)} rows" if hasattr(table, "__len__") else type(table).__name__


def need(table: polars.DataFrame, columns: Iterable[str], what: str) -> None:
    """Refuse a table that lacks a column, or has an empty cell in it.

    Raises
    ------
    InputError
        Naming the column, and the row (counted from 1).
    """
    for name in columns:
        if name not in table.columns:
            raise InputError(f"{what}: no column '{name}'{did_you_mean(name, table.columns)}")
        if table[name].null_count():
            row = int(table[name].is_null().arg_true()[0]) + 1
            raise InputError(f"{what}: row {row}, column '{name}' is empty")


def finite(column: polars.Series, what: str) -> polars.Series:
    """A column as floats, empty where it was empty.

    Raises
    ------
    InputError
        If it holds text, or a number that is not finite, naming the row.
    """
    import polars as pl

    if not (column.dtype.is_numeric() or column.dtype in (pl.Boolean, pl.Null)):
        raise InputError(f"{what}: column '{column.name}' holds {column.dtype}, not numbers")
    numbers = column.cast(pl.Float64).fill_nan(None)
    wrong = numbers.is_infinite().fill_null(False)
    if wrong.any():
        row = int(wrong.arg_true()[0]) + 1
        raise InputError(f"{what}: row {row}, column '{column.name}' is not finite")
    return numbers
