"""Each side answers in kind."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

HOSTILE = (
    "{a} and {b} answer hostile steps in kind",
    "{a} et {b} répondent aux actes hostiles par des actes du même ordre",
)
FRIENDLY = (
    "{a} and {b} answer steps towards each other in kind",
    "{a} et {b} répondent aux gestes par des gestes",
)


def build(desk: Desk) -> Built:
    """What either has received moves what it does, where that is more than usual."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    kind = desk.acts if desk.hostile else "gestures" if desk.acts != "any" else "hostility"
    on = [
        each
        for one, other in ((actor, target), (target, actor))
        for each in desk.on(one, other, kind)
        if not plan.playing[each].act.joint
    ]
    friendly = kind == "gestures"
    desk.effect(
        "reciprocity",
        acts="cooperation" if friendly else "conflict",
        half_life=30,
        on=on,
        coefficient=desk.number(0.2, 0.1),
    )
    return Built(FRIENDLY if friendly else HOSTILE, on, "", desk.names(actor, target))
