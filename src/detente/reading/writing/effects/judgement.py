"""A statement about chances or pace: compared with the futures, it moves nothing."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

LIKELY = ("the chances of {both} are good", "ceci est probable : {both}")
UNLIKELY = ("the chances of {both} are poor", "ceci est peu probable : {both}")
EVEN = 0.5
"""Credence from which a text that speaks of poor chances is sure of them, not of their contrary."""
AROUND = 0.15
"""How far the chance that a text judges may lie from the one that its words give."""


def build(desk: Desk) -> Built:
    """A band for the chance of what the claim speaks of."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    acts = desk.either("agreement")
    on = desk.on(actor, target, acts)
    outcome = plan.chance_of(on)
    sure = desk.proposal.sureness.credence
    down = desk.candidate.direction < 0 and sure >= EVEN
    chance = 1 - sure if down else sure
    low, high = (round(min(1.0, max(0.0, chance + side * AROUND)), 2) for side in (-1, 1))
    judged = {
        "outcome": outcome,
        "low": low,
        "high": high,
        "template": {"low": low, "high": high},
    }
    said = UNLIKELY if down else LIKELY
    return Built(said, on, "none", desk.names(actor, target, acts), judgement=judged)
