"""The picture of a calibration: a histogram for each parameter."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tools.calibration.places import BINS, F64


def draw(kinds: Mapping[str, F64], path: Path) -> None:
    """Histograms of places, each with the band in which 99 % of its bins should lie."""
    import altair as alt

    panels = []
    for title, values in kinds.items():
        counts, edges = np.histogram(values[~np.isnan(values)], bins=BINS, range=(0.0, 1.0))
        n = int(counts.sum())
        mean, sd = n / BINS, math.sqrt(n / BINS * (1 - 1 / BINS))
        rows = [
            {"a": float(a), "b": float(b), "n": int(c)}
            for a, b, c in zip(edges[:-1], edges[1:], counts, strict=True)
        ]
        band = [{"low": mean - 2.576 * sd, "high": mean + 2.576 * sd, "mean": mean}]
        axis = alt.Axis(title=None, values=[0, 0.5, 1], grid=False)
        base = alt.Chart(alt.InlineData(values=rows))
        flat = alt.Chart(alt.InlineData(values=band))
        bars = base.mark_rect(color="#9cc7e2", stroke="white").encode(
            x=alt.X("a:Q", axis=axis, scale=alt.Scale(domain=[0, 1])),
            x2="b:Q",
            y=alt.Y("n:Q", axis=None, scale=alt.Scale(domain=[0, 1.15 * int(counts.max())])),
            y2=alt.datum(0),
        )
        shade = flat.mark_rect(color="#57606a", opacity=0.18).encode(y="low:Q", y2="high:Q")
        line = flat.mark_rule(color="#57606a").encode(y="mean:Q")
        held = int((np.abs(values - 0.5) <= 0.475).sum())
        subtitle = f"{held / n:.1%} of the 95 % intervals hold it"
        panels.append(
            alt.layer(bars, shade, line)
            .properties(width=200, height=90)
            .properties(title={"text": title, "subtitle": subtitle})
        )
    chart = (
        alt.concat(*panels, columns=3)
        .configure(background="white", font="Helvetica, Arial, sans-serif", padding=12)
        .configure_view(stroke=None)
        .configure_title(anchor="start", fontSize=13, subtitleColor="#57606a", subtitleFontSize=11)
    )
    chart.save(str(path))
