"""What the outgoing side did weighs after the handover."""

from __future__ import annotations

from detente.reading.writing.acts import HOSTILE
from detente.reading.writing.desk import Built, Desk

SAID = (
    "what the outgoing side of {a} has done weighs on {both} after the handover",
    "ce qu’aura fait l’équipe sortante {de a} pèse, après la passation, sur {both}",
)


def build(desk: Desk) -> Built:
    """The stock of its measures, on the side that they were done to."""
    actor, target = desk.actor, desk.target
    _office, successor = desk.plan.successor(actor)
    measures = [
        each
        for each in desk.on(actor, target, "hostility")
        if desk.plan.playing[each].act.type in HOSTILE
    ]
    acts = desk.either("contact")
    on = desk.on(target, actor, acts)
    direction = desk.candidate.direction or -1
    desk.effect(
        "legacy",
        successor=successor,
        dyad=[actor.actor.id, target.actor.id],
        measures=desk.plan.acts_of(measures),
        weighs_on=target.actor.id,
        half_life=180,
        on=on,
        coefficient=desk.usual("legacy", direction),
    )
    return Built(SAID, on, "down" if direction < 0 else "up", desk.names(actor, target, acts))
