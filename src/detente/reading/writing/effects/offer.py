"""A side holds back until a day, until somebody takes office, or until an act."""

from __future__ import annotations

from contextlib import suppress

from detente.language.current import gettext as _
from detente.language.format import day as in_words
from detente.reading.writing.conditions import waited_for
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

DAY = (
    "{a} holds back from {acts} until {day}",
    "{a} [se refuse|se refusent] à {acts} avant le {day}",
)
OFFICE = (
    "{a} holds back from {acts} until {who} takes office",
    "{a} [se refuse|se refusent] à {acts} tant que {who} n’est pas en fonction",
)
ACT = (
    "{a} holds back from {acts} until something has been done: {what}",
    "{a} [se refuse|se refusent] à {acts} avant un premier pas : {what}",
)
AJAR = 0.2


def build(desk: Desk) -> Built:
    """A gate of its own side, which the day, the inauguration or the act opens."""
    actor, target = desk.actor, desk.target
    names = desk.names(actor, target)
    on = desk.on(actor, target, desk.acts)
    shut = {"actor": actor.actor.id, "ajar": AJAR, "on": on}
    with suppress(LackingError):
        day = desk.day()
        desk.effect("offer", "open", **shut, opens=day)
        return Built(DAY, on, "down", names | {"day": in_words(day)}, timed=True)
    if desk.condition is not None:
        if waited_for(desk.condition) & set(on):
            raise LackingError(_("what opens it is what it holds back"))
        desk.effect("offer", "open", **shut, opens=desk.condition)
        return Built(ACT, on, "down", names | {"what": desk.condition_said}, timed=True)
    for side in (target, actor):
        with suppress(LackingError):
            _office, successor = desk.plan.successor(side)
            desk.effect("offer", "open", **shut, opens_with=successor)
            who = desk.plan.office(side)["holders"][-1]["name"]
            return Built(OFFICE, on, "down", names | {"who": who}, timed=True)
    raise LackingError(_("the text does not say until when"))
