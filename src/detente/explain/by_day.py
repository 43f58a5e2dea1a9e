"""Parts of something on every day, as a frame: one row for each day and part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars

F64 = NDArray[np.float64]


def by_day(
    dates: Sequence[dt.date],
    days: Mapping[str, F64],
    parts: Mapping[str, Sequence[object]],
    values: Mapping[str, F64],
) -> polars.DataFrame:
    """Days and parts multiplied out.

    Parameters
    ----------
    dates : sequence of date
    days : mapping of column to array, shape (days,)
        What a day has once.
    parts : mapping of column to sequence of length parts
        What a part has once.
    values : mapping of column to array, shape (days, parts)

    Returns
    -------
    polars.DataFrame
        date, the columns of `days`, those of `parts`, those of `values`; NaN becomes null.
    """
    import polars as pl

    shape = next(iter(values.values())).shape
    columns: list[pl.Series] = [pl.Series("date", dates, dtype=pl.Date)]
    columns += [pl.Series(name, each, dtype=pl.Float64) for name, each in days.items()]
    first = pl.DataFrame(columns)[np.repeat(np.arange(shape[0]), shape[1])]
    second = [pl.Series(name, list(each) * shape[0], strict=False) for name, each in parts.items()]
    third = [pl.Series(name, each.ravel()) for name, each in values.items()]
    frame = first.with_columns(*second, *third)
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None))
