"""Two leaders get on, or do not."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

UP = (
    "{one} and {other} get on, which helps {both}",
    "{one} et {other} s’entendent, ce qui favorise {both}",
)
DOWN = (
    "{one} and {other} do not get on, which hampers {both}",
    "{one} et {other} ne s’entendent pas, ce qui entrave {both}",
)


def build(desk: Desk) -> Built:
    """A coefficient for the pair while both are in office or elect."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    roles = desk.candidate.roles
    named = [roles[each] for each in ("leader", "other_leader", "holder") if roles.get(each)]
    leaders = plan.leaders((actor, target), named)
    called = {h["id"]: h["name"] for side in (actor, target) for h in plan.office(side)["holders"]}
    on = desk.on(actor, target, desk.either("contact"))
    desk.effect(
        "rapport",
        leaders=leaders,
        on=on,
        coefficient=desk.usual("rapport", desk.direction),
    )
    up = desk.direction > 0
    names = desk.names(actor, target, desk.either("contact"))
    names |= {"one": called[leaders[0]], "other": called[leaders[1]]}
    return Built(UP if up else DOWN, on, "up" if up else "down", names)
