"""An outgoing side hastens what it still can do."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

SAID = (
    "before the handover {a} hastens {acts}",
    "avant la passation, {a} [hâte|hâtent] {acts}",
)


def build(desk: Desk) -> Built:
    """A coefficient between election and inauguration."""
    actor, target = desk.actor, desk.target
    office, successor = desk.plan.successor(actor)
    acts = desk.either("hostility")
    on = desk.on(actor, target, acts)
    direction = desk.candidate.direction or 1
    desk.effect(
        "lame-duck",
        office=office,
        successor=successor,
        on=on,
        coefficient=desk.usual("lame-duck", direction),
    )
    return Built(SAID, on, "up" if direction > 0 else "down", desk.names(actor, target, acts))
