"""Credences before and after, as a chart of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Table
from detente.charts.style import BLUE, GREY, INK, MUTED, data, share_axis, spec
from detente.language.current import gettext as _
from detente.language.format import day, shortened

if TYPE_CHECKING:
    from detente.observe.account import Account

ROW = 34
"""Pixels of a claim."""

LONGEST = 110
"""Characters of a statement."""

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def figure(account: Account) -> Chart:
    """Draw every claim's credence before, hollow, and after, filled; what moved most first."""
    rows = [
        {
            "name": shortened(statement, LONGEST),
            "before": before,
            "after": after,
            "text": ROW * n + 8,
            "line": ROW * n + 22,
        }
        for n, (statement, before, after) in enumerate(account.shares)
    ]
    height = ROW * max(len(rows), 1)
    scale = alt.Scale(domain=[0, 1], nice=False)
    base = alt.Chart(data(rows))

    def y(field: str) -> alt.Y:
        place = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
        return alt.Y(f"{field}:Q", scale=place, axis=None)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=share_axis(values=TICKS))

    layers = alt.layer(
        base.mark_text(align="left", color=INK, fontSize=12, limit=alt.ExprRef("width")).encode(
            x=alt.value(0), y=y("text"), text=alt.Text("name:N")
        ),
        base.mark_rule(color=GREY, strokeWidth=2).encode(
            x=x("before"), x2=alt.X2("after:Q"), y=y("line")
        ),
        base.mark_point(filled=True, fill="white", stroke=MUTED, size=50, opacity=1).encode(
            x=x("before"), y=y("line")
        ),
        base.mark_point(filled=True, color=BLUE, size=70, opacity=1).encode(
            x=x("after"), y=y("line")
        ),
    )
    return Chart(
        "observed",
        _("Credences before and after"),
        _(
            "Hollow, what was believed on {before}; filled, after what was observed up to {to}."
        ).format(before=day(account.since), to=day(account.to)),
        spec(layers, height),
        Table(
            (_("Claim"), _("Before"), _("After"), _("Change")),
            [(statement, *numbers) for statement, *numbers, _error in account.claims],
        ),
    )
