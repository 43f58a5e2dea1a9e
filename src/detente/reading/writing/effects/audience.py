"""Own public words make backing down costly."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

SAID = (
    "after its public words {a} can hardly back down: fewer chances for {acts}",
    "après ses propos publics, {a} ne [peut|peuvent] guère reculer : moins de chances pour {acts}",
)


def build(desk: Desk) -> Built:
    """Its own threats, on what it would concede to the one who was threatened."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    threat = plan.act(actor, target, Act.parse("THREATEN"))
    acts = "gestures" if desk.hostile else desk.either("gestures")
    on = [each for each in desk.on(actor, target, acts) if each != threat]
    desk.effect(
        "audience",
        actor=actor.actor.id,
        acts=plan.acts_of([threat]),
        half_life=60,
        on=on,
        coefficient=desk.usual("audience"),
    )
    return Built(SAID, on, "down", desk.names(actor, target, acts))
