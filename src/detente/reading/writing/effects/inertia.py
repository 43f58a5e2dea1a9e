"""It goes on as before."""

from __future__ import annotations

from detente.reading.writing.acts import HOSTILE
from detente.reading.writing.desk import Built, Desk

SAID = ("{both} will go on as before", "cela continuera comme avant : {both}")


def build(desk: Desk) -> Built:
    """What has been done of late is done again."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    on = desk.on(actor, target, desk.acts)
    hostile = desk.hostile or all(plan.playing[each].act.type in HOSTILE for each in on)
    acts = "conflict" if hostile else "any" if desk.acts == "any" else "cooperation"
    desk.effect(
        "inertia",
        acts=acts,
        half_lives=[14, 90],
        on=on,
        coefficients=[desk.number(0.1, 0.05), desk.number(0.1, 0.05)],
    )
    return Built(SAID, on, "", desk.names(actor, target))
