"""Gates beneath a stack: on which share of the waiting futures they are closed, or ajar."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import altair as alt
import numpy as np

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import calendar, data, moment, share_axis, spec, weeks
from detente.explain.stack import ProcessStack
from detente.language.current import gettext as _
from detente.language.format import day, labelled, percent
from detente.report.effect_names import effect_name
from detente.report.scenario_texts import ScenarioTexts
from detente.report.stack_chart import FAINT, weekly

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

CLOSED, AJAR = "#1b1f24", FAINT


def gate_owners(explanation: Explanation) -> dict[str, str | None]:
    """Claims that own gates, by effect."""
    ensemble = explanation.ensemble
    model = ensemble.scenario.compiled(ensemble.days).model
    return {gate.effect: gate.owner for gate in model.gates}


def gates(explanation: Explanation, stack: ProcessStack) -> list[Chart]:
    """Closed and ajar gates, as shares of the futures that wait; one chart for each effect."""
    dates = explanation.ensemble.dates
    spans = list(weeks(len(dates)))
    owner = gate_owners(explanation)
    figures = []
    for effect in stack.closed:
        both = np.column_stack([stack.closed[effect], stack.ajar[effect]])
        if not np.nan_to_num(both).max() > 0.0:
            continue
        values = weekly(both, spans)
        name = effect_name(explanation, effect, owner.get(effect))
        kinds = ((_("closed"), 0, [1, 0], CLOSED), (_("ajar"), 1, [5, 3], AJAR))
        layers = []
        for word, k, dash, colour in kinds:
            if not np.nan_to_num(values[:, k]).max() > 0.0:
                continue
            rows = [
                {
                    "d": moment(dates[span.start]),
                    "p": float(values[i, k]),
                    "tip": labelled(
                        day(dates[span.start]), f"{word} {percent(float(values[i, k]), 0)}"
                    ),
                }
                for i, span in enumerate(spans)
                if not math.isnan(values[i, k])
            ]
            base = alt.Chart(data(rows))
            y = alt.Y("p:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis())
            layers.append(
                base.mark_line(
                    color=colour, strokeWidth=2.5, strokeDash=dash, interpolate="step-after"
                ).encode(x=calendar(dates), y=y)
            )
            layers.append(
                base.mark_rule(opacity=0, strokeWidth=8)
                .encode(x="d:Q", tooltip=alt.Tooltip("tip:N"))
                .properties(name="hover")
            )
        shown = sorted({round(i * (len(spans) - 1) / 6) for i in range(7)})
        table = Table(
            (_("Gate"), *(day(dates[spans[i].start]) for i in shown)),
            [
                (word, *("" if math.isnan(v) else percent(float(v), 0) for v in values[shown, k]))
                for word, k, _dash, _colour in kinds
            ],
        )
        title = _("Gate on “{act}”: {effect}").format(
            act=ScenarioTexts(explanation.ensemble.scenario).process(stack.process), effect=name
        )
        figures.append(
            Chart(
                f"gate-{stack.process}--{effect}",
                title,
                _("Share of the futures still waiting on which this gate is closed, or ajar."),
                spec(alt.layer(*layers), 84),
                table,
                [
                    Entry("—", CLOSED, _("closed: the act cannot happen")),
                    Entry("- -", AJAR, _("ajar: the act is held back, not excluded")),
                ],
            )
        )
    return figures
