"""What an answer is given, for people: the outcome's title, or the condition in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.conditions.given import Given
from detente.conditions.model import Condition
from detente.conditions.words import clause
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import percent
from detente.language.safe import clean

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def condition_said(scenario: Scenario, condition: Condition) -> str:
    """A condition within a sentence."""
    return clause(condition, scenario.words)


def given_row(scenario: Scenario, given: Given, chance: float) -> str:
    """A row of what comes of something given another, with how likely that is."""
    if isinstance(given, str):
        return _("given “{antecedent}” ({p})").format(
            antecedent=clean(scenario.words.outcome(given)), p=percent(chance)
        )
    return fill(
        _("given that {condition} ({p})"),
        condition=condition_said(scenario, given),
        p=percent(chance),
    )


def given_clause(scenario: Scenario, given: Given) -> str:
    """The same without its chance, within a sentence."""
    if isinstance(given, str):
        return _("given “{outcome}”").format(outcome=clean(scenario.words.outcome(given)))
    return fill(_("given that {condition}"), condition=condition_said(scenario, given))
