"""Coefficients of a relational event model with their 95 % intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.figure import Figure
from detente.charts.style import BLUE, GREY, GRID, INK, MUTED, data, spec
from detente.language.current import gettext as _
from detente.language.format import decimal
from detente.language.safe import clean

if TYPE_CHECKING:
    import polars

ROW, FOOT = 34, 10
"""Pixels of an effect, and below the last one."""

INTERCEPT = "intercept"

SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+.2~f'), '-', '−')"


def coefficients_figure(summary: polars.DataFrame) -> Figure:
    """Draw a table of estimates.

    Parameters
    ----------
    summary : polars.DataFrame
        Columns effect, coefficient, lower, upper, p and, of several models, part.
    """
    rows = summary.to_dicts()
    # the rate at which all act is on another scale than what tells alternatives apart
    drawn = [row for row in rows if row["effect"] != INTERCEPT] or rows
    places = [_row(row, level) for level, row in enumerate(drawn)]
    height = ROW * len(drawn) + FOOT
    ends = [0.0, *(row[end] for row in drawn for end in ("lower", "upper"))]
    margin = 0.05 * (max(ends) - min(ends)) or 1.0
    scale = alt.Scale(domain=[min(ends) - margin, max(ends) + margin], nice=False, zero=False)
    axis = alt.Axis(
        title=None, labelExpr=SIGNED, tickCount=7, domain=False, ticks=False, grid=False
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)
    base = alt.Chart(data(places))
    x = alt.X("lower:Q", scale=scale, axis=axis)
    layers = [
        base.mark_rule(color=GRID).encode(x=alt.value(0), x2=alt.value("width"), y=y),
        alt.Chart(data([{"zero": 0}]))
        .mark_rule(color=GREY, strokeDash=[2, 3])
        .encode(x=alt.X("zero:Q")),
        base.mark_rule(color=BLUE, strokeWidth=3).encode(x=x, x2=alt.X2("upper:Q"), y=y),
        base.mark_point(filled=True, color=INK, size=60, opacity=1).encode(
            x=alt.X("coefficient:Q", scale=scale, axis=axis), y=y
        ),
        base.mark_text(align="left", dy=-12, limit=alt.ExprRef("width - 150")).encode(
            x=alt.value(0), y=y, text=alt.Text("label:N")
        ),
        base.mark_text(align="right", dy=-12).encode(
            x=alt.value("width"), y=y, text=alt.Text("number:N")
        ),
    ]
    figure = Chart(
        "coefficients",
        _("Coefficients with their 95 % intervals"),
        _("{n} coefficients, each a point on its 95 % interval.").format(n=len(drawn)),
        spec(alt.layer(*layers), height),
        _table(rows),
        [
            Entry("●", INK, _("estimate")),
            Entry("■", BLUE, _("95 % interval")),
            *(
                Entry("○", MUTED, _("not drawn: {text}").format(text=f"{_name(r)} {_number(r)}"))
                for r in rows
                if r not in drawn
            ),
        ],
    )
    return Figure(figure)


def _name(row: dict[str, Any]) -> str:
    return clean(f"{row['part']}: {row['effect']}" if "part" in row else row["effect"])


def _number(row: dict[str, Any]) -> str:
    ends = f"{decimal(row['lower'], 2)} … {decimal(row['upper'], 2)}"
    return f"{decimal(row['coefficient'], 2)} ({ends})"


def _row(row: dict[str, Any], level: int) -> dict[str, Any]:
    return {
        "y": ROW * level + 24,
        "lower": row["lower"],
        "upper": row["upper"],
        "coefficient": row["coefficient"],
        "label": _name(row),
        "number": _number(row),
    }


def _table(rows: list[dict[str, Any]]) -> Table:
    return Table(
        (_("Effect"), _("Coefficient"), _("From"), _("To"), "p"),
        [
            (
                _name(row),
                decimal(row["coefficient"], 3),
                decimal(row["lower"], 3),
                decimal(row["upper"], 3),
                decimal(row["p"], 3),
            )
            for row in rows
        ],
    )
