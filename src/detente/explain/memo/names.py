"""Claims, outcomes and effects as a memo names them: by what they say, never by an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.statement import statement
from detente.scenario.effect_names import effect_title
from detente.scenario.process_gates import COUNTERPART, WHILE

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def claim_named(scenario: Scenario, claim: str) -> str:
    """What a claim asserts, quoted."""
    return statement(scenario.words.claim(claim))


def outcome_named(scenario: Scenario, outcome: str) -> str:
    """The title of an outcome, quoted."""
    return statement(scenario.words.outcome(outcome))


def row_named(scenario: Scenario, row: str) -> str:
    """A process by its title, or scheduled acts by their prose, quoted."""
    words = scenario.words
    return statement(words.prose(row) if "@" in row else words.process(row))


def owner_named(scenario: Scenario, claim: str | None, effect: str, *, rule: bool = False) -> str:
    """What acts: the claim that owns it, or an effect of the background."""
    if claim is not None:
        template = _("the rule {claim}") if rule else _("the claim {claim}")
        named = fill(template, claim=claim_named(scenario, claim))
        found = next((each for each in scenario.effects if each.id == effect), None)
        if found is None or found.denied_by != claim:
            return named
        return fill(
            _("{claim}, which denies an effect ({effect})"),
            claim=named,
            effect=effect_title(scenario, effect),
        )
    if rule:
        return _("the rule that contact takes both sides")
    return _of_process(scenario, effect) or fill(
        _("a background effect ({effect})"), effect=effect_title(scenario, effect)
    )


def _of_process(scenario: Scenario, effect: str) -> str | None:
    """What a process asks for itself: that it happens under a condition alone."""
    for process in scenario.processes:
        if effect in (f"{process.id}{WHILE}", f"{process.id}{COUNTERPART}"):
            return fill(
                _("the condition on {act} ({only})"),
                act=row_named(scenario, process.id),
                only=effect_title(scenario, effect),
            )
    return None
