"""How likely an outcome is given what its scenario gives it, and how likely both are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.memo.names import outcome_named
from detente.language.counted import chance
from detente.language.current import gettext as _
from detente.language.sentence import sentence
from detente.scenario.given_names import condition_said

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def given_said(ensemble: Ensemble, outcome: str) -> str:
    """The sentence; empty where it is given nothing, or no future sees what it is given."""
    found, scenario = ensemble.given(outcome), ensemble.scenario
    given = scenario.outcome(outcome).given
    if found is None or found.given is None or given is None:
        return ""
    chances = {
        "first": chance(found.first.probability),
        "given": chance(found.given.probability),
        "both": chance(found.both.probability),
    }
    if isinstance(given, str):
        template = _(
            "In the {first} of the futures in which {other} comes about, it comes about in "
            "{given}; both come about in {both} of all"
        )
        return sentence(template, other=outcome_named(scenario, given), **chances)
    template = _(
        "In the {first} of the futures in which {condition}, it comes about in {given}; both are "
        "so in {both} of all"
    )
    return sentence(template, condition=condition_said(scenario, given), **chances)
