"""The order of the leading power is contested."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

SAID = (
    "the primacy of {a} is contested, and it gives way less to {b}",
    "la primauté {de a} est contestée, ce qui rend plus rares les pas vers {b}",
)


def build(desk: Desk) -> Built:
    """The share of cooperation that goes past the leader, on what the leader concedes."""
    leader = desk.role("leader") or desk.actor
    target = desk.against(leader)
    plan = desk.plan
    cooperation = Act.parse("COOPERATE/economic")
    for each in desk.others(leader, target)[:2]:
        plan.act(each, target, cooperation)
        plan.act(each, leader, cooperation)
    acts = "gestures" if desk.acts in ("any", "contact") or desk.hostile else desk.acts
    on = desk.on(leader, target, acts)
    desk.effect(
        "contested-order",
        leader=leader.actor.id,
        acts="cooperation",
        half_life=90,
        on=on,
        coefficient=desk.usual("contested-order"),
    )
    return Built(SAID, on, "down", desk.names(leader, target, acts))
