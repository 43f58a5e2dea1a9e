"""The chart of the daily model's cost against the cells that ever act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import altair as alt

from benchmarks.chart import LINE, save

WIDTH, HEIGHT = 300, 200


def draw(points: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write two panels, processor time and memory, as SVG or PNG by the name of the file."""
    panels = [
        _panel(points, "fit", "processor seconds", "Whole fit"),
        _panel(points, "peak", "MB", "Peak memory"),
    ]
    save(alt.hconcat(*panels, spacing=36), path)


def _panel(points: Sequence[Mapping[str, Any]], field: str, unit: str, title: str) -> alt.Chart:
    """Measured points on axes that begin at nothing."""
    values = [{"cells": point["cells"], "value": point[field]} for point in points]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=values))
        .mark_line(color=LINE, strokeWidth=2, point=alt.OverlayMarkDef(color=LINE, size=36))
        .encode(
            x=alt.X(
                "cells:Q",
                scale=alt.Scale(zero=True),
                axis=alt.Axis(title="cells that ever act", format=",d", grid=False, tickCount=5),
            ),
            y=alt.Y(
                "value:Q",
                scale=alt.Scale(zero=True),
                axis=alt.Axis(title=unit, format=",d", tickCount=5),
            ),
        )
        .properties(width=WIDTH, height=HEIGHT, title=title)
    )
    return chart
