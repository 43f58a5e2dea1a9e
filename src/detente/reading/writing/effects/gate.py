"""A precondition or veto: open only while a condition holds."""

from __future__ import annotations

from contextlib import suppress

from detente.language.current import gettext as _
from detente.language.format import day as in_words
from detente.reading.writing.conditions import waited_for
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

SAID = (
    "{a} makes {acts} depend on a condition: {what}",
    "{a} [met|mettent] une condition à {acts} : {what}",
)
DAY = ("{a} rules out {acts} before {day}", "{a} [exclut|excluent] {acts} avant le {day}")
AJAR = 0.2


def build(desk: Desk) -> Built:
    """A gate that the actor holds, and the condition under which it is open."""
    actor, target = desk.actor, desk.target
    names = desk.names(actor, target)
    on = desk.on(actor, target, desk.acts)
    if desk.condition is not None:
        if waited_for(desk.condition) & set(on):
            raise LackingError(_("what opens it is what it holds back"))
        desk.effect(
            "gate", "open",
            actor=actor.actor.id, ajar=AJAR, open=desk.condition, on=on,
        )  # fmt: skip
        return Built(SAID, on, "down", names | {"what": desk.condition_said}, timed=True)
    with suppress(LackingError):
        day = desk.day()
        desk.effect(
            "gate", "open",
            actor=actor.actor.id, ajar=AJAR, open={"from": day}, on=on,
        )  # fmt: skip
        return Built(DAY, on, "down", names | {"day": in_words(day)}, timed=True)
    raise LackingError(_("the text does not say on what it depends"))
