"""A line: acts press on it, and beyond it the answer becomes likelier."""

from __future__ import annotations

from math import log

from detente.reading.writing.acts import HOSTILE
from detente.reading.writing.desk import Built, Desk

SAID = (
    "hostile steps of {b} press on a line of {a}, beyond which there will be {bare}",
    "les actes hostiles {de b} pressent sur une ligne {de a} ; au-delà, il y aura {bare}",
)
HALF_LIFE = 60


def build(desk: Desk) -> Built:
    """Pressure by what the other side does, a threshold somewhat above the usual, an answer."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    acts = desk.acts if desk.hostile else "force"
    on = desk.on(actor, target, acts)
    presses = [
        each
        for each in desk.on(target, actor, "hostility")
        if plan.playing[each].act.type in HOSTILE
    ]
    usual = sum(plan.playing[each].per_year for each in presses) / 365 * HALF_LIFE / log(2)
    pressure = [
        {
            "source": target.actor.id,
            "target": actor.actor.id,
            "acts": act,
            "weight": 1.0,
            "template": {"weight": 1.0},
        }
        for act in plan.acts_of(presses)
    ]
    desk.effect(
        "red-line",
        actor=actor.actor.id,
        pressure=pressure,
        half_life=HALF_LIFE,
        threshold=desk.number(round(max(1.0, 1.3 * usual), 1), 0.4),
        on=on,
        coefficient=desk.usual("red-line"),
    )
    return Built(SAID, on, "up", desk.names(actor, target, acts))
