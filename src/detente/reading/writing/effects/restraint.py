"""Others hold a side back, or press it."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

DOWN = (
    "the more {m} presses {a}, the smaller the chances of {acts}",
    "plus {m} [presse|pressent] {a}, plus ceci est rare : {acts}",
)
UP = (
    "the more {m} presses {a}, the better the chances of {acts}",
    "plus {m} [presse|pressent] {a}, plus ceci est probable : {acts}",
)


def build(desk: Desk) -> Built:
    """What others ask of the actor, on what it does to the other side."""
    actor = desk.actor
    pair = desk.plan.parts.pair
    by = desk.role("by", "restrainer", "patron") or desk.target
    if by == actor:
        by = desk.third("by", "target")
    against = next((each for each in pair if each not in (actor, by)), by)
    plan = desk.plan
    asks = plan.act(by, actor, Act.parse("REQUEST.yield"))
    acts = desk.either("hostility")
    direction = desk.candidate.direction or (
        -1 if acts in ("hostility", "economic", "force") else 1
    )
    on = desk.on(actor, against, acts)
    desk.effect(
        "restraint",
        actor=actor.actor.id,
        by=[by.actor.id],
        acts=plan.acts_of([asks]),
        half_life=60,
        on=on,
        coefficient=desk.usual("restraint", direction),
    )
    names = desk.names(actor, against, acts) | {"m": by}
    up = direction > 0
    return Built(UP if up else DOWN, on, "up" if up else "down", names)
