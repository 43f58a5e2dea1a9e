"""A quantity that moves acts: a stock, a price, approval."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

UP = ("{what} raises the chances of {both}", "{what} rend plus probable ceci : {both}")
DOWN = ("{what} lowers the chances of {both}", "{what} rend moins probable ceci : {both}")


def build(desk: Desk) -> Built:
    """A level about the number that the text gives, which counts as one."""
    quantity = next((q for q in desk.proposal.quantities if q.value > 0), None)
    if quantity is None:
        raise LackingError(_("the text gives no number for it"))
    actor, target = desk.actor, desk.target
    plan = desk.plan
    unit = " ".join(quantity.unit.split()[:4]) or _("units")
    title = _("what is counted in {unit}").format(unit=unit)
    level = {
        "id": plan.new_id(f"{desk.proposal.id}-level"),
        "title": title,
        "unit": unit,
        "start": quantity.value,
        "lower": 0,
        "mean": quantity.value,
        "sd": round(0.15 * quantity.value, 4),
        "half_life": 120,
        "template": {"sd": round(0.15 * quantity.value, 4), "half_life": 120},
    }
    plan.levels.append(level)
    on = desk.on(actor, target, desk.acts)
    desk.effect(
        "level",
        level=level["id"],
        unit_change=quantity.value,
        actor=actor.actor.id,
        on=on,
        coefficient=desk.number(0.5 * desk.direction, 0.2),
    )
    up = desk.direction > 0
    names = desk.names(actor, target) | {"what": title}
    return Built(UP if up else DOWN, on, "up" if up else "down", names)
