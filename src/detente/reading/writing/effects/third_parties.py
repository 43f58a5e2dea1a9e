"""What the two share through others."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

FRIENDS = (
    "partners that {a} and {b} share raise the chances of {both}",
    "des partenaires communs {à a} et {à b} favorisent ceci : {both}",
)
FRIENDS_HOSTILE = (
    "partners that {a} and {b} share lower the chances of {both}",
    "des partenaires communs {à a} et {à b} rendent plus rare ceci : {both}",
)


def build(desk: Desk) -> Built:
    """Cooperation of both with the same third parties."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    via = desk.others(actor, target)[:2]
    for each in via:
        plan.act(actor, each, Act.parse("COOPERATE/economic"))
        plan.act(each, target, Act.parse("COOPERATE/economic"))
    acts = desk.either("contact")
    on = desk.on(actor, target, acts)
    theta = -0.3 if desk.hostile else 0.3
    desk.effect(
        "third-parties",
        via=[each.actor.id for each in via],
        first="cooperation",
        second="cooperation",
        half_life=60,
        on=on,
        coefficient=desk.usual("third-parties", theta),
    )
    said = FRIENDS_HOSTILE if desk.hostile else FRIENDS
    return Built(said, on, "down" if desk.hostile else "up", desk.names(actor, target, acts))
