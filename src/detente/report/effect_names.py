"""Effects, and the parts of a daily chance, as the page names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.explain.pieces import Part
from detente.explain.said import own_part_in_words
from detente.language.current import gettext as _
from detente.report.scenario_texts import ScenarioTexts
from detente.scenario.effect_names import effect_title, of_process, part_title

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation


def effect_name(explanation: Explanation, effect: str, claim: str | None) -> str:
    """What the owner of an effect asserts, and which of its effects it is."""
    scenario = explanation.ensemble.scenario
    if of_process(scenario, effect):
        return effect_title(scenario, effect)  # which nobody but the process owns
    said = ScenarioTexts(scenario)
    owner = _("background") if claim is None else said.quoted(claim)
    near = {
        part.effect for stack in (*explanation.stacks, *explanation.against) for part in stack.parts
    }
    return f"{owner} ({part_title(scenario, effect, claim, near)})"


def part_name(explanation: Explanation, part: Part) -> str:
    """A part of a daily chance in words."""
    own = own_part_in_words(part.effect)
    if own is not None:
        return own
    name = effect_name(explanation, part.effect, part.claim)
    return _("gate: {effect}").format(effect=name) if part.gate else name
