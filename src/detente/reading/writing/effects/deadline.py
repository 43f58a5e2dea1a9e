"""Acts crowd before a day."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.format import day as in_words
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

UP = ("{day} is a deadline that hastens {both}", "l’échéance ({day}) hâte ceci : {both}")
DOWN = ("{day} is a deadline that puts off {both}", "l’échéance ({day}) retarde ceci : {both}")


def build(desk: Desk) -> Built:
    """A rush before the day, over a tenth of the horizon."""
    day = desk.day()
    plan = desk.plan
    if day > plan.end:
        raise LackingError(_("its day lies after the horizon"))
    actor, target = desk.actor, desk.target
    acts = desk.either("agreement")
    on = desk.on(actor, target, acts)
    desk.effect(
        "deadline",
        on_day=day,
        tau=max(7, round(plan.start.horizon / 12)),
        on=on,
        coefficient=desk.usual("deadline", desk.direction),
    )
    names = desk.names(actor, target, acts) | {"day": in_words(day)}
    up = desk.direction > 0
    return Built(UP if up else DOWN, on, "up" if up else "down", names, timed=True)
