"""By when an outcome comes about in continuations, with and without what is put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from detente.charts.chart import Chart, Entry
from detente.charts.style import (
    BLUE,
    GREY,
    VERMILLION,
    calendar,
    data,
    moment,
    share_axis,
    spec,
    thinned,
)
from detente.language.current import gettext as _
from detente.language.format import day, labelled, percent

if TYPE_CHECKING:
    from detente.branch.branches import Branches

HEIGHT = 220
"""Pixels."""


def figure(found: Branches, outcome: str | None = None) -> Chart:
    """Draw the share of the continuations that have seen an outcome, by date.

    Parameters
    ----------
    found : Branches
    outcome : str, optional
        By default the one that moves most.
    """
    scenario = found.plain.scenario
    if outcome is None:
        moved = max(found.outcomes, key=lambda each: abs(each.difference), default=None)
        outcome = scenario.outcomes[0].id if moved is None else moved.outcome
    arms = [(_("Without"), found.plain, BLUE)]
    if found.changed is not found.plain:
        arms.append((_("With"), found.changed, VERMILLION))
    lines = []
    x = calendar(found.plain.dates)
    y = alt.Y("p:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis())
    for name, ensemble, color in arms:
        curve = ensemble.first_passage(outcome)
        rows = [
            {
                "d": moment(ensemble.dates[t]),
                "p": float(curve[t]),
                "tip": labelled(f"{name}, {day(ensemble.dates[t])}", percent(float(curve[t]))),
            }
            for t in thinned(ensemble.days)
        ]
        base = alt.Chart(data(rows)).encode(x=x, y=y)
        lines.append(base.mark_line(color=color, strokeWidth=2, interpolate="step-after"))
        lines.append(base.mark_rule(opacity=0, strokeWidth=6).encode(tooltip=alt.Tooltip("tip:N")))
    begun = alt.Chart(data([{"d": moment(found.on)}]))
    lines.append(begun.mark_rule(color=GREY, strokeDash=[2, 3]).encode(x=x))
    title = scenario.words.outcome(outcome)
    return Chart(
        f"branch-{outcome}",
        title,
        _(
            "Share of the continuations that have seen “{outcome}”, by date; the dashed line is "
            "the day from which on they part."
        ).format(outcome=title),
        spec(alt.layer(*lines), HEIGHT),
        key=[Entry("—", color, name) for name, _ensemble, color in arms],
    )
