"""A record beside records simulated from a model: every statistic in its bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.figure import Figure
from detente.charts.style import BANDS, INK, MUTED, config, data
from detente.language.current import gettext as _
from detente.language.format import decimal, integer
from detente.language.safe import clean
from detente.rem.data.times import time_of

if TYPE_CHECKING:
    from detente.rem.goodness.checks import Check, Checks

COLUMNS, WIDTH, HEIGHT = 2, 300, 130
"""Panels in a row, and their pixels."""

WIDE, NARROW = BANDS[0], BANDS[2]


def goodness_figure(found: Checks) -> Figure:
    """Draw every statistic: bands of the simulations, and what was observed."""
    panels = [_panel(check, found) for check in found.checks]
    chart = alt.concat(
        *panels, columns=COLUMNS, bounds="flush", spacing={"row": 100, "column": 60}
    ).resolve_scale(x="independent")
    drawn: dict[str, Any] = chart.to_dict()
    drawn.pop("$schema", None)
    drawn["config"] = {
        **config(),
        "title": {**config()["title"], "fontSize": 13, "subtitleColor": MUTED, "frame": "group"},
    }
    figure = Chart(
        "goodness-of-fit",
        _("The record and {n} records simulated from the model").format(
            n=integer(found.simulations)
        ),
        _("{n} statistics of the record, each beside bands of simulated values.").format(
            n=integer(len(found.checks))
        ),
        drawn,
        _table(found),
        [
            Entry("●", INK, _("observed")),
            Entry("■", NARROW, _("dark: where half of the simulated records lie")),
            Entry("□", WIDE, _("pale: where 90 % of them lie")),
        ],
        width=COLUMNS * (WIDTH + 60),
    )
    lines = []
    if found.ran_away:
        text = _("{n} of {all} simulations ran away: events grew without bound.")
        lines.append(text.format(n=integer(found.ran_away), all=integer(found.simulations)))
    return Figure(figure, lines)


def _panel(check: Check, found: Checks) -> alt.LayerChart | alt.FacetChart:
    bands = check.bands
    rows = [
        {
            "at": _place(at, found),
            "label": _label(at),
            "observed": float(check.observed[k]),
            **{name: float(band[k]) for name, band in bands.items()},
        }
        for k, at in enumerate(check.at)
    ]
    base = alt.Chart(data(rows))
    axis = alt.Axis(title=None, tickCount=4, domain=False, ticks=False)
    if isinstance(check.at[0], float):  # over time
        x = _time_axis(found)
        layers = [
            base.mark_area(color=WIDE, opacity=1).encode(
                x=x,
                y=alt.Y("low90:Q", axis=axis, scale=alt.Scale(zero=False)),
                y2=alt.Y2("high90:Q"),
            ),
            base.mark_area(color=NARROW, opacity=1).encode(
                x=x, y=alt.Y("low50:Q"), y2=alt.Y2("high50:Q")
            ),
            base.mark_line(color=INK, strokeWidth=2).encode(x=x, y=alt.Y("observed:Q")),
        ]
    else:
        names = [_label(at) for at in check.at]
        turned = -30 if 8 * sum(map(len, names)) > WIDTH else 0
        place = alt.X(
            "label:N",
            sort=names,
            axis=alt.Axis(title=None, labelAngle=turned, ticks=False, labelLimit=90),
        )
        layers = [
            base.mark_bar(color=WIDE, width={"band": 0.7}).encode(
                x=place, y=alt.Y("low90:Q", axis=axis), y2=alt.Y2("high90:Q")
            ),
            base.mark_bar(color=NARROW, width={"band": 0.7}).encode(
                x=place, y=alt.Y("low50:Q"), y2=alt.Y2("high50:Q")
            ),
            # a band without width is still seen
            base.mark_tick(color=NARROW, thickness=2, width={"band": 0.7}).encode(
                x=place, y=alt.Y("median:Q")
            ),
            base.mark_point(filled=True, color=INK, size=45, opacity=1).encode(
                x=place, y=alt.Y("observed:Q")
            ),
        ]
    panel: alt.LayerChart | alt.FacetChart = alt.layer(*layers).properties(
        width=WIDTH,
        height=HEIGHT,
        title={"text": title(check.key), "subtitle": f"p = {decimal(check.p, 3)}"},
    )
    return panel


def _place(at: Any, found: Checks) -> Any:
    """Times as numbers of an axis: milliseconds where they have a calendar."""
    if not isinstance(at, float):
        return str(at)
    factor = {"number": 1.0, "date": 86_400_000.0}
    return at * factor.get(found.clock, 1000.0)


def _time_axis(found: Checks) -> alt.X:
    scale = alt.Scale(nice=False, zero=False)
    if found.clock == "number":
        return alt.X("at:Q", scale=scale, axis=alt.Axis(title=None, grid=False, tickCount=5))
    return alt.X(
        "at:Q",
        scale=scale,
        axis=alt.Axis(
            title=None,
            grid=False,
            tickCount=4,
            labelExpr="utcFormat(datum.value, '%-d %b %Y')",
            labelOverlap="greedy",
        ),
    )


def title(key: str) -> str:
    """A statistic in words."""
    words = {
        "acts of senders": _("acts sent: number of actors"),
        "acts of receivers": _("acts received: number of actors"),
        "acts of actors": _("acts: number of actors"),
        "partners of senders": _("receivers of an actor: number of actors"),
        "partners of receivers": _("senders to an actor: number of actors"),
        "partners of actors": _("partners of an actor: number of actors"),
        "dyad census": _("pairs that acted on each other"),
        "reciprocity": _("shares of answers"),
        "time between acts": _("time between acts: shares"),
        "time between acts of the same two": _("time between acts of the same two: shares"),
    }
    prefix = "relation index "
    if key.startswith(prefix):
        return _("relation index {pair}").format(pair=clean(key.removeprefix(prefix)))
    return words[key]


def _label(at: Any) -> str:
    """A bin or a share in words."""
    words = {
        "mutual": _("mutual"),
        "one-sided": _("one-sided"),
        "none": _("no act"),
        "met": _("met"),
        "ties": _("ties"),
        "acts": _("acts"),
        "at once": _("at once"),
    }
    return words.get(str(at), str(at))


def _table(found: Checks) -> Table:
    rows = []
    for check in found.checks:
        bands = check.bands
        for k, at in enumerate(check.at):
            place = time_of(at, found.clock) if isinstance(at, float) else _label(at)
            rows.append(
                (
                    f"{title(check.key)}, {place}",
                    decimal(float(check.observed[k]), 3),
                    *(decimal(float(band[k]), 3) for band in bands.values()),
                )
            )
    head = (_("Statistic"), _("Observed"), "5 %", "25 %", "50 %", "75 %", "95 %")
    return Table(head, rows)
