"""An act is answered by, or leads to, another."""

from __future__ import annotations

from contextlib import suppress

from detente.errors import InputError
from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

UP = ("{a} answers {b} with {bare}", "{a} [répond|répondent] {à b} : {bare}")
DOWN = (
    "what {b} does puts off {a}: less chance for {bare}",
    "ce que fait {b} retient {a} : moins de chances pour {bare}",
)


def build(desk: Desk) -> Built:
    """A memory of what the one does, and what the other does the more."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    on = [
        each
        for each in desk.on(actor, target, desk.either("hostility"))
        if not plan.playing[each].act.joint
    ] or desk.on(actor, target, desk.either("hostility"))
    heard = _heard(desk)
    two = f"{target.actor.id}>{actor.actor.id}", f"{target.actor.id}~{actor.actor.id}"
    direction = desk.direction
    desk.effect(
        "response",
        actor=actor.actor.id,
        by=[two[joint] for joint in sorted({plan.playing[each].act.joint for each in heard})],
        acts=plan.acts_of(heard),
        half_life=30,
        on=on,
        coefficient=desk.usual("response", direction),
    )
    names = desk.names(actor, target, desk.either("hostility"))
    return Built(UP if direction > 0 else DOWN, on, "up" if direction > 0 else "down", names)


def _heard(desk: Desk) -> list[str]:
    """Processes that are answered: the act that is named, else acts of the same kind."""
    plan, actor, target = desk.plan, desk.actor, desk.target
    limit = desk.proposal.limit
    for text in (desk.candidate.roles.get("act", ""), limit.act if limit else ""):
        with suppress(InputError):
            if text:
                return [plan.act(target, actor, Act.parse(text))]
    kind = desk.either("hostility")
    if desk.direction < 0 and not desk.hostile:
        kind = "hostility"
    directed = [each for each in desk.on(target, actor, kind) if not plan.playing[each].act.joint]
    if not directed:
        directed = desk.on(target, actor, "gestures" if desk.direction > 0 else "hostility")
    return directed
