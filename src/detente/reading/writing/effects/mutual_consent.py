"""It takes both sides."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

SAID = (
    "what {a} and {b} do together needs the consent of both",
    "ce que {a} et {b} font ensemble exige l’accord des deux",
)


def build(desk: Desk) -> Built:
    """The rule for the joint acts of the two; without it the readier side is enough."""
    actor, target = desk.actor, desk.target
    desk.on(actor, target, "contact")
    plan = desk.plan
    ends = actor.actor.id, target.actor.id
    taken = {
        each
        for effect in plan.effects
        if effect["effect"] == "mutual-consent" and "claim" in effect
        for each in effect["on"]
    }
    on = [
        each.id
        for each in plan.playing.values()
        if each.act.joint and not each.several and each.between(*ends) and each.id not in taken
    ]
    if not on:
        raise LackingError(_("another claim says it already"))
    desk.effect("mutual-consent", "either-side", on=on)
    # the rule tells only where the two sides differ, as they do in what they have received
    desk.background(
        "reciprocity",
        f"{actor.key}-{target.key}-joint-answered",
        acts="cooperation",
        half_life=30,
        on=on,
        coefficient=desk.number(0.2, 0.1),
    )
    return Built(SAID, on, "down", desk.names(actor, target))
