"""Tables as users have them: Polars, pandas, or columns by name."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from detente.errors import InputError, UnusedColumnWarning
from detente.language.hints import did_you_mean, quoted
from detente.rem.data.columns import column_of

if TYPE_CHECKING:
    import polars

Table: TypeAlias = Any
"""A Polars or pandas frame, another table of Arrow's, or a mapping from column to values."""


def frame(table: Table, what: str) -> polars.DataFrame:
    """A table as a Polars frame.

    Parameters
    ----------
    table : polars or pandas frame, table of Arrow's, or mapping of columns
    what : str
        What it is, for messages.

    Raises
    ------
    InputError
        If it is none of these, its columns differ in length or have the same name, or one holds
        values of several kinds.
    """
    import polars as pl

    if isinstance(table, pl.DataFrame):
        return table
    try:
        if isinstance(table, pl.LazyFrame):
            return table.collect()
        if not isinstance(table, Mapping) and not hasattr(table, "iloc"):
            if not hasattr(table, "__arrow_c_stream__") or isinstance(table, pl.Series):
                raise InputError(
                    f"{what}: expected a Polars or pandas frame or a dict of columns, got "
                    f"{type(table).__name__}"
                )
            return pl.DataFrame(table)
        return pl.DataFrame(_columns(table, what))
    except pl.exceptions.PolarsError as error:
        raise InputError(f"{what}: {error}") from None


def _columns(table: Table, what: str) -> list[polars.Series]:
    """Columns of a pandas frame or of a mapping."""
    if not isinstance(table, Mapping):
        if not hasattr(table, "columns"):
            raise InputError(f"{what}: expected a frame with columns, got {type(table).__name__}")
        names = [str(name) for name in table.columns]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise InputError(f"{what}: there are two columns '{twice}'")
        return [
            column_of(_values(table[key]), what, name)
            for key, name in zip(table.columns, names, strict=True)
        ]
    return [column_of(_values(values), what, str(name)) for name, values in table.items()]


def _values(column: Any) -> Any:
    """A column of pandas as an array of numbers or a list; others as they are."""
    if not hasattr(column, "iloc"):
        return column
    plain = isinstance(column.dtype, np.dtype) and column.dtype.kind in "biuf"
    return column.to_numpy() if plain else column.tolist()


def size_told(table: Table | None) -> str:
    """How many rows a table has, in words; it is not read for that."""
    if table is None:
        return "none"
    if isinstance(table, Mapping):
        table = next(iter(table.values()), ())
    return f"{len(table)} rows" if hasattr(table, "__len__") else type(table).__name__


def need(table: polars.DataFrame, columns: Iterable[str], what: str) -> None:
    """Refuse a table that lacks a column, or has an empty cell (or NaN) in it.

    Raises
    ------
    InputError
        Naming the column, and the row (counted from 1).
    """
    for name in columns:
        if name not in table.columns:
            raise InputError(f"{what}: no column '{name}'{did_you_mean(name, table.columns)}")
        empty = table[name].is_null()
        if table[name].dtype.is_float():
            empty |= table[name].is_nan().fill_null(True)
        if empty.any():
            row = int(empty.arg_true()[0]) + 1
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


def tell_unused(
    columns: Iterable[str],
    used: Collection[str],
    what: str,
    read: Collection[str] | None = None,
) -> None:
    """Warn of columns that nothing reads, by name.

    Parameters
    ----------
    columns : iterable of str
    used : collection of str
        Those that are read.
    what : str
        Their table.
    read : collection of str, optional
        What to say instead of those that are read.
    """
    left = [name for name in columns if name not in used]
    if left:
        warnings.warn(
            f"{what}: {quoted(left)} {'is' if len(left) == 1 else 'are'} not used; read are "
            f"{', '.join(used if read is None else read)}",
            UnusedColumnWarning,
            stacklevel=2,
        )
