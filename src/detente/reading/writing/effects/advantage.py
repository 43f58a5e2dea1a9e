"""Standing on the ground."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

STRONG = (
    "{a} has the upper hand over {b}, and less need of {bare}",
    "{a} [a|ont] l’avantage sur {b}, et moins besoin de ceci : {bare}",
)
WEAK = (
    "{a} is on the losing side against {b}, and more in need of {bare}",
    "{a} [cède|cèdent] du terrain face {à b}, et [a|ont] plus besoin de ceci : {bare}",
)
MEANS = (
    "{a} has the upper hand over {b}, and the means for {bare}",
    "{a} [a|ont] l’avantage sur {b}, et les moyens de ceci : {bare}",
)
LOSING = ("low", "los", "weak", "behind", "perd", "retreat", "inferior", "down")


def build(desk: Desk) -> Built:
    """Half of what a complete advantage would be: fewer concessions, or more force."""
    actor, target = desk.actor, desk.target
    weak = any(desk.candidate.sense.startswith(each) for each in LOSING)
    standing = -0.5 if weak else 0.5
    acts = desk.either("gestures")
    on = desk.on(actor, target, acts)
    theta = 0.8 if desk.hostile else -0.8
    if desk.candidate.direction and not desk.hostile:
        theta = 0.8 * desk.candidate.direction * (1 if standing > 0 else -1)
    desk.effect(
        "advantage",
        actor=actor.actor.id,
        standing=standing,
        on=on,
        coefficient=desk.usual("advantage", theta),
    )
    said = WEAK if weak else MEANS if theta > 0 else STRONG
    return Built(
        said, on, "up" if theta * standing > 0 else "down", desk.names(actor, target, acts)
    )
