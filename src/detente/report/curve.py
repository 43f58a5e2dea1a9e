"""First passage of one outcome, with an older curve dashed under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.charts.chart import Chart, Entry, Table
from detente.charts.layers import Layer, layered, numbers, over, pointer
from detente.charts.style import BLUE, INK, MUTED, PALE_BLUE, moment, shares, thinned
from detente.language.current import gettext as _
from detente.language.format import day, labelled, percent
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

HEIGHT = 220
ROWS = 13
"""Days of the table."""


def curve(now: Ensemble, outcome: str, before: Ensemble | None, names: tuple[str, str]) -> Chart:
    """Share of the futures that have seen an outcome, by date.

    Parameters
    ----------
    now : Ensemble
    outcome : str
    before : Ensemble or None
        What it is compared with: other futures of the same days.
    names : (str, str)
        What both are called in the key.
    """
    changed = before is not None
    curves = [each.first_passage(outcome) for each in (now, now if before is None else before)]
    dates = now.dates
    rows = []
    for t in thinned(now.days):
        p, old = (float(each[t]) for each in curves)
        said = f"{percent(old)} → {percent(p)}" if changed else percent(p)
        tip = labelled(day(dates[t]), said)
        rows.append({"d": moment(dates[t]), "p": p, "old": old, "tip": tip})
    x = over(dates)
    axis = shares((0, 0.25, 0.5, 0.75, 1))
    y = numbers("p", scale={"domain": [0, 1]}, axis=axis)
    layers = [
        Layer(rows, "area", {"color": PALE_BLUE, "opacity": 0.55}, {"x": x, "y": y}),
        Layer(rows, "line", {"color": BLUE, "strokeWidth": 2.5}, {"x": x, "y": y}),
    ]
    key: list[Entry] = []
    if changed:
        dashed = {"color": INK, "strokeWidth": 1.5, "strokeDash": [5, 4]}
        layers.append(Layer(rows, "line", dashed, {"x": x, "y": numbers("old")}))
        key = [
            Entry("—", BLUE, names[0]),
            Entry("- -", MUTED, names[1]),
        ]
    layers.append(pointer(rows, x))
    title = ScenarioTexts(now.scenario).outcome(outcome)
    days = sorted({round(i * (now.days - 1) / (ROWS - 1)) for i in range(ROWS)})
    head = (_("By"), _("now"), _("before")) if changed else (_("By"), title)
    return Chart(
        "first-passage",
        title,
        _("Share of the futures that have seen “{outcome}”, by date: {p} at the end.").format(
            outcome=title, p=percent(float(curves[0][-1]))
        ),
        layered(layers, HEIGHT),
        Table(
            head,
            [
                (day(dates[t]), *(percent(float(each[t])) for each in curves[: len(head) - 1]))
                for t in days
            ],
        ),
        key,
    )
