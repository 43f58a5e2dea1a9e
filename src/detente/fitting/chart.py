"""A fit as a chart of rows: prior and posterior of each coefficient."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import BLUE, GREY, GRID, INK, MUTED, PLAIN, data, spec
from detente.language.current import gettext as _
from detente.language.format import decimal, integer, percent
from detente.scenario.draw_names import draw_name
from detente.scenario.fitted.said import said

if TYPE_CHECKING:
    from detente.scenario.fitted.file import CoefficientEntry, FitFile
    from detente.scenario.scenario import Scenario

ROW, TOP = 40, 8
"""Pixels of a coefficient, and above the first."""

NAME, PRIOR, POSTERIOR = 7, 20, 29
"""Pixels within a row of its words and of its two intervals."""

WIDE = 1.96
"""Standard deviations of a 95 % interval, either way."""

MOST = 60
"""Coefficients that are drawn; the others are in the table."""


def counted(fit: FitFile) -> list[str]:
    """What was fitted, for the head of a page."""
    return [said(fit)]


def figure(fit: FitFile, scenario: Scenario) -> Chart:
    """Draw prior and posterior of each coefficient, one below the other."""
    drawn = fit.coefficients[:MOST]
    height = TOP + ROW * max(len(drawn), 1) + 6
    rows = [_row(each, scenario, TOP + ROW * n) for n, each in enumerate(drawn)]
    ends = [0.0, *(float(str(row[key])) for row in rows for key in ("low", "high"))]
    ends += _prior_ends(drawn, min(ends), max(ends))
    margin = 0.04 * (max(ends) - min(ends)) or 1.0
    scale = alt.Scale(domain=[min(ends) - margin, max(ends) + margin], nice=False, zero=False,
                      clamp=True)  # fmt: skip
    axis = alt.Axis(title=None, labelExpr=PLAIN, tickCount=7, domain=False, ticks=False, grid=False)
    base = alt.Chart(data(rows))
    y = alt.Scale(domain=[0, height], range=[0, height])

    def at(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=y, axis=None)

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", scale=scale, axis=axis)

    layers = [
        base.mark_rule(color=GRID).encode(x=alt.value(0), x2=alt.value("width"), y=at("top")),
        alt.Chart(data([{"zero": 0}])).mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x("zero")),
        base.mark_rule(color=GREY, strokeWidth=2, strokeDash=[4, 3]).encode(
            x=x("prior_low"), x2="prior_high:Q", y=at("prior")
        ),
        base.mark_point(filled=True, fill="white", stroke=MUTED, strokeWidth=1.5, size=45,
                        opacity=1).encode(x=x("prior_mean"), y=at("prior")),
        base.mark_rule(color=BLUE, strokeWidth=3).encode(
            x=x("low"), x2="high:Q", y=at("posterior")
        ),
        base.mark_point(filled=True, size=60, color=BLUE, opacity=1).encode(
            x=x("mean"), y=at("posterior")
        ),
        base.mark_text(align="left", color=INK, limit=alt.ExprRef("width - 130")).encode(
            x=alt.value(0), y=at("name"), text="label:N"
        ),
        base.mark_text(align="right").encode(
            x=alt.value("width"), y=at("name"), text="number:N"
        ),
    ]  # fmt: skip
    return Chart(
        "fit",
        _("Coefficients before and after the record"),
        _(
            "Intervals of {n} coefficients: what was believed of each before, and what the record "
            "makes of it."
        ).format(n=integer(len(drawn))),
        spec(alt.layer(*layers), height),
        table(fit, scenario),
        [
            Entry("○", MUTED, _("before: prior, with its 95 % interval (dashed)")),
            Entry("●", BLUE, _("after: posterior, with its 95 % interval")),
        ],
    )


def _prior_ends(drawn: list[CoefficientEntry], low: float, high: float) -> list[float]:
    """Ends of priors, as far as they do not press what was fitted into a corner."""
    room = 1.5 * (high - low)
    ends = (each.prior_mean + way * each.prior_sd for each in drawn for way in (-WIDE, WIDE))
    return [min(max(end, low - room), high + room) for end in ends]


def _row(each: CoefficientEntry, scenario: Scenario, top: int) -> dict[str, object]:
    return {
        "top": top + ROW - 3,
        "name": top + NAME,
        "prior": top + PRIOR,
        "posterior": top + POSTERIOR,
        "prior_low": each.prior_mean - WIDE * each.prior_sd,
        "prior_high": each.prior_mean + WIDE * each.prior_sd,
        "prior_mean": each.prior_mean,
        "low": each.mean - WIDE * each.sd,
        "high": each.mean + WIDE * each.sd,
        "mean": each.mean,
        "label": draw_name(scenario, each.name),
        "number": f"{decimal(each.mean, 2)} ± {decimal(each.sd, 2)}",
    }


def table(fit: FitFile, scenario: Scenario) -> Table:
    """The same in numbers, with what each effect earns."""
    gain = fit.log_likelihood - fit.log_likelihood_baselines
    rows = []
    for each in fit.coefficients:
        earned = fit.earned.get(each.name.partition(".")[0])
        rows.append(
            (
                draw_name(scenario, each.name),
                f"{decimal(each.mean, 3)} ± {decimal(each.sd, 3)}",
                f"{decimal(each.prior_mean, 3)} ± {decimal(each.prior_sd, 3)}",
                integer(each.acts),
                "—" if earned is None else decimal(earned, 2),
                "—" if earned is None or gain <= 1e-9 else percent(earned / gain, 0),
            )
        )
    head = (
        _("Coefficient"),
        _("Fitted"),
        _("Prior"),
        _("Acts"),
        _("Log-likelihood earned by its effect"),
        _("Share"),
    )
    return Table(head, rows)
