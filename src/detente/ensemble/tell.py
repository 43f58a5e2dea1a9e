"""Which acts of a future are worth telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.ensemble.feeding import heard, plane_asked
from detente.outcomes.acts import ActsOutcome
from detente.outcomes.condition import ConditionOutcome

if TYPE_CHECKING:
    from detente.ensemble.future import Future, FutureAct
    from detente.scenario.scenario import Scenario

LINES = 12
"""Acts that a sample future shows."""


def asked_about(scenario: Scenario) -> set[str]:
    """Processes that listed outcomes ask about; a future tells of them first."""
    asked: set[str] = set()
    for outcome in scenario.outcomes:
        if outcome.listed and isinstance(outcome, ActsOutcome) and outcome.at_least == 1:
            for name in outcome.on:
                asked.update(scenario.file.groups.get(name, [name]))
        elif outcome.listed and isinstance(outcome, ConditionOutcome):
            compiled = scenario.compiled()
            rows = heard(compiled.model, plane_asked(compiled, outcome.id)).rows
            asked.update(row for row, _sign, _lag in rows)
    return asked


def telling(future: Future, asked: set[str], lines: int = LINES) -> list[FutureAct]:
    """The rarest acts of a future, those that are asked about first, each kind twice at most.

    Returns
    -------
    list of FutureAct
        In order of time.
    """
    rare = sorted(future.acts, key=lambda act: (act.row not in asked, act.usual_per_year, act.date))
    seen: dict[str, int] = {}
    chosen: list[FutureAct] = []
    for act in rare:
        if seen.get(act.row, 0) < 2 and len(chosen) < lines:
            seen[act.row] = seen.get(act.row, 0) + 1
            chosen.append(act)
    return sorted(chosen, key=lambda act: act.date)
