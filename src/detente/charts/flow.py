"""What leads to what: names in columns, joined by bands as thick as what flows through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from detente.charts.rows import LINE, wrapped
from detente.charts.style import BLUE, GREY, INK, VERMILLION, data, spec

GAP = 14
"""Pixels between the names of a column."""
WIDEST, THINNEST = 13.0, 0.8
"""Pixels of the thickest band, and of the thinnest."""
CURVE = 24
"""Straight pieces of a band."""
ROOM = 235.0
"""Pixels of a line of a name."""
LEFT, RIGHT = (0.0, 0.36, 0.76), (0.31, 0.69, 1.0)
"""Parts of the width at which the three columns begin and end."""


@dataclass(frozen=True, slots=True)
class Place:
    """A name in a column, 0 to 2, from the left."""

    id: str
    column: int
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """From one place to another of the next column.

    Attributes
    ----------
    begin, end : str
        Ids of places.
    size : float
        Its thickness is in proportion; of a negative one the colour and the dashes are others.
    tip : str
        What a pointer on it is told.
    direct : bool
        Whether it leads there at once; else it is pale.
    """

    begin: str
    end: str
    size: float
    tip: str
    direct: bool = True


def flow(places: Sequence[Place], bands: Sequence[Band]) -> dict[str, Any]:
    """Draw them as Vega-Lite, as wide as the place of the drawing.

    Parameters
    ----------
    places : sequence of Place
        Of each column from the top.
    bands : sequence of Band
    """
    lines = {each.id: wrapped(each.label, ROOM) for each in places}
    columns = [[each for each in places if each.column == column] for column in range(3)]
    heights = [sum(LINE * len(lines[each.id]) + GAP for each in column) for column in columns]
    height = max(*heights, 120)
    middle: dict[str, float] = {}
    for column, whole in zip(columns, heights, strict=True):
        spare = (height - whole) / max(len(column), 1)
        top = spare / 2
        for each in column:
            own = LINE * len(lines[each.id]) + GAP
            middle[each.id] = top + own / 2
            top += own + spare
    column_of = {each.id: each.column for each in places}
    largest = max((abs(each.size) for each in bands), default=1.0) or 1.0
    across = alt.Scale(domain=[0, 1], nice=False, zero=False)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    x, y = alt.X("x:Q", axis=None, scale=across), alt.Y("y:Q", axis=None, scale=down)
    layers: list[alt.Chart] = []
    for band in sorted(bands, key=lambda each: abs(each.size)):
        begin, end = column_of[band.begin], column_of[band.end]
        x0, x1 = RIGHT[begin] + 0.005, LEFT[end] - 0.005
        y0, y1 = middle[band.begin], middle[band.end]
        rows = []
        for k in range(CURVE + 1):
            t = k / CURVE
            eased = t * t * (3.0 - 2.0 * t)
            rows.append(
                {"x": x0 + t * (x1 - x0), "y": y0 + eased * (y1 - y0), "k": k, "tip": band.tip}
            )
        look: dict[str, Any] = {
            "color": GREY if band.size == 0.0 else BLUE if band.size > 0.0 else VERMILLION,
            "strokeWidth": max(WIDEST * abs(band.size) / largest, THINNEST),
            "opacity": 0.75 if band.direct else 0.35,
        }
        if band.size < 0.0:
            look["strokeDash"] = [7, 3]
        layers.append(
            alt.Chart(data(rows))
            .mark_line(**look)
            .encode(x=x, y=y, order=alt.Order("k:Q"), tooltip=alt.Tooltip("tip:N"))
        )
    for number, column in enumerate(columns):
        rows = [
            {"x": LEFT[number], "y": middle[each.id], "label": lines[each.id]} for each in column
        ]
        if rows:
            layers.append(
                alt.Chart(data(rows))
                .mark_text(align="left", baseline="middle", lineHeight=LINE, color=INK)
                .encode(x=x, y=y, text=alt.Text("label:N"))
            )
    return spec(alt.layer(*layers), round(height))
