"""A chart as one of Altair."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from detente.charts.chart import Chart
from detente.charts.render import LOCALES
from detente.charts.titled import titled_spec
from detente.language.current import language

AltairChart = alt.TopLevelMixin
"""Whatever a chart is: of one mark, of layers, of facets."""


def altair_chart(chart: Chart) -> AltairChart:
    """A chart under its title, at the size of its drawing for paper.

    It writes numbers and dates as the language in force does, wherever Vega-Embed shows it.
    """
    import vl_convert

    locale = LOCALES[language()]
    spec: dict[str, Any] = {
        **titled_spec(chart),
        "usermeta": {
            "embedOptions": {
                "formatLocale": vl_convert.get_format_locale(locale),
                "timeFormatLocale": vl_convert.get_time_format_locale(locale),
            }
        },
    }
    found: AltairChart = alt.Chart.from_json(json.dumps(spec))
    return found
