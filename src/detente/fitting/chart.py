"""A fit as a chart of rows: prior and posterior of each coefficient, and of each hazard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import BLUE, GREY, GRID, INK, MUTED, PLAIN, data, spec
from detente.language.current import gettext as _
from detente.language.format import decimal, general, integer, percent
from detente.scenario.draw_names import draw_name
from detente.scenario.fitted.said import said, yearly

if TYPE_CHECKING:
    from detente.scenario.fitted.file import CoefficientEntry, FitFile, TransitionEntry
    from detente.scenario.scenario import Scenario

ROW, TOP = 40, 8
"""Pixels of a coefficient, and above the first."""

NAME, PRIOR, POSTERIOR = 7, 20, 29
"""Pixels within a row of its words and of its two intervals."""

WIDE = 1.96
"""Standard deviations of a 95 % interval, either way."""

MOST = 60
"""Coefficients and hazards that are drawn; the others are in the table."""


def counted(fit: FitFile) -> list[str]:
    """What was fitted, for the head of a page."""
    return [said(fit)]


def figure(fit: FitFile, scenario: Scenario) -> Chart:
    """Draw prior and posterior of each coefficient, one below the other.

    What factors do to transitions is a coefficient too. Of a hazard the axis has the logarithm of
    what it is times what was stated. Chances of transitions are in the table alone.
    """
    hazards = [each for each in fit.transitions if each.part == "rate"]
    factors = [each for each in fit.transitions if each.part == "factor"]
    bars = [_bar(each, scenario) for each in fit.coefficients]
    bars += [_bar(each, scenario) for each in factors]
    bars = [*bars, *(_hazard(each, scenario) for each in hazards)][:MOST]
    height = TOP + ROW * max(len(bars), 1) + 6
    rows = [_row(each, TOP + ROW * n) for n, each in enumerate(bars)]
    ends = [0.0, *(end for each in bars for end in each.after)]
    ends += _prior_ends(bars, min(ends), max(ends))
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
            x=x("prior_low"), x2=alt.X2("prior_high:Q"), y=at("prior")
        ),
        base.mark_point(filled=True, fill="white", stroke=MUTED, strokeWidth=1.5, size=45,
                        opacity=1).encode(x=x("prior_mean"), y=at("prior")),
        base.mark_rule(color=BLUE, strokeWidth=3).encode(
            x=x("low"), x2=alt.X2("high:Q"), y=at("posterior")
        ),
        base.mark_point(filled=True, size=60, color=BLUE, opacity=1).encode(
            x=x("mean"), y=at("posterior")
        ),
        base.mark_text(align="left", color=INK, limit=alt.ExprRef("width - 130")).encode(
            x=alt.value(0), y=at("name"), text=alt.Text("label:N")
        ),
        base.mark_text(align="right").encode(
            x=alt.value("width"), y=at("name"), text=alt.Text("number:N")
        ),
    ]  # fmt: skip
    return Chart(
        "fit",
        _("Coefficients before and after the record"),
        _(
            "Intervals of {n} coefficients: what was believed of each before, and what the record "
            "makes of it."
        ).format(n=integer(len(bars))),
        spec(alt.layer(*layers), height),
        table(fit, scenario),
        [
            Entry("○", MUTED, _("before: prior, with its 95 % interval (dashed)")),
            Entry("●", BLUE, _("after: posterior, with its 95 % interval")),
            *(
                [
                    Entry(
                        "0",
                        INK,
                        _("of a hazard: as stated; the axis has the logarithm of the ratio"),
                    )
                ]
                if hazards
                else []
            ),
        ],
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    """A row: its words, its number, the means before and after, and the two intervals."""

    label: str
    number: str
    means: tuple[float, float]
    before: tuple[float, float]
    after: tuple[float, float]


def _interval(mean: float, sd: float) -> tuple[float, float]:
    return mean - WIDE * sd, mean + WIDE * sd


def _bar(each: CoefficientEntry | TransitionEntry, scenario: Scenario) -> _Bar:
    return _Bar(
        draw_name(scenario, each.name),
        f"{decimal(each.mean, 2)} ± {decimal(each.sd, 2)}",
        (each.prior_mean, each.mean),
        _interval(each.prior_mean, each.prior_sd),
        _interval(each.mean, each.sd),
    )


def _hazard(each: TransitionEntry, scenario: Scenario) -> _Bar:
    """The logarithm of a hazard, less that of the stated one; its mean is that of the hazard."""
    stated = each.prior_mean + 0.5 * each.prior_sd**2
    return _Bar(
        draw_name(scenario, each.name),
        _a_year(each.mean, each.sd),
        (0.0, each.mean + 0.5 * each.sd**2 - stated),
        _interval(each.prior_mean - stated, each.prior_sd),
        _interval(each.mean - stated, each.sd),
    )


def _a_year(mean: float, sd: float) -> str:
    return _("{n} a year").format(n=general(yearly(mean, sd), 3))


def _prior_ends(drawn: list[_Bar], low: float, high: float) -> list[float]:
    """Ends of priors, as far as they do not press what was fitted into a corner."""
    room = 1.5 * (high - low)
    ends = (end for each in drawn for end in each.before)
    return [min(max(end, low - room), high + room) for end in ends]


def _row(each: _Bar, top: int) -> dict[str, object]:
    return {
        "top": top + ROW - 3,
        "name": top + NAME,
        "prior": top + PRIOR,
        "posterior": top + POSTERIOR,
        "prior_low": each.before[0],
        "prior_high": each.before[1],
        "prior_mean": each.means[0],
        "low": each.after[0],
        "high": each.after[1],
        "mean": each.means[1],
        "label": each.label,
        "number": each.number,
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
                _said(each.mean, each.sd),
                _said(each.prior_mean, each.prior_sd),
                integer(each.acts),
                "—" if earned is None else decimal(earned, 2),
                "—" if earned is None or gain <= 1e-9 else percent(earned / gain, 0),
            )
        )
    for move in fit.transitions:
        said = _hazard_said if move.part == "rate" else _said
        rows.append(
            (
                draw_name(scenario, move.name),
                said(move.mean, move.sd),
                said(move.prior_mean, move.prior_sd),
                integer(move.seen),
                "—",
                "—",
            )
        )
    head = (
        _("Coefficient"),
        _("Fitted"),
        _("Prior"),
        _("Acts, or moves") if fit.transitions else _("Acts"),
        _("Log-likelihood earned by its effect"),
        _("Share"),
    )
    return Table(head, rows)


def _said(mean: float, sd: float) -> str:
    return f"{decimal(mean, 3)} ± {decimal(sd, 3)}"


def _hazard_said(mean: float, sd: float) -> str:
    return f"{_a_year(mean, sd)} (± {decimal(sd, 2)})"
