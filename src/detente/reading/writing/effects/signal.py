"""A hidden intent, and what the other side makes of what it sees."""

from __future__ import annotations

from detente.ontology.acts import Act
from detente.reading.writing.acts import FRIENDLY
from detente.reading.writing.desk import Built, Desk

TRUE = (
    "{a} is in earnest with {b}, and {b} will see it by what it does",
    "l’intention {de a} envers {b} est sincère, et ses gestes le montreront {à b}",
)


def build(desk: Desk) -> Built:
    """The claim is the intent: where it holds the gestures come more often, and tell of it."""
    actor = desk.actor
    observer = desk.role("observer") or desk.against(actor)
    if observer == actor:
        observer = desk.target
    plan = desk.plan
    gestures = [
        each
        for each in desk.on(actor, observer, "gestures")
        if plan.playing[each].act.type in FRIENDLY and not plan.playing[each].act.joint
    ][:2] or [plan.act(actor, observer, _offer())]
    evidence = []
    for each in gestures:
        rate = plan.playing[each].per_year
        more, less = float(f"{min(1.6 * rate, 340):.3g}"), float(f"{0.5 * rate:.3g}")
        evidence.append(
            {
                "process": each,
                "if_true": more,
                "if_false": less,
                "template": {"if_true": more, "if_false": less},
            }
        )
    acts = "contact" if desk.hostile else desk.either("contact")
    on = [each for each in desk.on(observer, actor, acts) if each not in gestures]
    desk.background(
        "signal",
        f"{desk.proposal.id}-seen",
        observer=observer.actor.id,
        intent=desk.proposal.id,
        prior=0.5,
        template={"prior": 0.5},
        evidence=evidence,
        on=on,
        coefficient=desk.usual("signal"),
    )
    return Built(TRUE, gestures, "up", desk.names(actor, observer, acts), timed=True)


def _offer() -> Act:
    return Act.parse("AGREE/diplomatic")
