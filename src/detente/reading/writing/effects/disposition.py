"""Readiness or reluctance, at the reader's usual strength."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

UP = ("{a} is ready for {acts}", "{a} [accepterait|accepteraient] {acts}")
UP_HOSTILE = ("{a} is inclined to {acts}", "{a} [penche|penchent] pour {acts}")
DOWN = ("{a} holds back from {acts}", "{a} [se refuse|se refusent] à {acts}")


def build(desk: Desk) -> Built:
    """A coefficient of its own side on the acts that it is ready for, or shuns."""
    actor, target = desk.actor, desk.target
    on = desk.on(actor, target, desk.acts)
    desk.effect(
        "disposition",
        actor=actor.actor.id,
        on=on,
        coefficient=desk.usual("disposition", desk.direction),
    )
    up = desk.direction > 0
    said = (UP_HOSTILE if desk.hostile else UP) if up else DOWN
    return Built(said, on, "up" if up else "down", desk.names(actor, target))
