"""Times: numbers, dates or datetimes; inside, one number."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import InputError

if TYPE_CHECKING:
    import polars

Clock = Literal["number", "date", "datetime"]


def clock_of(column: polars.Series, where: str) -> Clock:
    """Kind of a column of times.

    Raises
    ------
    InputError
        If it holds neither numbers nor dates nor datetimes.
    """
    import polars as pl

    if column.dtype.is_numeric():
        return "number"
    if column.dtype == pl.Date:
        return "date"
    if isinstance(column.dtype, pl.Datetime):
        return "datetime"
    raise InputError(
        f"{where} column '{column.name}' holds {column.dtype}; times are numbers, dates or "
        "datetimes"
    )


def numbers_of(column: polars.Series, clock: Clock) -> polars.Series:
    """Times as numbers: as they are, days since 1970-01-01, or seconds since then (UTC)."""
    import polars as pl

    if clock == "date":
        return column.cast(pl.Int32).cast(pl.Float64)
    if clock == "datetime":
        return column.dt.epoch("us").cast(pl.Float64) / 1e6
    return column.cast(pl.Float64)


def number_of(value: Any, clock: Clock, name: str) -> float:
    """One time, given on its own, as the number that `numbers_of` would make of it."""
    if clock == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if clock == "date" and isinstance(value, date) and not isinstance(value, datetime):
        return float((value - date(1970, 1, 1)).days)
    if clock == "datetime" and isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.timestamp()
    raise InputError(f"{name} is {value!r}; the events' times are of kind '{clock}'")


def time_of(number: float, clock: Clock) -> float | date | datetime:
    """A number as the time that it stands for."""
    if clock == "date":
        return date(1970, 1, 1) + timedelta(days=number)
    if clock == "datetime":
        return datetime(1970, 1, 1) + timedelta(seconds=number)
    return number


def duration_of(value: float | timedelta, clock: Clock) -> float:
    """A window or half-life in the unit of the clock."""
    if not isinstance(value, timedelta):
        return float(value)
    if clock == "number":
        raise InputError(
            f"a window or half-life of {value} needs dates or datetimes; the events' times are "
            "plain numbers, so give a number"
        )
    return value / (timedelta(days=1) if clock == "date" else timedelta(seconds=1))
