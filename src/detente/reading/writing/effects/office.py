"""The line of who holds an office, or will."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

UP = ("{who} brings {a} closer to {acts}", "{who} pousse {a} vers ceci : {acts}")
DOWN = ("{who} leads {a} away from {acts}", "{who} détourne {a} de ceci : {acts}")
SLOW = (
    "the institutions of {a} follow the line of {who} only slowly",
    "les institutions {de a} ne suivent que lentement la ligne que fixe {who}",
)
WORDS = ("slow", "lent", "inert", "drag")


def build(desk: Desk) -> Built:
    """A line for the holder, to which institutions relax: slowly where the text says so."""
    actor, target = desk.actor, desk.target
    office = desk.plan.office(actor)
    roles = desk.candidate.roles
    holders = office["holders"]
    named = roles.get("holder") or roles.get("leader") or ""
    holder = desk.plan.holder(actor, named) if named else str(holders[-1]["id"])
    who = next(each["name"] for each in holders if each["id"] == holder)
    slow = any(desk.candidate.sense.startswith(each) for each in WORDS)
    on = desk.on(actor, target, desk.acts)
    desk.effect(
        "office",
        office=office["id"],
        lines={holder: float(desk.direction)},
        half_life=180 if slow else 60,
        on=on,
        coefficient=desk.usual("office"),
    )
    names = desk.names(actor, target) | {"who": who}
    up = desk.direction > 0
    if slow:
        return Built(SLOW, on, "up" if up else "down", names)
    return Built(UP if up else DOWN, on, "up" if up else "down", names)
