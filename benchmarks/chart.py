"""The chart of growth: one panel for each of futures, days, processes and terms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import altair as alt

INK, FAINT, LINE = "#24292f", "#8c959f", "#1f6f8b"
WIDTH, HEIGHT = 300, 190
FIXED = {
    "futures": "365 days, 51 processes, 350 terms",
    "days": "500 futures, 51 processes, 350 terms",
    "processes": "500 futures, 365 days, 6 terms a process",
    "terms": "500 futures, 365 days, 48 processes",
}
"""What each panel holds fixed."""
TICKS = [m * 10.0**e for e in range(-3, 4) for m in (1, 2, 5)]


def draw(series: Mapping[str, Mapping[str, Any]], path: Path) -> None:
    """Write the panels, two by two, as SVG or PNG by the name of the file."""
    panels = [_panel(name, data) for name, data in series.items()]
    chart = alt.concat(*panels, columns=2, spacing={"column": 36, "row": 28})
    save(chart.configure_axisY(minExtent=34), path)


def save(chart: Any, path: Path) -> None:
    """Dress a chart of a benchmark and write it, as SVG or PNG by the name of the file."""
    dressed = (
        chart.configure(background="white", font="Helvetica, Arial, sans-serif", padding=12)
        .configure_view(stroke=None)
        .configure_axis(
            domainColor=FAINT,
            gridColor="#eaeef2",
            labelColor=INK,
            labelFontSize=11,
            tickColor=FAINT,
            titleColor=INK,
            titleFontSize=12,
            titleFontWeight="normal",
        )
        .configure_title(
            anchor="start",
            color=INK,
            fontSize=13,
            offset=8,
            subtitleColor=FAINT,
            subtitleFontSize=11,
        )
    )
    dressed.save(str(path), scale_factor=2 if path.suffix == ".png" else 1)


def _panel(name: str, data: Mapping[str, Any]) -> alt.LayerChart | alt.FacetChart:
    """Measured points, and what exact proportion to the last point would be."""
    at, seconds = data["at"], data["seconds"]
    ticks = [tick for tick in TICKS if min(seconds) / 1.3 <= tick <= max(seconds) * 1.3]
    points = [
        {"at": a, "seconds": s, "proportion": seconds[-1] * a / at[-1]}
        for a, s in zip(at, seconds, strict=True)
    ]
    shown = [p for p in points if p["proportion"] >= min(seconds) / 3]
    x = alt.X(
        "at:Q",
        scale=alt.Scale(type="log", nice=False, padding=8),
        axis=alt.Axis(title=name, values=at, format=",", grid=False, labelOverlap="greedy"),
    )
    axis = alt.Axis(title="seconds", format="~g", values=ticks)
    scale = alt.Scale(type="log", nice=False, padding=8)
    proportion = (
        alt.Chart(alt.InlineData(values=shown))
        .mark_line(color=FAINT, strokeDash=[4, 4], strokeWidth=1.2)
        .encode(x=x, y=alt.Y("proportion:Q", scale=scale, axis=axis))
    )
    measured = (
        alt.Chart(alt.InlineData(values=points))
        .mark_line(color=LINE, strokeWidth=2, point=alt.OverlayMarkDef(color=LINE, size=36))
        .encode(x=x, y=alt.Y("seconds:Q", scale=scale, axis=axis))
    )
    title = alt.TitleParams(
        f"{name.capitalize()}: slope {data['slope']:.2f}", subtitle=[FIXED[name]]
    )
    return alt.layer(proportion, measured).properties(width=WIDTH, height=HEIGHT, title=title)
