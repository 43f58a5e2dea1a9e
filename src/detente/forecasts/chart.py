"""Calibration as a chart: of forecasts of about one probability, how many came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import BLUE, GREY, PALE_BLUE, data, share_axis, spec
from detente.language.current import gettext as _
from detente.language.format import integer, interval, percent

if TYPE_CHECKING:
    from detente.forecasts.scores import Calibrated

SIDE = 320
"""Pixels of the square."""

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def figure(bins: Sequence[Calibrated]) -> Chart:
    """Draw the share that came over the mean forecast, with its interval, and the diagonal."""
    rows = [
        {
            "forecast": each.mean,
            "came": each.share,
            "low": each.interval[0],
            "high": each.interval[1],
            "number": each.forecasts,
        }
        for each in bins
    ]
    scale = alt.Scale(domain=[0, 1], nice=False)
    x = alt.X("forecast:Q", scale=scale, axis=share_axis(values=TICKS))
    base = alt.Chart(data(rows)).encode(x=x)
    line = alt.Chart(data([{"forecast": 0.0, "came": 0.0}, {"forecast": 1.0, "came": 1.0}]))
    y = alt.Y("came:Q", scale=scale, axis=share_axis(values=TICKS))
    layers = alt.layer(
        line.mark_line(color=GREY, strokeDash=[2, 3]).encode(x=x, y=y),
        base.mark_rule(color=PALE_BLUE, strokeWidth=6).encode(
            y=alt.Y("low:Q", scale=scale), y2=alt.Y2("high:Q")
        ),
        base.mark_point(filled=True, size=90, color=BLUE, opacity=1).encode(y=y),
    )
    return Chart(
        "calibration",
        _("Forecasts beside what came"),
        _(
            "Across, the forecast probability; upwards, the share that came, with its 95 % "
            "interval. On the dashed line forecasts are as good as their word."
        ),
        spec(layers, SIDE, SIDE),
        Table(
            (_("Forecast, %"), _("Number"), _("Mean"), _("Came"), _("95 %")),
            [
                (
                    each.label,
                    integer(each.forecasts),
                    percent(each.mean, 0),
                    percent(each.share, 0),
                    interval(*each.interval),
                )
                for each in bins
            ],
        ),
        (
            Entry("●", BLUE, _("share that came")),
            Entry("■", PALE_BLUE, _("95 % interval")),
            Entry("···", GREY, _("as many as forecast")),
        ),
        width=SIDE,
    )
