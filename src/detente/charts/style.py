"""How charts look: colours, type, axes.

Colours are from the palette of Okabe and Ito (2008), which the colour-blind can tell apart;
wherever a colour means something, a number, a sign or a dash pattern says it again.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from detente.language.safe import clean

INK = "#1b1f24"
MUTED = "#57606a"
GRID = "#e3e7eb"
BLUE = "#0072b2"
VERMILLION = "#d55e00"
GREY = "#8a929b"
PALE_BLUE = "#9cc7e2"
BANDS = ("#d9eaf5", "#b3d5eb", "#7fb8da")
"""From the wide band of a fan to the narrow one."""
PARTS = (
    ("#0072b2", "#ffffff"),
    ("#e69f00", "#000000"),
    ("#009e73", "#000000"),
    ("#cc79a7", "#000000"),
    ("#56b4e9", "#000000"),
    ("#d55e00", "#000000"),
    ("#f0e442", "#000000"),
    ("#b9bfc6", "#000000"),
)
"""Fill of a part of a stack, and the colour of a number on it; the last is the rest."""

FONT = 'Arial, "Liberation Sans", Helvetica, sans-serif'
PERCENT = "format(datum.value * 100, '.0f') + '\u00a0%'"
POINTS = "datum.value == 0 ? '0' : replace(format(datum.value * 100, '+.0f'), '-', '−')"
PLAIN = "datum.value == 0 ? '0' : replace(format(datum.value, '+.2~f'), '-', '−')"
FACTOR = "'×' + format(exp(datum.value), '.2~g')"

Row = Mapping[str, Any]


def config() -> dict[str, Any]:
    """Settings of all charts."""
    axis = {
        "aria": False,
        "labelColor": MUTED,
        "titleColor": MUTED,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "gridColor": GRID,
        "domainColor": GREY,
        "tickColor": GREY,
    }
    return {
        # the page names each chart, and has its numbers in a table
        "mark": {"aria": False},
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "text": {"color": INK, "fontSize": 12},
        "title": {"color": INK, "fontSize": 15, "anchor": "start", "offset": 12},
    }


def data(rows: Sequence[Row]) -> alt.InlineData:
    """Rows as the data of a chart: plain numbers (none where there is none), cleaned texts."""
    # Altair copies what is a list each time that a chart is changed, row by row
    return alt.InlineData(values=tuple(plain_rows(rows)))


def plain_rows(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Rows of plain numbers (none where there is none) and cleaned texts."""
    for row in rows:
        yield {key: _plain(value) for key, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_plain(line) for line in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def spec(
    chart: alt.LayerChart | alt.FacetChart, height: int, width: int | None = None
) -> dict[str, Any]:
    """A chart as Vega-Lite, `height` pixels high and as wide as its place, or `width`."""
    # Altair looks at each part where it is made; to look at all once more takes as long as the rest
    found: dict[str, Any] = chart.to_dict(validate=False)
    for name, rows in found.get("datasets", {}).items():
        found["datasets"][name] = list(rows)
    found.pop("$schema", None)  # names a place on the network that nothing needs
    found["config"] = config()
    found["height"] = height
    found["width"] = "container" if width is None else width
    return found


def unvalidated() -> AbstractContextManager[None]:
    """Charts that are made within are not validated part by part, which takes longer than all else.

    Tests validate each of them.
    """
    return debug_mode(False)


def without_hover(found: dict[str, Any]) -> dict[str, Any]:
    """The same chart without the layers that only answer to a pointer."""
    layers = [layer for layer in found.get("layer", []) if layer.get("name") != "hover"]
    return {**found, "layer": layers} if layers else found


def moment(date: dt.date) -> int:
    """Milliseconds since 1970 of the beginning of a day, UTC."""
    return (date - dt.date(1970, 1, 1)).days * 86_400_000


def calendar(dates: Sequence[dt.date]) -> alt.X:
    """A calendar axis over days: fields ``d`` in milliseconds, ticks where months begin.

    Its scale is linear in time, so that nothing depends on the time zone of the reader.
    """
    return alt.X("d:Q", scale=alt.Scale(**days_scale(dates)), axis=alt.Axis(**days_axis(dates)))


def days_scale(dates: Sequence[dt.date]) -> dict[str, Any]:
    """The scale of a calendar axis."""
    domain = [moment(dates[0]), moment(dates[-1] + dt.timedelta(days=1))]
    return {"domain": domain, "nice": False, "zero": False}


def days_axis(dates: Sequence[dt.date]) -> dict[str, Any]:
    """Its ticks and their labels."""
    ticks, label = _ticks(dates[0], dates[-1] + dt.timedelta(days=1))
    return {
        "grid": False,
        "labelExpr": label,
        "labelOverlap": "parity",
        "labelSeparation": 6,
        "title": None,
        "values": [moment(date) for date in ticks],
    }


def _ticks(first: dt.date, last: dt.date) -> tuple[list[dt.date], str]:
    days = (last - first).days
    if days <= 62:
        step = max(days // 6, 1)
        return [first + dt.timedelta(days=n) for n in range(0, days, step)], (
            "utcFormat(datum.value, '%-d %b')"
        )
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60) if days / 30.4 / n <= 14 or n == 60)
    ticks = [
        dt.date(month // 12, month % 12 + 1, 1)
        for month in range(first.year * 12, min(last.year * 12 + 12, 9999 * 12))
        if month % step == 0
    ]
    return [date for date in ticks if first <= date < last], (
        "utcFormat(datum.value, utcmonth(datum.value) == 0 ? '%Y' : '%b')"
    )


def share_axis(*, values: Sequence[float] = (0.0, 0.5, 1.0), grid: bool = True) -> alt.Axis:
    """An axis of probabilities in per cent."""
    return alt.Axis(**shares(values, grid=grid))


def shares(values: Sequence[float] = (0.0, 0.5, 1.0), *, grid: bool = True) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "domain": False,
        "grid": grid,
        "labelExpr": PERCENT,
        "ticks": False,
        "title": None,
        "values": list(values),
    }


def track(base: alt.Chart, y: alt.Y) -> alt.Chart:
    """A pale line across each row of a chart of rows, instead of a grid through their words."""
    line: alt.Chart = base.mark_rule(color=GRID).encode(x=alt.value(0), x2=alt.value("width"), y=y)
    return line


def thinned(days: int, most: int = 120) -> Iterator[int]:
    """Some of the days, evenly spread, the last one with them."""
    step = max(-(-days // most), 1)
    yield from sorted({*range(days - 1, -1, -step), 0})


def weeks(days: int, most: int = 53) -> Iterator[slice]:
    """Spans of whole weeks that cover the horizon, at most about `most` of them."""
    step = 7 * max(-(-days // (7 * most)), 1)
    if days < 28:
        step = 1
    whole = max(days // step, 1)  # what is left over goes with the last
    for n in range(whole):
        yield slice(n * step, (n + 1) * step if n < whole - 1 else days)
