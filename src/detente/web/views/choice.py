"""The outcome that a page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.report.findings import chosen_outcome
from detente.report.scenario_texts import ScenarioTexts

if TYPE_CHECKING:
    from detente.web.views.page import Subject


def chosen(subject: Subject) -> str:
    """The outcome of the view, or the first that is listed."""
    return chosen_outcome(subject.scenario, subject.view.outcome)


def choices(subject: Subject) -> list[tuple[str, str]]:
    """Every outcome with its title, those that tables list first."""
    said = ScenarioTexts(subject.scenario)
    ordered = sorted(subject.scenario.outcomes, key=lambda each: not each.listed)
    return [(each.id, said.outcome(each.id)) for each in ordered]
