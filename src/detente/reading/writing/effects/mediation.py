"""A third party brings the two together."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

SAID = (
    "the more {m} mediates with both, the better the chances of {both}",
    "plus {m} [fait|font] d’efforts auprès des deux, plus ceci est probable : {both}",
)
VAIN = (
    "the mediation {of m} stands in the way of {both}",
    "la médiation {de m} nuit à ceci : {both}",
)


def build(desk: Desk) -> Built:
    """What the mediator does with both sides, the lesser of the two."""
    mediator = desk.third("mediator", "actor")
    one, other = desk.plan.parts.pair
    plan = desk.plan
    talks = [plan.act(mediator, each, Act.parse("CONSULT")) for each in (one, other)]
    acts = "agreement" if desk.hostile else desk.either("agreement")
    on = desk.on(one, other, acts)
    direction = desk.direction if not desk.hostile else 1
    # Several who mediate between the same two are felt less than each of them would be alone.
    known = [each for each in plan.effects if each["effect"] == "mediation"]
    told = sum(not set(each["on"]).isdisjoint(on) for each in known)
    desk.effect(
        "mediation",
        mediators=[mediator.actor.id],
        acts=[*dict.fromkeys(plan.playing[each].act.type for each in talks)],
        half_life=90,
        on=on,
        coefficient=desk.usual("mediation", direction, told + 1),
    )
    names = desk.names(one, other, acts) | {"m": mediator}
    up = direction > 0
    return Built(SAID if up else VAIN, on, "up" if up else "down", names)
