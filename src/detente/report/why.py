"""Why: the parts of what holds an outcome back, stacked over time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.charts.chart import Chart
from detente.explain.brought_said import against
from detente.explain.index_acts import EARLIER
from detente.explain.pieces import BASE
from detente.explain.said import pressing_in_words, weighed_in_words
from detente.explain.stack import ProcessStack
from detente.language.current import gettext as _
from detente.language.format import decimal, signed
from detente.report.effect_names import part_name
from detente.report.gates import gates
from detente.report.scenario_texts import ScenarioTexts
from detente.report.stack_chart import Stack, draw
from detente.scenario.weighed_names import moved

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.weighed import Weighed

F64 = NDArray[np.float64]


def stacks(explanation: Explanation) -> list[Chart]:
    """The stacks of an outcome, whatever its kind, each with its gates beneath."""
    dates = explanation.ensemble.dates
    figures = []
    for process in (*explanation.stacks, *explanation.against):
        figures.append(draw(_of_process(explanation, process), dates))
        figures += gates(explanation, process)
    figures += [draw(_of_weighed(explanation, each), dates) for each in explanation.weighed]
    if explanation.index is not None:
        figures.append(draw(_of_index(explanation), dates))
    if explanation.pressure is not None:
        figures.append(draw(_of_pressure(explanation), dates))
    return figures


def _of_process(explanation: Explanation, stack: ProcessStack) -> Stack:
    merged: dict[str, F64] = {}
    for i, part in enumerate(stack.parts):
        if part.effect != BASE:
            name = part_name(explanation, part)
            merged[name] = merged.get(name, 0.0) + stack.values[:, i]
    title = ScenarioTexts(explanation.ensemble.scenario).process(stack.process)
    values = np.column_stack(list(merged.values())) if merged else np.zeros((len(stack.waiting), 0))
    # where every gate is closed there is no chance that parts could multiply
    values[~np.isfinite(stack.log_hazard)] = np.nan
    return Stack(
        f"why-{stack.process}",
        (
            against(explanation.brought)
            if stack in explanation.against
            else _("What holds it back, and what drives it: {act}")
        ).format(act=title),
        _("Stacked bars over time: what multiplies the usual daily chance of “{act}”.").format(
            act=title
        ),
        list(merged),
        values,
        True,
        _("all together"),
        stack.selected,
    )


def _of_weighed(explanation: Explanation, found: Weighed) -> Stack:
    scenario = explanation.ensemble.scenario
    title = moved(scenario, found.name).title
    rows = [i for i, part in enumerate(found.parts) if part != BASE]
    names = weighed_in_words(scenario, found)
    return Stack(
        f"why-{re.sub('[^a-z0-9]+', '-', found.name.lower())}",
        _("What raises and lowers it: {what}").format(what=title),
        _("Stacked bars over time: what multiplies the usual chance: {what}.").format(what=title),
        [names[i] for i in rows],
        found.values[:, rows],
        True,
        _("all together"),
    )


def _of_index(explanation: Explanation) -> Stack:
    stack = explanation.index
    assert stack is not None
    said = ScenarioTexts(explanation.ensemble.scenario)
    names = [
        _("acts before the as-of date") if row == EARLIER else said.process(row)
        for row in stack.rows
    ]
    # scheduled acts of one effect go together
    merged: dict[str, F64] = {}
    for i, name in enumerate(names):
        merged[name] = merged.get(name, 0.0) + stack.values[:, i]
    return Stack(
        "why-index",
        _("Which acts moved the index"),
        _("Stacked bars over time: how far each kind of act moves the index from its usual tone."),
        list(merged),
        np.column_stack(list(merged.values())),
        False,
        _("index above its usual tone ({usual})").format(usual=signed(stack.usual)),
    )


def _of_pressure(explanation: Explanation) -> Stack:
    found = explanation.pressure
    assert found is not None
    return Stack(
        "why-pressure",
        _("What presses on it"),
        _("Stacked bars over time: the mean pressure, by what presses."),
        [pressing_in_words(explanation.ensemble.scenario, part) for part in found.parts],
        found.values,
        False,
        _("pressure (it gives way at {threshold} in the mean)").format(
            threshold=decimal(found.threshold, 2)
        ),
    )
