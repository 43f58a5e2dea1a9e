"""A column of Python values, as Polars can hold it: of one kind, and empty where it misses any."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError

if TYPE_CHECKING:
    import polars

MISSING = ("NaTType", "NAType")
"""Types of pandas' words for what is missing, which is not imported for them."""

OTHER = "of type"
"""What a value is that no column holds."""

DAYS = "YMWD"
"""Units of NumPy's datetimes that are dates."""


PLAIN: tuple[set[type], ...] = ({int}, {str}, {bool})
"""Types of columns whose values need no second look."""


def column_of(values: Any, what: str, name: str) -> polars.Series:
    """A column from an array, or from any values one after the other.

    What is missing (None, NaN, NaT, NA) becomes empty. Datetimes of several time zones become
    UTC.

    Parameters
    ----------
    values : array of one dimension, or iterable
    what, name : str
        Table and column, for messages.

    Raises
    ------
    InputError
        If it is no column, or holds values of several kinds, naming the row.
    """
    import polars as pl

    if isinstance(values, pl.Series):
        return values.alias(name)
    if isinstance(values, np.ndarray):
        if values.ndim != 1:
            raise InputError(
                f"{what}: column '{name}' has shape {values.shape}; a column has one dimension"
            )
        if values.dtype.kind in "biuf" and values.dtype.itemsize <= 8:
            return pl.Series(name, values, nan_to_null=True)
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        raise InputError(
            f"{what}: column '{name}' is of type {type(values).__name__}; give its values in a "
            "list or an array"
        )
    plain = list(values)
    if set(map(type, plain)) not in PLAIN:
        plain = [plain_value(value) for value in plain]
        _refuse_mixed(plain, f"{what}: column '{name}'")
    if any(isinstance(value, datetime) and value.tzinfo is not None for value in plain):
        plain = [None if value is None else value.astimezone(UTC) for value in plain]
    try:
        return pl.Series(name, plain, strict=False)
    except (pl.exceptions.PolarsError, TypeError, ValueError, OverflowError) as error:
        raise InputError(f"{what}: column '{name}': {error}") from None


def plain_value(value: Any) -> Any:
    """A value as Python has it, or None where it is missing."""
    if type(value).__name__ in MISSING:
        return None
    if isinstance(value, np.datetime64):
        if np.isnat(value):
            return None
        unit = "D" if np.datetime_data(value.dtype)[0] in DAYS else "us"
        return value.astype(f"datetime64[{unit}]").item()
    if isinstance(value, np.generic):
        value = value.item()
    elif isinstance(value, Decimal):
        value = math.nan if value.is_nan() else float(value)
    return None if isinstance(value, float) and value != value else value


def kind_of(value: Any) -> str:
    """What a value is, in words; numbers of all types are of one kind."""
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Real):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, datetime):
        return "a datetime with a time zone" if value.tzinfo else "a datetime without a time zone"
    if isinstance(value, date):
        return "a date"
    if isinstance(value, timedelta):
        return "a duration"
    return f"{OTHER} {type(value).__name__}"


def _refuse_mixed(values: list[Any], where: str) -> None:
    first: tuple[int, str] | None = None
    for row, value in enumerate(values, start=1):
        if value is None:
            continue
        kind = kind_of(value)
        if kind.startswith(OTHER):
            raise InputError(f"{where} is {kind} in row {row}; a cell is a text, number or time")
        if first is None:
            first = (row, kind)
        elif kind != first[1] and {kind, first[1]} != {"a number", "true or false"}:
            raise InputError(
                f"{where} is {first[1]} in row {first[0]} and {kind} in row {row}; one kind of "
                "value is needed throughout"
            )
