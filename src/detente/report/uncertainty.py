"""What kind of uncertainty an outcome has, and what knowing each claim would remove."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Table
from detente.charts.rows import LINE, NARROW, WIDE, rows, scale
from detente.charts.style import BLUE, GREY, PALE_BLUE, data, share_axis, spec, track
from detente.language.current import gettext as _
from detente.language.format import decimal, labelled, percent, semicolons
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.variance import VarianceSplit


def split(found: VarianceSplit) -> Chart:
    """Belief, parameters and chance: shares of the variance, first-order and total."""
    names = {
        "belief": _("Which claims hold"),
        "parameters": _("Coefficients"),
        "chance": _("Chance"),
    }
    values = [
        _("first-order {first}, total {total}").format(
            first=percent(s.first, 0), total=percent(s.total, 0)
        )
        for s in found.shares
    ]
    labels = [names[s.group] for s in found.shares]
    table = Table(
        head(_("Uncertainty")),
        [
            (
                names[s.group],
                percent(s.first, 0),
                _error(s.first_error, 0),
                percent(s.total, 0),
                _error(s.total_error, 0),
            )
            for s in found.shares
        ],
    )
    return Chart(
        "uncertainty",
        _("What kind of uncertainty"),
        semicolons(map(labelled, labels, values)) + ".",
        _split(found, labels, values, WIDE),
        table,
        narrow=_split(found, labels, values, NARROW),
    )


def _split(
    found: VarianceSplit, labels: list[str], values: list[str], width: int
) -> dict[str, Any]:
    """One layout: the numbers to the right of the words, or beneath them where there is no room."""
    beneath = width < WIDE
    placed, height = rows(labels, width if beneath else width / 2, int(beneath))
    shares = [
        {
            "top": row.top,
            "number": row.top + LINE * len(row.label) if beneath else row.top,
            "y": row.middle,
            "zero": 0.0,
            "first": s.first,
            "total": s.total,
            "label": row.label,
            "value": value,
        }
        for s, value, row in zip(found.shares, values, placed, strict=True)
    ]
    y, top, number = (
        alt.Y(f"{at}:Q", axis=None, scale=scale(height)) for at in ("y", "top", "number")
    )
    x = alt.X(
        "zero:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=share_axis(values=(0, 0.25, 0.5, 0.75, 1), grid=False),
    )
    base = alt.Chart(data(shares))
    chart = alt.layer(
        track(base, y),
        base.mark_bar(size=14, color=PALE_BLUE, stroke=GREY, strokeWidth=1).encode(
            x=x, x2=alt.X2("total:Q"), y=y
        ),
        base.mark_bar(size=14, color=BLUE).encode(x=x, x2=alt.X2("first:Q"), y=y),
        base.mark_text(align="left", baseline="top", lineHeight=LINE, fontWeight="bold").encode(
            x=alt.value(0), y=top, text=alt.Text("label:N")
        ),
        base.mark_text(align="left" if beneath else "right", baseline="top").encode(
            x=alt.value(0 if beneath else "width"), y=number, text=alt.Text("value:N")
        ),
    )
    return spec(chart, height)


def _error(error: float, digits: int) -> str:
    return f"±{decimal(100 * error, digits)}"


def head(first: str) -> tuple[str, ...]:
    """Names of the columns of shares."""
    return (first, _("First-order"), _("Monte Carlo error"), _("Total"), _("Monte Carlo error"))


def claims(explanation: Explanation) -> Table:
    """What knowing each claim would remove."""
    said = ScenarioTexts(explanation.ensemble.scenario)
    return Table(
        head(_("Claim")),
        [
            (
                said.quoted(each.claim),
                percent(each.first, 1),
                _error(each.first_error, 1),
                percent(each.total, 1),
                _error(each.total_error, 1),
            )
            for each in explanation.claim_shares
        ],
    )
