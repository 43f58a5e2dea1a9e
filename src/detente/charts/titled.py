"""A chart that stands alone: with its title, its key and a width of its own."""

from __future__ import annotations

import textwrap
from typing import Any

from detente.charts.chart import Chart
from detente.language.safe import balanced

LEAST = 400
"""Pixels of the narrowest chart that has a title."""
TITLE_WIDTH = 84
"""Characters of a line above a chart of `chart.STILL` pixels."""


def titled_spec(chart: Chart) -> dict[str, Any]:
    """Vega-Lite of a chart under its title, its key in lines below that."""
    width = chart.width or max(chart.still, LEAST)
    return {
        **chart.spec,
        "width": width,
        "background": "white",
        "padding": 16,
        "title": {
            "text": _wrapped(chart.title, TITLE_WIDTH * width // 660) or [""],
            "subtitle": [
                line
                for entry in chart.key
                for line in _wrapped(
                    f"{entry.mark}  {entry.text}", TITLE_WIDTH * 5 // 4, subsequent_indent="    "
                )
            ],
        },
    }


def _wrapped(text: str, width: int, **settings: Any) -> list[str]:
    """Lines of a text, each with its own marks of direction."""
    return list(balanced(textwrap.wrap(text, width, **settings)))
