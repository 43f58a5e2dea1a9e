"""A statement about chances or pace: compared with the futures, it moves nothing."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

LIKELY = ("the chances of {both} are good", "ceci est probable : {both}")
UNLIKELY = ("the chances of {both} are poor", "ceci est peu probable : {both}")


def build(desk: Desk) -> Built:
    """A band for the chance of what the claim speaks of."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    acts = desk.either("agreement")
    on = desk.on(actor, target, acts)
    outcome = plan.chance_of(on)
    down = desk.candidate.direction < 0
    low, high = (0.0, 0.4) if down else (0.5, 1.0)
    said = UNLIKELY if down else LIKELY
    judged = {
        "outcome": outcome,
        "low": low,
        "high": high,
        "template": {"low": low, "high": high},
    }
    return Built(said, on, "none", desk.names(actor, target, acts), judgement=judged)
