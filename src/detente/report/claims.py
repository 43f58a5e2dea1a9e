"""What claims are worth, which of them hang together, and what kind of uncertainty there is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Table
from detente.charts.rows import LINE, NARROW, WIDE, rows, scale
from detente.charts.style import (
    BLUE,
    INK,
    POINTS,
    VERMILLION,
    data,
    spec,
    track,
)
from detente.language.counted import signed_points
from detente.language.current import gettext as _
from detente.language.format import difference, error_points, percent, points, signed
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.worth import Worth

SHOWN = 14
"""Claims that the tornado shows; the table has all."""
VALUE = 56
"""Pixels for the number of a row, to the right of its words."""


def _between(interval: tuple[float, float], digits: int = 1) -> str:
    """An interval in points; a dash where too few futures give none."""
    return difference(*interval, digits=digits) if all(map(math.isfinite, interval)) else "—"


def tornado(explanation: Explanation) -> Chart:
    """Worth of claims, largest first, with their intervals."""
    said = ScenarioTexts(explanation.ensemble.scenario)
    moving = ([w for w in explanation.worths if w.worth != 0.0] or explanation.worths)[:SHOWN]
    first = moving[0] if moving and moving[0].worth != 0.0 else None
    words = (
        _("No claim moves it.")
        if first is None
        else _("Bars in points of probability; the longest: “{claim}”, {points}.").format(
            claim=said.quoted(first.claim), points=signed_points(first.worth)
        )
    )
    return Chart(
        "worth",
        _("What each claim is worth"),
        words,
        _tornado(said, moving, WIDE),
        _worth_table(explanation),
        narrow=_tornado(said, moving, NARROW),
    )


def _tornado(said: ScenarioTexts, moving: Sequence[Worth], width: int) -> dict[str, Any]:
    placed, height = rows([said.claim(w.claim) for w in moving], width - VALUE)
    found = [
        {
            "top": row.top,
            "y": row.middle,
            "zero": 0.0,
            "w": w.worth,
            "low": max(w.interval[0], -1.0),
            "high": min(w.interval[1], 1.0),
            "fill": BLUE if w.worth > 0 else VERMILLION,
            "label": row.label,
            "value": points(w.worth),
            "tip": f"{points(w.worth)} ({_between(w.interval)})",
        }
        for w, row in zip(moving, placed, strict=True)
    ]
    low = min([0.0, *(max(w.interval[0], -1.0) for w in moving)])
    high = max([0.0, *(min(w.interval[1], 1.0) for w in moving)])
    room = max(high - low, 0.1)
    y, top = (alt.Y(f"{at}:Q", axis=None, scale=scale(height)) for at in ("y", "top"))
    x = alt.X(
        "zero:Q",
        scale=alt.Scale(domain=[low - 0.03 * room, high + 0.03 * room], nice=False),
        axis=alt.Axis(
            title=None, labelExpr=POINTS, tickCount=5, ticks=False, domain=False, grid=False
        ),
    )
    tip = alt.Tooltip("tip:N")
    base = alt.Chart(data(found))
    chart = alt.layer(
        track(base, y),
        base.mark_bar(size=13).encode(
            x=x,
            x2=alt.X2("w:Q"),
            y=y,
            color=alt.Color("fill:N", scale=None, legend=None),
            tooltip=tip,
        ),
        base.mark_rule(color=INK, strokeWidth=1.5).encode(
            x=alt.X("low:Q"), x2=alt.X2("high:Q"), y=y, tooltip=tip
        ),
        base.mark_tick(color=INK, thickness=1.5, size=17).encode(x=alt.X("zero:Q"), y=y),
        base.mark_text(
            align="left", baseline="top", lineHeight=LINE, limit=alt.ExprRef(f"width - {VALUE}")
        ).encode(x=alt.value(0), y=top, text=alt.Text("label:N")),
        base.mark_text(align="right", baseline="top", fontWeight="bold").encode(
            x=alt.value("width"), y=top, text=alt.Text("value:N")
        ),
    )
    return spec(chart, height)


def _worth_table(explanation: Explanation) -> Table:
    said = ScenarioTexts(explanation.ensemble.scenario)
    ensemble = explanation.ensemble
    credence = {c.id: c.credence for c in ensemble.scenario.claims} | dict(ensemble.credences)
    return Table(
        (
            _("Claim"),
            _("Credence"),
            _("Holds"),
            _("If true"),
            _("If false"),
            _("Now"),
            _("Worth, points"),
            _("95 % interval"),
            _("Monte Carlo error"),
            _("Wait, days"),
        ),
        [
            (
                said.quoted(w.claim),
                percent(credence[w.claim], 0),
                percent(w.held, 0),
                percent(w.if_true),
                percent(w.if_false),
                percent(explanation.estimate.probability),
                points(w.worth),
                _between(w.interval),
                f"±{error_points(w.monte_carlo)}",
                signed(w.waiting, 0),
            )
            for w in explanation.worths
        ],
    )


def interactions(explanation: Explanation) -> list[tuple[str, str, str, str]]:
    """Pairs of claims with what they do together beyond each alone: points and interval."""
    said = ScenarioTexts(explanation.ensemble.scenario)
    return [
        (
            said.quoted(each.claims[0]),
            said.quoted(each.claims[1]),
            points(each.effect),
            _between(each.interval),
        )
        for each in explanation.interactions
    ]
