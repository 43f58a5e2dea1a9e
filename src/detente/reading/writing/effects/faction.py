"""A part of a side acts for itself."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.reading.writing.acts import HOSTILE
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError
from detente.scaffold.cast import Member

SAID = (
    "what {p}, a part of {a}, does is felt by {b} as done by {a}",
    "{b} [impute|imputent] {à a} ce que [fait|font] {p}",
)


def build(desk: Desk) -> Built:
    """The part plays acts of its own, which others feel by half as the whole's."""
    plan = desk.plan
    pair = plan.parts.pair
    part = desk.role("part", "faction")
    whole = desk.role("whole")
    if part is None:
        part = desk.third("part", "actor")
    if whole is None or whole == part:
        whole = next((m for m in (desk.actor, desk.target, pair[0]) if m != part), pair[0])
    if part in pair:
        raise LackingError(_("the text names no part of a side"))
    against = next((each for each in pair if each not in (part, whole)), pair[1])
    done = [
        each
        for each in plan.on(part, against, "force" if desk.acts == "force" else "hostility")
        if plan.playing[each].act.type in HOSTILE
    ]
    heard = plan.acts_of(done)
    answers = [
        each for each in plan.on(against, whole, "hostility") if not plan.playing[each].act.joint
    ]
    desk.background(
        "reciprocity",
        f"{against.key}-answers-{whole.key}",
        acts=heard,
        half_life=30,
        on=answers,
        coefficient=desk.number(0.2, 0.1),
    )
    for each in heard:  # the whole has to be heard by the same acts
        _need(desk, whole, against, each)
    desk.effect("faction", part=part.actor.id, whole=whole.actor.id,
                share=desk.number(0.5, 0.2))  # fmt: skip
    return Built(SAID, answers, "", desk.names(whole, against) | {"p": part})


def _need(desk: Desk, whole: Member, against: Member, act: str) -> None:
    desk.plan.act(whole, against, Act.parse(act))
