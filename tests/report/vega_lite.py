"""Whether a chart, with all that it is drawn with, is what the schema of Vega-Lite takes."""

from __future__ import annotations

import altair as alt

from detente.charts.chart import Chart


def assert_vega_lite(chart: Chart) -> None:
    """The whole chart is taken; its parts were looked at as they were made."""
    alt.Chart.from_dict(dict(chart.spec), validate=True)
