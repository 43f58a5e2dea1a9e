"""What kind of uncertainty an outcome has, and what knowing each claim would remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Table
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
    rows = [
        {
            "i": i,
            "zero": 0.0,
            "first": s.first,
            "total": s.total,
            "label": names[s.group],
            "value": _("first-order {first}, total {total}").format(
                first=percent(s.first, 0), total=percent(s.total, 0)
            ),
        }
        for i, s in enumerate(found.shares)
    ]
    y = alt.Y("i:Q", axis=None, scale=alt.Scale(domain=[-0.75, 2.5], reverse=True, nice=False))
    x = alt.X(
        "zero:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=share_axis(values=(0, 0.25, 0.5, 0.75, 1), grid=False),
    )
    base = alt.Chart(data(rows))
    chart = alt.layer(
        track(base, y),
        base.mark_bar(size=14, color=PALE_BLUE, stroke=GREY, strokeWidth=1).encode(
            x=x, x2="total:Q", y=y
        ),
        base.mark_bar(size=14, color=BLUE).encode(x=x, x2="first:Q", y=y),
        base.mark_text(align="left", dy=-17, fontWeight="bold").encode(
            x=alt.value(0), y=y, text="label:N"
        ),
        base.mark_text(align="right", dy=-17).encode(x=alt.value("width"), y=y, text="value:N"),
    )
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
        semicolons(labelled(str(row["label"]), str(row["value"])) for row in rows) + ".",
        spec(chart, 44 * 3 + 16),
        table,
    )


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
                f"{said.quoted(each.claim)} ({each.claim})",
                percent(each.first, 1),
                _error(each.first_error, 1),
                percent(each.total, 1),
                _error(each.total_error, 1),
            )
            for each in explanation.claim_shares
        ],
    )
