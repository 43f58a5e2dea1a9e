"""Indicators as a chart: how likely it is once each is seen, and if it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.rows import LINE, NARROW, WIDE, rows, scale
from detente.charts.style import (
    BLUE,
    GREY,
    INK,
    PALE_BLUE,
    VERMILLION,
    data,
    share_axis,
    spec,
    track,
)
from detente.language.current import gettext as _
from detente.language.format import day, interval, percent
from detente.watch.said import target, title

if TYPE_CHECKING:
    from detente.watch.result import Indicator, Watch

VALUE = 130
"""Pixels for the numbers of a row, to the right of its words."""

EDGES = 26
"""Pixels of the place of a chart that are left and right of its rows."""

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def chart(found: Watch, name: str = "watch") -> Chart:
    """Draw two points for each indicator, on either side of what is thought before one looks."""
    return Chart(
        name,
        _("What to watch: {what}").format(what=target(found)),
        _(
            "For each thing that may be seen, one row: how likely it is once that has been seen, "
            "and if it has not, with what is thought before one looks between the two; the table "
            "has the same numbers."
        ),
        _drawn(found, WIDE),
        table(found),
        (
            Entry("●", BLUE, _("if it is seen by then")),
            Entry("○", VERMILLION, _("if it is not")),
            Entry("|", GREY, _("before one looks")),
            Entry("■", PALE_BLUE, _("95 % interval, if it is seen")),
        ),
        narrow=_drawn(found, NARROW),
    )


def labels(found: Watch) -> list[str]:
    """Each indicator with its day."""
    return [
        _("{what}, by {date}").format(
            what=title(found.setting.scenario, each.candidate), date=day(each.by)
        )
        for each in found.indicators
    ]


def table(found: Watch) -> Table:
    """The numbers behind it."""
    return Table(
        (
            _("If this is seen"),
            _("Chance of that"),
            _("Then"),
            _("95 %"),
            _("Else"),
            _("95 %"),
            _("Tells"),
        ),
        [
            (
                label,
                percent(each.chance),
                percent(each.if_seen),
                interval(each.if_seen_low, each.if_seen_high),
                percent(each.if_not),
                interval(each.if_not_low, each.if_not_high),
                percent(each.entropy_share, 1),
            )
            for label, each in zip(labels(found), found.indicators, strict=True)
        ],
    )


def _values(each: Indicator) -> str:
    return _("{then}, else {other}").format(then=percent(each.if_seen), other=percent(each.if_not))


def _drawn(found: Watch, width: int) -> dict[str, Any]:
    placed, height = rows(labels(found), width - VALUE - EDGES, 0)
    points = []
    for each, row in zip(found.indicators, placed, strict=True):
        points.append(
            {
                "top": row.top,
                "y": row.middle,
                "label": row.label,
                "value": _values(each),
                "seen": each.if_seen,
                "seen_low": each.if_seen_low,
                "seen_high": each.if_seen_high,
                "not": each.if_not,
                "prior": each.prior,
            }
        )
    y, top = (alt.Y(f"{at}:Q", axis=None, scale=scale(height)) for at in ("y", "top"))
    domain = alt.Scale(domain=[0, 1])
    axis = share_axis(values=TICKS, grid=False)

    def x(name: str) -> alt.X:
        return alt.X(f"{name}:Q", scale=domain, axis=axis)

    base = alt.Chart(data(points))
    tip = alt.Tooltip("value:N")
    layers = alt.layer(
        track(base, y),
        base.mark_rule(strokeWidth=8, color=PALE_BLUE, opacity=0.7).encode(
            x=x("seen_low"), x2=alt.X2("seen_high:Q"), y=y
        ),
        base.mark_rule(strokeWidth=2, color=INK).encode(x=x("not"), x2=alt.X2("seen:Q"), y=y),
        base.mark_tick(color=GREY, thickness=3, size=18).encode(x=x("prior"), y=y),
        base.mark_point(filled=False, fill="#ffffff", size=80, strokeWidth=2, color=VERMILLION,
                        opacity=1).encode(x=x("not"), y=y, tooltip=tip),
        base.mark_point(filled=True, size=110, color=BLUE, opacity=1).encode(
            x=x("seen"), y=y, tooltip=tip
        ),
        base.mark_text(
            align="left", baseline="top", lineHeight=LINE, limit=alt.ExprRef(f"width - {VALUE}")
        ).encode(x=alt.value(0), y=top, text=alt.Text("label:N")),
        base.mark_text(align="right", baseline="top", fontWeight="bold", color=INK).encode(
            x=alt.value("width"), y=top, text=alt.Text("value:N")
        ),
    )  # fmt: skip
    return spec(layers, height)
