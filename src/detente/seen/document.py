"""What is seen and what it changes, as plain data (docs/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.ensemble.given import estimate_document
from detente.ensemble.intervention import intervention_document

if TYPE_CHECKING:
    from detente.seen.answer import Beside, SeenAnswer


def answer_document(found: SeenAnswer) -> dict[str, Any]:
    """Return the answer as plain data."""
    scenario = found.setting.scenario
    return {
        "said": [each.said for each in found.seeings],
        "words": [each.words(scenario) for each in found.seeings],
        "things": [
            {
                "said": each.said,
                "chance": each.chance,
                "probability": each.probability,
                "interval": list(each.interval),
                "given": each.given,
            }
            for each in found.things
        ],
        "among": found.among,
        "played_besides": found.more,
        "left": found.left,
        "share": estimate_document(found.share),
        "intervention": (
            None if found.intervention is None else intervention_document(found.intervention)
        ),
        "outcomes": [
            beside_document(each)
            | {
                "first_passage": {
                    "without": [round(v, 9) for v in found.courses[each.id].without],
                    "given": [round(v, 9) for v in found.courses[each.id].given],
                }
            }
            for each in found.outcomes
        ],
        "claims": [beside_document(each) for each in found.claims],
    }


def beside_document(each: Beside) -> dict[str, Any]:
    """A probability without and given what is seen, as plain data."""
    return {
        "id": each.id,
        "title": each.title,
        "probability": each.probability,
        "interval": list(each.interval),
        "monte_carlo_error": each.monte_carlo,
        "given": each.given,
        "given_interval": list(each.given_interval),
        "given_monte_carlo_error": each.given_monte_carlo,
        "difference": each.difference,
        "difference_monte_carlo_error": each.difference_monte_carlo,
        "forced": each.forced,
        "forced_interval": None if each.forced_interval is None else list(each.forced_interval),
    }
