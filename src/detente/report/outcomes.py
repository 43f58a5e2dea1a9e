"""Outcomes: how likely each is, and by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import STILL, Chart, Table
from detente.charts.rows import LINE, NARROW, WIDE, rows, scale
from detente.charts.style import (
    BLUE,
    INK,
    PALE_BLUE,
    calendar,
    data,
    moment,
    share_axis,
    spec,
    thinned,
    track,
)
from detente.ensemble.interval_said import interval_said
from detente.ensemble.timing import in_words
from detente.language.current import gettext as _
from detente.language.format import day, decimal, interval, labelled, percent
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.given_names import given_row

if TYPE_CHECKING:
    from detente.ensemble.after import After
    from detente.ensemble.ensemble import Ensemble

THIRD = 212
"""Pixels of a small chart on paper: three stand side by side."""
VALUE = 120
"""Pixels for the number of a row, to the right of its words."""
SMALL, LARGE = 96, 260
"""Pixels of the height of a curve among others, and of one by itself."""
EDGES = 26
"""Pixels of the place of a chart that are left and right of its rows."""


def shown(ensemble: Ensemble, also: str) -> list[str]:
    """Listed outcomes, and the one that is explained."""
    return [o.id for o in ensemble.scenario.outcomes if o.listed or o.id == also]


def outcome_table(
    ensemble: Ensemble, outcomes: list[str], known: Mapping[str, tuple[float, float]]
) -> Table:
    """Probability, interval, error, dates and waiting time of outcomes.

    `known` holds the range of each if one knew which claims hold.
    """
    rows: list[tuple[str, ...]] = []
    for outcome in outcomes:
        estimate = ensemble.estimate(outcome)
        dates, timing = ensemble.typical_dates(outcome), ensemble.timing(outcome)
        median = ensemble.median_date(outcome)
        rows.append(
            (
                named(ensemble, outcome),
                percent(estimate.probability),
                interval_said(ensemble, outcome),
                f"±{decimal(100 * estimate.monte_carlo, 1)}",
                interval(*known[outcome]),
                ", ".join(part for part in in_words(timing, dates) if part),
                "—" if median is None else day(median),
                "—" if ensemble.on_one_day(outcome) else decimal(ensemble.mean_waiting(outcome)),
            )
        )
        both = ensemble.after(outcome)
        if both is not None:
            rows.append(_given(ensemble, both))
        rows += _given_rows(ensemble, outcome)
    head = (
        _("Outcome"),
        _("Likely"),
        _("95 % interval"),
        _("Monte Carlo error"),
        _("Claims known"),
        _("When, if it comes"),
        _("Half of all futures by"),
        _("Mean wait, days"),
    )
    return Table(head, rows)


def named(ensemble: Ensemble, outcome: str) -> str:
    """An outcome's title; of one that counts after another, with the word that it is both."""
    title = ScenarioTexts(ensemble.scenario).outcome(outcome)
    if ensemble.after(outcome) is None:
        return title
    return _("{outcome} (chance of both)").format(outcome=title)


def _given(ensemble: Ensemble, both: After) -> tuple[str, ...]:
    """The row of the chance given the outcome that has to come first."""
    antecedent = ScenarioTexts(ensemble.scenario).outcome(both.antecedent)
    name = _("given “{antecedent}” ({p})").format(
        antecedent=antecedent, p=percent(both.first.probability)
    )
    if both.given is None:
        return (name, "—", "", "", "", "")
    return (name, percent(both.given.probability), interval(*both.given.interval), "", "", "")


def _given_rows(ensemble: Ensemble, outcome: str) -> Iterator[tuple[str, ...]]:
    """The rows of the chance given what the scenario gives an outcome, and of the joint chance."""
    found, given = ensemble.given(outcome), ensemble.scenario.outcome(outcome).given
    if found is None or given is None:
        return
    title = ScenarioTexts(ensemble.scenario).outcome(outcome)
    name = given_row(ensemble.scenario, given, found.first.probability)
    for words, estimate in (
        (labelled(title, name), found.given),
        (labelled(title, _("both, in the same future")), found.both),
    ):
        if estimate is None:
            yield words, "—", "", "", "", "", "", ""
            continue
        error = f"±{decimal(100 * estimate.monte_carlo, 1)}"
        likely = percent(estimate.probability)
        yield words, likely, interval(*estimate.interval), error, "", "", "", ""


def likelihoods(ensemble: Ensemble, outcomes: list[str]) -> Chart:
    """Probabilities with their intervals, one row each."""
    return Chart(
        "outcomes",
        _("How likely each outcome is"),
        _("Points with 95 % intervals, one row for each outcome; the table has the same numbers."),
        _likelihoods(ensemble, outcomes, WIDE),
        narrow=_likelihoods(ensemble, outcomes, NARROW),
    )


def _likelihoods(ensemble: Ensemble, outcomes: list[str], width: int) -> dict[str, Any]:
    labels = [named(ensemble, outcome) for outcome in outcomes]
    placed, height = rows(labels, width - VALUE - EDGES)
    found = []
    for outcome, row in zip(outcomes, placed, strict=True):
        estimate = ensemble.estimate(outcome)
        low, high = estimate.interval
        found.append(
            {
                "top": row.top,
                "y": row.middle,
                "p": estimate.probability,
                "low": low,
                "high": high,
                "label": row.label,
                "value": f"{percent(estimate.probability)} ({interval_said(ensemble, outcome)})",
            }
        )
    y, top = (alt.Y(f"{at}:Q", axis=None, scale=scale(height)) for at in ("y", "top"))
    x = alt.X(
        "low:Q",
        scale=alt.Scale(domain=[0, 1]),
        axis=share_axis(values=(0, 0.25, 0.5, 0.75, 1), grid=False),
    )
    base = alt.Chart(data(found))
    tip = alt.Tooltip("value:N")
    chart = alt.layer(
        track(base, y),
        base.mark_rule(strokeWidth=8, color=PALE_BLUE).encode(
            x=x, x2=alt.X2("high:Q"), y=y, tooltip=tip
        ),
        base.mark_point(filled=True, size=110, color=BLUE, opacity=1).encode(
            x=alt.X("p:Q"), y=y, tooltip=tip
        ),
        base.mark_text(
            align="left", baseline="top", lineHeight=LINE, limit=alt.ExprRef(f"width - {VALUE}")
        ).encode(x=alt.value(0), y=top, text=alt.Text("label:N")),
        base.mark_text(align="right", baseline="top", fontWeight="bold", color=INK).encode(
            x=alt.value("width"), y=top, text=alt.Text("value:N")
        ),
    )
    return spec(chart, height)


def passages(ensemble: Ensemble, outcomes: list[str]) -> list[Chart]:
    """First-passage curves, one small chart each."""
    return [passage(ensemble, outcome) for outcome in outcomes]


def passage(ensemble: Ensemble, outcome: str, height: int = SMALL, still: int = THIRD) -> Chart:
    """The first-passage curve of an outcome: the share of the futures that have seen it."""
    curve = ensemble.first_passage(outcome)
    rows = [
        {
            "d": moment(ensemble.dates[t]),
            "p": float(curve[t]),
            "tip": labelled(day(ensemble.dates[t]), percent(float(curve[t]))),
        }
        for t in thinned(ensemble.days)
    ]
    base = alt.Chart(data(rows))
    x = calendar(ensemble.dates)
    y = alt.Y("p:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis())
    chart = alt.layer(
        base.mark_area(color=PALE_BLUE, opacity=0.55).encode(x=x, y=y),
        base.mark_line(color=BLUE, strokeWidth=2).encode(x=x, y=y),
        base.mark_rule(opacity=0, strokeWidth=6)
        .encode(x=x, tooltip=alt.Tooltip("tip:N"))
        .properties(name="hover"),
    )
    title = ScenarioTexts(ensemble.scenario).outcome(outcome)
    return Chart(
        f"first-passage-{outcome}",
        title,
        _("Share of the futures that have seen “{outcome}”, by date: {p} at the end.").format(
            outcome=title, p=percent(float(curve[-1]))
        ),
        spec(chart, height),
        still=still,
    )


def standing(ensemble: Ensemble, outcome: str) -> Chart:
    """One outcome by itself: its first-passage curve; how likely it is, if it has one day only."""
    if ensemble.on_one_day(outcome):
        return likelihoods(ensemble, [outcome])
    chart = passage(ensemble, outcome, LARGE, STILL)
    title = _("{outcome}: share of the futures that have seen it, by date")
    return replace(chart, title=title.format(outcome=chart.title))


def passage_table(ensemble: Ensemble, outcomes: list[str]) -> Table:
    """Shares by date: some dates spread over the horizon."""
    said = ScenarioTexts(ensemble.scenario)
    curves = [ensemble.first_passage(outcome) for outcome in outcomes]
    days = sorted({round((i + 1) * (ensemble.days - 1) / 12) for i in range(12)})
    return Table(
        (_("By"), *(said.outcome(outcome) for outcome in outcomes)),
        [(day(ensemble.dates[t]), *(percent(float(curve[t])) for curve in curves)) for t in days],
    )
