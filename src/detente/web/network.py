"""What hangs on what: claims, the mechanisms that they own, processes, outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from detente.effects.titles import kind_of

_WORTH = ("if_true", "if_false", "difference", "standard_error")

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def network(ensemble: Ensemble) -> dict[str, Any]:
    """The network of an ensemble as plain data.

    What a claim does to an outcome is the difference between the futures in which it holds and
    those in which it does not: seen, not forced.
    """
    scenario = ensemble.scenario
    model = ensemble.setting.compiled.model
    moved: dict[str, dict[str, None]] = {}
    for effect, process in (
        *((term.effect, term.process) for term in model.terms),
        *((gate.effect, gate.process) for gate in model.gates),
        *((rule.effect, rule.process) for rule in model.rules.values()),
    ):
        moved.setdefault(effect, {})[process] = None
    return {
        "claims": [claim.id for claim in scenario.claims],
        "mechanisms": [
            {
                "id": effect.id,
                "effect": kind_of(effect),
                "claims": list(dict.fromkeys(effect.claims())),
                "processes": list(moved.get(effect.id, ())),
            }
            for effect in scenario.effects
        ],
        "outcomes": [outcome.id for outcome in scenario.outcomes],
        "worths": [
            _worth(ensemble, k, claim.id, outcome.id)
            for outcome in scenario.outcomes
            for k, claim in enumerate(scenario.claims)
        ],
    }


def _worth(ensemble: Ensemble, number: int, claim: str, outcome: str) -> dict[str, Any]:
    came = ensemble.happened(outcome)
    holds = ensemble.truth[:, number].astype(bool)
    told: dict[str, Any] = {"claim": claim, "outcome": outcome}
    if holds.all() or not holds.any():
        share = float(came.mean())
        sides = (share, None) if holds.all() else (None, share)
        return told | dict(zip(_WORTH, (*sides, None, None), strict=True))
    one, other = float(came[holds].mean()), float(came[~holds].mean())
    variance = one * (1.0 - one) / holds.sum() + other * (1.0 - other) / (~holds).sum()
    return told | dict(
        zip(_WORTH, (one, other, one - other, float(np.sqrt(variance))), strict=True)
    )
