"""Once there has been an answer, the way back is hard."""

from __future__ import annotations

from detente.reading.writing.acts import HOSTILE
from detente.reading.writing.desk import Built, Desk

SAID = (
    "once {a} has answered {b} with hostile steps, the way back is hard to {both}",
    "une fois que {a} [a|ont] riposté contre {b}, il devient difficile de revenir à ceci : {both}",
)


def build(desk: Desk) -> Built:
    """A latch by hostile acts of the actor, which fades over half a year."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    answers = [
        each
        for each in desk.on(actor, target, "hostility")
        if plan.playing[each].act.type in HOSTILE
    ]
    rare = sorted(answers, key=lambda each: plan.playing[each].per_year)[:2]
    acts = "contact" if desk.hostile or desk.acts == "any" else desk.acts
    on = desk.on(actor, target, acts)
    desk.effect(
        "lock",
        actor=actor.actor.id,
        towards=[target.actor.id],
        answer=plan.acts_of(rare),
        half_life=180,
        on=on,
        coefficient=desk.usual("lock"),
    )
    return Built(SAID, on, "down", desk.names(actor, target, acts))
