"""Layers of Vega-Lite as plain data, for charts that are drawn at every change of a claim.

Altair copies a chart whenever something is said of it, down to the last tick: three charts take it
longer than to play a few hundred futures. These layers are what it would write; tests compare both.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.charts.style import (
    BANDS,
    BLUE,
    Row,
    config,
    days_axis,
    days_scale,
    plain_rows,
)

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """One mark.

    Attributes
    ----------
    rows : sequence of mapping
        Its data; layers of the same sequence share it.
    mark : str
    settings : mapping
        Of the mark.
    encoding : mapping of str to mapping
        What each channel shows.
    name : str
    """

    rows: Sequence[Row]
    mark: str
    settings: Mapping[str, Any]
    encoding: Mapping[str, Plain]
    name: str = ""

    def drawn(self) -> Plain:
        """As Vega-Lite, without its data."""
        found: Plain = {
            "mark": {"type": self.mark, **dict(sorted(self.settings.items()))},
            "encoding": dict(sorted(self.encoding.items())),
        }
        return {**found, "name": self.name} if self.name else found


def numbers(field: str, **settings: Any) -> Plain:
    """A channel that shows a field of numbers; its scale, its axis and so on."""
    return dict(sorted({"field": field, "type": "quantitative", **settings}.items()))


def texts(field: str, **settings: Any) -> Plain:
    """A channel that shows a field of texts."""
    return dict(sorted({"field": field, "type": "nominal", **settings}.items()))


def over(dates: Sequence[dt.date]) -> Plain:
    """The calendar axis of `detente.charts.style.calendar`."""
    return numbers("d", scale=days_scale(dates), axis=days_axis(dates))


def bands(rows: Sequence[Row], names: Sequence[str], x: Plain, y: Plain) -> list[Layer]:
    """A fan: the area between the outermost quantiles first, the line of the median last.

    Parameters
    ----------
    rows : sequence of mapping
    names : sequence of str
        Fields of the quantiles, from the lowest to the highest: two for each band, and the median.
    x : mapping
    y : mapping
        Scale and axis.
    """
    areas = [
        Layer(
            rows,
            "area",
            {"color": colour},
            {"x": x, "y": numbers(names[i], **y), "y2": {"field": names[-1 - i]}},
        )
        for i, colour in enumerate(BANDS)
    ]
    median = {"x": x, "y": numbers(names[len(names) // 2])}
    return [*areas, Layer(rows, "line", {"color": BLUE, "strokeWidth": 2.5}, median)]


def pointer(rows: Sequence[Row], x: Plain) -> Layer:
    """What answers to a pointer with the ``tip`` of a row; no part of a drawing for paper."""
    encoding = {"x": x, "tooltip": texts("tip")}
    return Layer(rows, "rule", {"opacity": 0, "strokeWidth": 6}, encoding, "hover")


def layered(layers: Sequence[Layer], height: int) -> Plain:
    """Layers as a chart, `height` pixels high and as wide as its place."""
    named: dict[int, str] = {}
    datasets: Plain = {}
    for each in layers:
        if id(each.rows) not in named:
            rows = list(plain_rows(each.rows))
            named[id(each.rows)] = name = _name(rows)
            datasets[name] = rows
    drawn = [each.drawn() for each in layers]
    found: Plain = {"config": config(), "layer": drawn}
    if len(datasets) == 1:
        found["data"] = {"name": next(iter(datasets))}
    else:
        found["layer"] = [
            {"data": {"name": named[id(each.rows)]}, **as_drawn}
            for each, as_drawn in zip(layers, drawn, strict=True)
        ]
    return {**found, "datasets": datasets, "height": height, "width": "container"}


def _name(rows: list[Plain]) -> str:
    """Of data, by what it holds: as Altair names it, so that the same data has one name."""
    text = json.dumps(rows, sort_keys=True)
    return f"data-{hashlib.sha256(text.encode()).hexdigest()[:32]}"
