"""A plain table for spreadsheets: one row for each forecast, for each value of a state."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.forecasts.forecast import Forecast
from detente.forecasts.formats.base import Wanted
from detente.forecasts.formats.rows import written

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
COLUMNS = (
    "forecast",
    "id",
    "title",
    "kind",
    "given",
    "value",
    "opens",
    "closes",
    "unit",
    "futures",
    "probability",
    "low",
    "high",
    "mean",
    "sd",
    *(f"quantile_{round(100 * share):02d}" for share in SHARES),
)


class Plain:
    """Chances with their 95 % intervals, means, and quantiles: dates of outcomes, else numbers."""

    title = "a plain table, one row for each forecast (CSV)"
    columns = ()
    draws = None
    parquet = False

    def write(self, wanted: Wanted) -> bytes:
        """The table; a quantile that is never reached within the window stands empty."""
        return written(COLUMNS, (row for forecast, _ in wanted.pairs() for row in _rows(forecast)))


def _rows(forecast: Forecast) -> Iterator[tuple[object, ...]]:
    def row(value: str, chance: tuple[object, ...], told: tuple[object, ...]) -> tuple[object, ...]:
        return (
            forecast.name,
            forecast.id,
            forecast.title,
            forecast.kind,
            forecast.given,
            value,
            forecast.opens.isoformat(),
            forecast.closes.isoformat(),
            forecast.unit,
            forecast.paths,
            *chance,
            *told,
        )

    empty = ("",) * len(SHARES)
    if forecast.kind == "category":
        for value, share in zip(forecast.points, forecast.shares.tolist(), strict=True):
            yield row(str(value), (share, "", ""), ("", "", *empty))
        return
    quantiles = tuple(forecast.quantile(share) for share in SHARES)
    if forecast.kind == "date":
        dates = tuple("" if q is None else forecast.date_of(q).isoformat() for q in quantiles)
        yield row("", (forecast.probability, forecast.low, forecast.high), ("", "", *dates))
        return
    values, weights = forecast.values, forecast.counts
    mean = float(np.average(values, weights=weights))
    sd = float(np.sqrt(np.average(np.square(values - mean), weights=weights)))
    yield row("", ("", "", ""), (mean, sd, *quantiles))
