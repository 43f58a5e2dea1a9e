"""One future as a line over its days, with a rule on the day at which one looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt

from detente.charts.chart import Chart, Table
from detente.charts.style import BLUE, INK, PLAIN, calendar, data, moment, spec
from detente.language.current import gettext as _
from detente.language.format import day, labelled, signed

HEIGHT = 150
ROWS = 13
"""Days of the table."""
NOW = "now"
"""Signal of the day at which one looks, in milliseconds."""


def course(
    name: str, title: str, dates: Sequence[dt.date], values: Sequence[float], now: int
) -> Chart:
    """Draw something that has a value on each day of a future.

    Parameters
    ----------
    name : str
        Of the chart.
    title : str
    dates : sequence of date
    values : sequence of float
        One for each.
    now : int
        Number of the day at which one looks first.
    """
    rows = [
        {"d": moment(date), "v": value, "tip": labelled(day(date), signed(value, 2))}
        for date, value in zip(dates, values, strict=True)
    ]
    base, x = alt.Chart(data(rows)), calendar(dates)
    y = alt.Y(
        "v:Q",
        scale=alt.Scale(nice=True, zero=False),
        axis=alt.Axis(title=None, labelExpr=PLAIN, ticks=False, domain=False),
    )
    rule: dict[str, Any] = {"color": INK, "strokeWidth": 1.5, "strokeDash": [2, 2]}
    layers = [
        base.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y),
        alt.Chart(data([{"d": moment(dates[now])}]))
        .mark_rule(**rule)
        .encode(x=alt.XDatum(alt.ExprRef(NOW), type="quantitative")),
        base.mark_rule(opacity=0, strokeWidth=4)
        .encode(x=x, tooltip=alt.Tooltip("tip:N"))
        .properties(name="hover"),
    ]
    drawn = spec(alt.layer(*layers), HEIGHT)
    drawn["params"] = [{"name": NOW, "value": moment(dates[now])}]
    told = sorted({round(i * (len(dates) - 1) / (ROWS - 1)) for i in range(ROWS)})
    return Chart(
        name,
        title,
        _("{what} in this future: {first} on {begin}, {last} on {end}.").format(
            what=title,
            first=signed(values[0], 2),
            begin=day(dates[0]),
            last=signed(values[-1], 2),
            end=day(dates[-1]),
        ),
        drawn,
        Table((_("Date"), title), [(day(dates[t]), signed(values[t], 2)) for t in told]),
    )
