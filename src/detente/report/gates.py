"""Beneath a stack, shares of the futures that wait: gates that are closed or ajar, conditions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import altair as alt
import numpy as np
from numpy.typing import NDArray

from detente.charts.chart import Chart, Entry, Table
from detente.charts.style import BLUE, calendar, data, moment, share_axis, spec, weeks
from detente.explain.stack import ProcessStack
from detente.language.current import gettext as _
from detente.language.format import day, labelled, percent
from detente.report.effect_names import effect_name
from detente.report.scenario_texts import ScenarioTexts
from detente.report.stack_chart import FAINT, weekly

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

F64 = NDArray[np.float64]

CLOSED, AJAR, HOLDS = "#1b1f24", FAINT, BLUE


@dataclass(frozen=True, slots=True)
class _Line:
    """One share over time: its name, colour, dashes, and what the key says of it."""

    word: str
    values: F64
    colour: str
    dash: tuple[int, int]
    key: str


def gate_owners(explanation: Explanation) -> dict[str, str | None]:
    """Claims that own gates, by effect."""
    ensemble = explanation.ensemble
    model = ensemble.scenario.compiled(ensemble.days).model
    return {gate.effect: gate.owner for gate in model.gates}


def gates(explanation: Explanation, stack: ProcessStack) -> list[Chart]:
    """Closed and ajar gates, and conditions of effects; one chart for each effect."""
    owner = gate_owners(explanation)
    act = ScenarioTexts(explanation.ensemble.scenario).process(stack.process)
    figures = []
    for effect in stack.closed:
        name = effect_name(explanation, effect, owner.get(effect))
        lines = [
            _Line(
                _("closed"), stack.closed[effect], CLOSED, (1, 0),
                _("closed: the act cannot happen"),
            ),
            _Line(
                _("ajar"), stack.ajar[effect], AJAR, (5, 3),
                _("ajar: the act is held back, not excluded"),
            ),
        ]  # fmt: skip
        figures += _drawn(
            explanation,
            f"gate-{stack.process}--{effect}",
            _("Gate on “{act}”: {effect}").format(act=act, effect=name),
            _("Share of the futures still waiting on which this gate is closed, or ajar."),
            _("Gate"),
            lines,
        )
    owners = {part.effect: part.claim for part in reversed(stack.parts)}
    for effect, share in stack.held.items():
        name = effect_name(explanation, effect, owners.get(effect))
        line = _Line(_("holds"), share, HOLDS, (1, 0), _("its condition holds: the effect acts"))
        figures += _drawn(
            explanation,
            f"held-{stack.process}--{effect}",
            _("Condition of an effect on “{act}”: {effect}").format(act=act, effect=name),
            _("Share of the futures still waiting in which the condition of this effect holds."),
            _("Condition"),
            [line],
        )
    return figures


def _drawn(
    explanation: Explanation, id_: str, title: str, said: str, first: str, lines: Sequence[_Line]
) -> list[Chart]:
    """A chart of shares over time; none where all of them are nil."""
    dates = explanation.ensemble.dates
    spans = list(weeks(len(dates)))
    both = np.column_stack([line.values for line in lines])
    if not np.nan_to_num(both).max() > 0.0:
        return []
    values = weekly(both, spans)
    layers = []
    for k, line in enumerate(lines):
        if not np.nan_to_num(values[:, k]).max() > 0.0:
            continue
        rows = [
            {
                "d": moment(dates[span.start]),
                "p": float(values[i, k]),
                "tip": labelled(
                    day(dates[span.start]), f"{line.word} {percent(float(values[i, k]), 0)}"
                ),
            }
            for i, span in enumerate(spans)
            if not math.isnan(values[i, k])
        ]
        base = alt.Chart(data(rows))
        y = alt.Y("p:Q", scale=alt.Scale(domain=[0, 1]), axis=share_axis())
        layers.append(
            base.mark_line(
                color=line.colour,
                strokeWidth=2.5,
                strokeDash=list(line.dash),
                interpolate="step-after",
            ).encode(x=calendar(dates), y=y)
        )
        layers.append(
            base.mark_rule(opacity=0, strokeWidth=8)
            .encode(x=alt.X("d:Q"), tooltip=alt.Tooltip("tip:N"))
            .properties(name="hover")
        )
    shown = sorted({round(i * (len(spans) - 1) / 6) for i in range(7)})
    table = Table(
        (first, *(day(dates[spans[i].start]) for i in shown)),
        [
            (
                line.word,
                *("" if math.isnan(v) else percent(float(v), 0) for v in values[shown, k]),
            )
            for k, line in enumerate(lines)
        ],
    )
    marks = {(1, 0): "—", (5, 3): "- -"}
    entries = [Entry(marks[line.dash], line.colour, line.key) for line in lines]
    return [Chart(id_, title, said, spec(alt.layer(*layers), 84), table, entries)]
