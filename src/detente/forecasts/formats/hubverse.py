"""The hubverse: a table of model output, as modelling hubs collect them.

Task columns say what is forecast; `output_type`, `output_type_id` and `value` how (hubverse.io,
model output). An outcome gives a `pmf` of ``yes`` and ``no``, and as target ``ID days`` the `cdf`
of the days from `origin_date` until it comes, with those quantiles that lie within its window; an
amount `mean`, `median` and `quantile`, of a whole number also the `cdf`, of a state the `pmf`
alone. Samples are joint: one index is one future in all targets.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.forecasts.drawn import drawn, values
from detente.forecasts.forecast import Forecast
from detente.forecasts.formats.base import Wanted
from detente.forecasts.formats.rows import written

LEVELS = (0.01, 0.025, *(round(0.05 * k, 2) for k in range(1, 20)), 0.975, 0.99)
"""Quantiles that hubs ask for."""

NOTHING = "NA"
"""What stands for an `output_type_id` that there is none of."""

DAYS = " days"
"""What the name of a target ends with that is the days until an outcome comes."""

Line = tuple[str, str, float | int | str, float]
"""Target, output type, its id, value."""


class Hubverse:
    """A table with one row for each number, of all targets below one another."""

    title = "model output of a hubverse hub (CSV, or Parquet)"
    columns = ("target", "location")
    draws = 0
    parquet = True

    def write(self, wanted: Wanted) -> bytes:
        """The table; `location` is a column where the mapping names one."""
        origin = wanted.ensemble.scenario.as_of
        located = any("location" in row.cells for _, row in wanted.pairs())
        picked = drawn(wanted.ensemble.paths, wanted.draws) if wanted.draws else None
        found: list[tuple[object, ...]] = []
        for forecast, row in wanted.pairs():
            horizon = (forecast.closes - origin).days
            target = row.text("target") or forecast.name
            lines = list(_lines(forecast, target, (forecast.opens - origin).days))
            if picked is not None and not forecast.given:
                lines += _samples(wanted, forecast, target, picked)
            place = (row.text("location"),) if located else ()
            found += [(origin.isoformat(), line[0], horizon, *place, *line[1:]) for line in lines]
        columns = ["origin_date", "target", "horizon", *(["location"] if located else [])]
        columns += ["output_type", "output_type_id", "value"]
        return _parquet(columns, found) if wanted.parquet else written(columns, found)


def _lines(forecast: Forecast, target: str, opens: int) -> Iterator[Line]:
    """Rows of one forecast; `opens` is its first day, in days from the origin."""
    if forecast.kind == "category":
        for name, share in zip(forecast.points, forecast.shares.tolist(), strict=True):
            yield target, "pmf", str(name), share
        return
    if forecast.kind == "date":
        yield target, "pmf", "no", (forecast.paths - sum(forecast.counts)) / forecast.paths
        yield target, "pmf", "yes", forecast.probability
        if not forecast.single:
            day = np.arange(1.0, forecast.days + 1.0)
            curve = forecast.up_to(day).tolist()
            for at, share in enumerate(curve):
                yield target + DAYS, "cdf", opens + at, share
            yield from _quantiles(forecast, target + DAYS, opens - 1)
        return
    mean = float(np.average(forecast.values, weights=forecast.counts))
    median = forecast.quantile(0.5)
    assert median is not None
    yield target, "mean", NOTHING, mean
    yield target, "median", NOTHING, median
    yield from _quantiles(forecast, target, 0)
    if forecast.kind == "whole":
        for point, share in zip(
            forecast.values.tolist(), forecast.up_to(forecast.values).tolist(), strict=True
        ):
            yield target, "cdf", point, share


def _quantiles(forecast: Forecast, target: str, origin: int) -> Iterator[Line]:
    for level in LEVELS:
        found = forecast.quantile(level)
        if found is not None:  # a quantile that is "never" is no number
            yield target, "quantile", level, found + origin


def _samples(
    wanted: Wanted, forecast: Forecast, target: str, picked: np.typing.NDArray[np.int64]
) -> list[Line]:
    """Whether it comes, or its value, in some futures; an index is the same future everywhere."""
    held = values(wanted.ensemble, forecast)[picked]
    if forecast.kind == "date":
        held = np.isfinite(held).astype(np.float64)
    return [
        (target, "sample", number, value)
        for number, value in enumerate(held.tolist(), 1)
        if np.isfinite(value)
    ]


def _parquet(columns: list[str], rows: list[tuple[object, ...]]) -> bytes:
    import io

    import polars as pl

    schema: dict[str, type[pl.DataType]] = dict.fromkeys(columns, pl.String)
    schema |= {"horizon": pl.Int64, "value": pl.Float64}
    at = columns.index("output_type_id")
    plain = [(*row[:at], _text(row[at]), *row[at + 1 :]) for row in rows]
    paper = io.BytesIO()
    pl.DataFrame(plain, schema=schema, orient="row").write_parquet(paper)
    return paper.getvalue()


def _text(value: object) -> str:
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value)) if whole else str(value)  # type: ignore[call-overload]
