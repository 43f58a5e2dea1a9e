"""What hangs on what: claims, the mechanisms that they own, processes, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.effects.titles import kind_of
from detente.report.hanging import moved_by_effects
from detente.web.play.worths import too_few, worths

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def network(ensemble: Ensemble) -> dict[str, Any]:
    """The network of an ensemble as plain data.

    What a claim is worth is told from the futures as they are, as on the page: of the claims that
    hold in enough of them, and fail in enough. Of the others it says how many there are.
    """
    scenario = ensemble.scenario
    moved = moved_by_effects(ensemble)
    return {
        "claims": [claim.id for claim in scenario.claims],
        "mechanisms": [
            {
                "id": effect.id,
                "effect": kind_of(effect),
                "claims": list(dict.fromkeys(effect.claims())),
                "processes": moved.get(effect.id, []),
            }
            for effect in scenario.effects
        ],
        "outcomes": [outcome.id for outcome in scenario.outcomes],
        "worths": [
            {
                "claim": worth.claim,
                "outcome": outcome.id,
                "if_true": worth.if_true,
                "if_false": worth.if_false,
                "worth": worth.worth,
                "interval": list(worth.interval),
                "told": worth.told,
            }
            for outcome in scenario.outcomes
            for worth in worths(ensemble, outcome.id).values()
        ],
        "too_few": [{"claim": claim, "futures": n} for claim, n in too_few(ensemble).items()],
    }
