"""VIEWS: draws of a number by month and unit, as its prediction challenge takes them.

Columns `month_id` (1 is January 1980), `country_id` or `priogrid_gid`, `draw` and `outcome`, which
is never negative (test_compliance.py in prio-data/prediction_competition_2023). An outcome gives 1
in the month in which a future first sees it and 0 in all others of its window; an amount on a day
its value in that month. Which unit a forecast is about the mapping says; without one its name
stands in a column `target`.
"""

from __future__ import annotations

import datetime as dt
import io

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError
from detente.forecasts.drawn import drawn, values
from detente.forecasts.forecast import Forecast
from detente.forecasts.formats.base import Wanted
from detente.forecasts.formats.rows import written
from detente.forecasts.mapping import Row
from detente.language.current import gettext as _

UNITS = ("country_id", "priogrid_gid")


class Views:
    """Draws by month, of every forecast that is a number of something."""

    title = "draws by month, as VIEWS takes them (CSV, or Parquet)"
    columns = UNITS
    draws = 1000
    parquet = True

    def write(self, wanted: Wanted) -> bytes:
        """The draws of all units below one another."""
        pairs = [each for each in wanted.pairs() if wanted.rows is not None or _fits(each[0])]
        unit = _unit(pairs, wanted)
        picked = drawn(wanted.ensemble.paths, wanted.draws or self.draws)
        months: list[int] = []
        units: list[str | int | None] = []
        draws: list[int] = []
        outcomes: list[float] = []
        for forecast, row in pairs:
            if not _fits(forecast):
                raise InputError(
                    _(
                        "{place}: {forecast} is no number of a month in every future; leave it out"
                    ).format(place=row.place, forecast=forecast.name)
                )
            name = forecast.name if unit == "target" else row.whole(unit)
            for month, held in _by_month(forecast, values(wanted.ensemble, forecast)[picked]):
                months += [month] * picked.size
                units += [name] * picked.size
                draws += range(picked.size)
                outcomes += held.tolist()
        columns = ("month_id", unit, "draw", "outcome")
        if not wanted.parquet:
            return written(columns, zip(months, units, draws, outcomes, strict=True))
        import polars as pl

        paper = io.BytesIO()
        data = (months, units, draws, np.array(outcomes, dtype=np.float64))
        pl.DataFrame(dict(zip(columns, data, strict=True))).write_parquet(paper)
        return paper.getvalue()


def month_id(day: dt.date) -> int:
    """Months from January 1980, which is 1."""
    return (day.year - 1980) * 12 + day.month


def _fits(forecast: Forecast) -> bool:
    """Whether it is a number of some month, not negative, in every future."""
    if forecast.given or forecast.kind == "category":
        return False
    return forecast.kind == "date" or forecast.values[0] >= 0.0


def _unit(pairs: list[tuple[Forecast, Row]], wanted: Wanted) -> str:
    """The column that names the unit; the same in all lines of a mapping, and each unit once."""
    if wanted.rows is None:
        return "target"
    seen: dict[int, str] = {}
    named = next((u for u in UNITS if any(u in row.cells for _, row in pairs)), UNITS[0])
    for _forecast, row in pairs:
        number = row.whole(named)
        if number is None:
            raise InputError(
                _("{place}: no {column}; name the unit of each forecast").format(
                    place=row.place, column=named
                )
            )
        if number in seen:
            raise InputError(
                _("{place}: {column} {number} stands there twice; write a file for each").format(
                    place=row.place, column=named, number=number
                )
            )
        seen[number] = row.place
    return named


def _by_month(
    forecast: Forecast, held: NDArray[np.float64]
) -> list[tuple[int, NDArray[np.float64]]]:
    if forecast.kind != "date":
        return [(month_id(forecast.closes), held)]
    dates = [forecast.opens + dt.timedelta(days=day) for day in range(forecast.days)]
    number = np.array([0, *map(month_id, dates)])
    came = number[np.where(np.isfinite(held), held, 0.0).astype(np.int64)]
    months = range(month_id(forecast.opens), month_id(forecast.closes) + 1)
    return [(month, (came == month).astype(np.float64)) for month in months]
