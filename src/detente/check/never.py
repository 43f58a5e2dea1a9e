"""What waits for a condition that no history brings: effects, processes, gates, transitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.check.histories import Histories
from detente.conditions.words import clause
from detente.effects.base import Effect
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.scenario.process_gates import WHILE

if TYPE_CHECKING:
    from detente.conditions.model import Condition
    from detente.scenario.scenario import Scenario


def never_holds(effect: Effect, scenario: Scenario, histories: Histories) -> str | None:
    """That the condition under which an effect acts never holds; None where it does."""
    plane = histories.compiled.model.during.get(effect.id)
    if effect.while_ is None or plane is None or histories.ever(plane):
        return None
    return never_so(effect.while_, scenario, histories)


def never_so(condition: Condition, scenario: Scenario, histories: Histories) -> str:
    """That a condition holds on no day of any history."""
    return _(
        "in none of {futures} in which all that may happen often does, this is ever so: {clause}"
    ).format(futures=futures(histories.number), clause=clause(condition, scenario.words))


def never(scenario: Scenario, histories: Histories) -> Iterator[str]:
    """Processes whose condition never holds, one line each."""
    gates = {gate.effect: gate.plane for gate in histories.compiled.model.gates}
    for entry in scenario.file.processes:
        plane = gates.get(f"{entry.id}{WHILE}")
        if entry.while_ is None or plane is None or histories.ever(plane):
            continue
        yield _("process '{process}': while: {why}").format(
            process=entry.id, why=never_so(entry.while_, scenario, histories)
        )
