"""Acts are likelier, or less likely, while something is so."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.reading.writing.conditions import waited_for
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError
from detente.reading.writing.toml import Table

UP = (
    "the chances of {both} are better in one case: {what}",
    "plus probable dans un cas : {both} ({what})",
)
DOWN = (
    "the chances of {both} are worse in one case: {what}",
    "moins probable dans un cas : {both} ({what})",
)


def build(desk: Desk) -> Built:
    """A coefficient while the condition holds, or while what has been agreed is in force."""
    actor, target = desk.actor, desk.target
    acts = desk.acts
    on = desk.on(actor, target, acts)
    condition, what = desk.condition, desk.condition_said
    if condition is None:
        condition, what = _state(desk)
    if waited_for(condition) >= set(on):
        raise LackingError(_("what it depends on is what it moves"))
    desk.effect(
        "regime", while_=condition, on=on,
        coefficient=desk.usual("regime", desk.direction),
    )  # fmt: skip
    up = desk.direction > 0
    names = desk.names(actor, target, acts) | {"what": what}
    return Built(UP if up else DOWN, on, "up" if up else "down", names, timed=True)


def _state(desk: Desk) -> tuple[Table, str]:
    """The state that the kind of brief turns on, in its first value."""
    for each in desk.plan.base.states:
        if isinstance(each.get("start"), str):
            value = each["start"]
            title = each.get("titles", {}).get(value, value)
            said = fill(_("{state}: {value}"), state=each["title"], value=title)
            return {"state": each["id"], "is": value}, said
    raise LackingError(_("the text does not say under what condition"))
