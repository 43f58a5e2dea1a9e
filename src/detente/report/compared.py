"""Two settings as curves over one another: outcomes by date, and relation indices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import (
    BLUE,
    INK,
    PALE_BLUE,
    PLAIN,
    calendar,
    data,
    moment,
    share_axis,
    spec,
    thinned,
)
from detente.language.current import gettext as _
from detente.language.format import day, labelled, percent, signed
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

HEIGHT = 200
ROWS = 13
"""Days of the table behind a chart."""

A_LOOK: dict[str, Any] = {"color": INK, "strokeWidth": 1.75, "strokeDash": [5, 4]}
B_LOOK: dict[str, Any] = {"color": BLUE, "strokeWidth": 2.5}


def _key() -> list[Entry]:
    return [Entry("- -", INK, "A"), Entry("—", BLUE, "B")]


def _days(days: int) -> list[int]:
    return sorted({round(i * (days - 1) / (ROWS - 1)) for i in range(ROWS)})


def passages_compared(first: Ensemble, second: Ensemble, outcome: str) -> Chart:
    """Share of the futures that have seen an outcome, by date, in both.

    Parameters
    ----------
    first, second : Ensemble
        A and B, of the same days.
    outcome : str
    """
    a, b = first.first_passage(outcome), second.first_passage(outcome)
    dates = first.dates
    title = ScenarioTexts(first.scenario).outcome(outcome)
    rows = [
        {
            "d": moment(dates[t]),
            "a": float(a[t]),
            "b": float(b[t]),
            "tip": labelled(
                day(dates[t]),
                _("A {a}, B {b}").format(a=percent(float(a[t])), b=percent(float(b[t]))),
            ),
        }
        for t in thinned(first.days)
    ]
    base, x = alt.Chart(data(rows)), calendar(dates)
    scale, axis = alt.Scale(domain=[0, 1]), share_axis()
    layers = [
        base.mark_area(color=PALE_BLUE, opacity=0.45).encode(
            x=x, y=alt.Y("a:Q", scale=scale, axis=axis), y2=alt.Y2("b:Q")
        ),
        base.mark_line(**A_LOOK).encode(x=x, y=alt.Y("a:Q", scale=scale, axis=axis)),
        base.mark_line(**B_LOOK).encode(x=x, y=alt.Y("b:Q", scale=scale, axis=axis)),
        base.mark_rule(opacity=0, strokeWidth=6)
        .encode(x=x, tooltip=alt.Tooltip("tip:N"))
        .properties(name="hover"),
    ]
    return Chart(
        f"compared-{outcome}",
        title,
        _(
            "Share of the futures that have seen “{outcome}”, by date, in A (dashed) and in B: "
            "{a} and {b} at the end."
        ).format(outcome=title, a=percent(float(a[-1])), b=percent(float(b[-1]))),
        spec(alt.layer(*layers), HEIGHT),
        Table(
            (_("By"), "A", "B"),
            [
                (day(dates[t]), percent(float(a[t])), percent(float(b[t])))
                for t in _days(first.days)
            ],
        ),
        _key(),
    )


def indices_compared(first: Ensemble, second: Ensemble) -> list[Chart]:
    """The relation index of each pair in both: the mean, and where 80 % of the futures lie."""
    return [_index(first, second, each.pair) for each in first.scenario.file.index]


def _index(first: Ensemble, second: Ensemble, pair: tuple[str, str]) -> Chart:
    a, b = first.index(*pair), second.index(*pair)
    dates = first.dates
    names = ScenarioTexts(first.scenario).pair(pair)
    rows = [
        {
            "d": moment(dates[t]),
            "a": float(a.mean[t]),
            "b": float(b.mean[t]),
            "alow": float(a.low[t]),
            "ahigh": float(a.high[t]),
            "blow": float(b.low[t]),
            "bhigh": float(b.high[t]),
            "tip": labelled(
                day(dates[t]),
                _("A {a}, B {b}").format(a=signed(float(a.mean[t])), b=signed(float(b.mean[t]))),
            ),
        }
        for t in thinned(first.days)
    ]
    base, x = alt.Chart(data(rows)), calendar(dates)
    scale = alt.Scale(nice=True, zero=False)
    axis = alt.Axis(title=None, labelExpr=PLAIN, ticks=False, domain=False)

    def y(name: str) -> alt.Y:
        return alt.Y(f"{name}:Q", scale=scale, axis=axis)

    edge: dict[str, Any] = {"color": INK, "strokeWidth": 1, "strokeDash": [2, 3], "opacity": 0.7}
    layers = [
        base.mark_area(color=PALE_BLUE, opacity=0.45).encode(
            x=x, y=y("blow"), y2=alt.Y2("bhigh:Q")
        ),
        base.mark_line(**edge).encode(x=x, y=y("alow")),
        base.mark_line(**edge).encode(x=x, y=y("ahigh")),
        base.mark_line(**A_LOOK).encode(x=x, y=y("a")),
        base.mark_line(**B_LOOK).encode(x=x, y=y("b")),
        base.mark_rule(opacity=0, strokeWidth=6)
        .encode(x=x, tooltip=alt.Tooltip("tip:N"))
        .properties(name="hover"),
    ]
    return Chart(
        "compared-index-" + "-".join(each.lower() for each in pair),
        _("Relation index {pair}").format(pair=names),
        _(
            "The relation index {pair} by date, in A (dashed) and in B, each with the band of 80 % "
            "of its futures: {a} and {b} in the mean at the end."
        ).format(pair=names, a=signed(float(a.mean[-1])), b=signed(float(b.mean[-1]))),
        spec(alt.layer(*layers), HEIGHT),
        Table(
            (_("Date"), "A", "B"),
            [
                (day(dates[t]), signed(float(a.mean[t]), 2), signed(float(b.mean[t]), 2))
                for t in _days(first.days)
            ],
        ),
        [*_key(), Entry("▒", PALE_BLUE, _("80 % of the futures of B; of A, between dotted lines"))],
    )
