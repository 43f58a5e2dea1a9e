"""Other partners take the place of the counterpart."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

SAID = (
    "{a} has other partners than {b}, and so less need of {bare}",
    "{a} [a|ont] d’autres partenaires que {b}, et moins besoin de ceci : {bare}",
)


def build(desk: Desk) -> Built:
    """The share of cooperation that comes from others, on what is conceded to the counterpart."""
    actor = desk.actor
    target = desk.role("counterpart") or desk.against(actor)
    named = desk.role("partner", "other", "others")
    alone = named is not None and named not in (actor, target)
    others = [named] if named is not None and alone else desk.others(actor, target)
    plan = desk.plan
    cooperation = Act.parse("COOPERATE/economic")
    for each in (*others, target):
        plan.act(each, actor, cooperation)
    acts = desk.either("gestures")
    on = desk.on(actor, target, acts)
    desk.effect(
        "outside-options",
        actor=actor.actor.id,
        counterpart=target.actor.id,
        others=[each.actor.id for each in others],
        acts="cooperation",
        half_life=90,
        on=on,
        coefficient=desk.usual("outside-options"),
    )
    return Built(SAID, on, "down", desk.names(actor, target, acts))
