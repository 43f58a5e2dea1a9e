"""An actor has got used to the sanctions against it."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

SAID = (
    "{a} has got used to the sanctions of {b}, which lose their bite",
    "les sanctions {de b} perdent de leur effet : {a} s’y [fait|font]",
)


def build(desk: Desk) -> Built:
    """It takes from the sanctions that another claim speaks of, else from those there are."""
    actor, target = desk.actor, desk.target
    plan = desk.plan
    of = [
        each
        for each in plan.effects
        if each["effect"] == "sanctions" and each["actor"] == actor.actor.id
    ]
    if not of:
        process = plan.act(target, actor, Act.parse("COERCE.restrict/economic"))
        of = [
            desk.background(
                "sanctions",
                f"sanctions-on-{actor.key}",
                actor=actor.actor.id,
                senders=[target.actor.id],
                acts=plan.acts_of([process]),
                in_force=1.0,
                in_force_reference=_("the text gives no number: all of them count as one"),
                per_act=0.02,
                unit=1.0,
                on=desk.on(actor, target, "gestures"),
                coefficient=desk.number(0.5, 0.2),
            )
        ]
    desk.effect(
        "adaptation",
        "none",
        of=[each["id"] for each in of],
        half_life=365,
        initial=0.4,
    )
    first = of[0]
    moves = "down" if first["coefficient"]["mean"] > 0 else "up"
    return Built(SAID, first["on"], moves, desk.names(actor, target))
