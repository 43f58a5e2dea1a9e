"""Times: numbers, dates or datetimes; inside, one number."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import InputError
from detente.numerics.arguments import real, shown
from detente.rem.data.columns import plain_value
from detente.rem.data.tables import finite, need

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Floats

Clock = Literal["number", "date", "datetime", "datetime UTC"]
"""What times are; datetimes without a time zone are another kind than those with one."""

ZONED: Clock = "datetime UTC"


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
        return "datetime" if column.dtype.time_zone is None else ZONED
    raise InputError(
        f"{where}: column '{column.name}' holds {column.dtype}; times are numbers, dates or "
        "datetimes"
    )


def times_of(table: polars.DataFrame, what: str, clock: Clock | None = None) -> Floats:
    """The column `time` of a table as numbers.

    Parameters
    ----------
    table : polars.DataFrame
    what : str
        The table, for messages.
    clock : Clock, optional
        What the events' times are, which these must be as well.

    Raises
    ------
    InputError
        If a time is missing (empty, NaN, NaT) or infinite, naming the row, or times are of
        another kind than those of the events.
    """
    need(table, ["time"], what)
    own = clock_of(table["time"], what)
    if clock is not None and table.height:
        _refuse_other(own, clock, f"{what}: times", "have")
    return finite(numbers_of(table["time"], own), what).to_numpy()


def _refuse_other(own: Clock, clock: Clock, what: str, have: str) -> None:
    if own == clock:
        return
    if {own, clock} == {"datetime", ZONED}:
        here, there = ("a", "none") if own == ZONED else ("no", "one")
        raise InputError(
            f"{what} {have} {here} time zone, those of the events have {there}; give both with a "
            "time zone, or both without"
        )
    raise InputError(f"{what} are of kind '{own}', those of the events '{clock}'")


def numbers_of(column: polars.Series, clock: Clock) -> polars.Series:
    """Times as numbers: as they are, days since 1970-01-01, or seconds since then (UTC)."""
    import polars as pl

    if clock == "date":
        return column.cast(pl.Int32).cast(pl.Float64)
    if clock in ("datetime", ZONED):
        return column.dt.epoch("us").cast(pl.Float64) / 1e6
    return column.cast(pl.Float64)


def number_of(value: Any, clock: Clock, name: str) -> float:
    """One time, given on its own, as the number that `numbers_of` would make of it.

    Raises
    ------
    InputError
        If it is of another kind than the events' times, or not finite.
    """
    value = plain_value(value)
    if clock == "number" and isinstance(value, int | float) and not isinstance(value, bool):
        return real(value, name)
    if clock == "date" and isinstance(value, date) and not isinstance(value, datetime):
        return float((value - date(1970, 1, 1)).days)
    if clock in ("datetime", ZONED) and isinstance(value, datetime):
        _refuse_other("datetime" if value.tzinfo is None else ZONED, clock, name, "has")
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.timestamp()
    raise InputError(f"{name} is {shown(value)}; the events' times are of kind '{clock}'")


def time_of(number: float, clock: Clock) -> float | date | datetime:
    """A number as the time that it stands for, in UTC where times have a zone."""
    if clock == "date":
        return date(1970, 1, 1) + timedelta(days=number)
    if clock in ("datetime", ZONED):
        zone = UTC if clock == ZONED else None
        return datetime(1970, 1, 1, tzinfo=zone) + timedelta(seconds=number)
    return number


def duration_of(value: float | timedelta, clock: Clock) -> float:
    """A window or half-life in the unit of the clock."""
    if not isinstance(value, timedelta):
        return real(value, "a window or half-life")
    if clock == "number":
        raise InputError(
            f"a window or half-life of {value} needs dates or datetimes; the events' times are "
            "plain numbers, so give a number"
        )
    return value / (timedelta(days=1) if clock == "date" else timedelta(seconds=1))
