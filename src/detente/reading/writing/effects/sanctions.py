"""Sanctions in force, and what they bring about."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk

BITE = (
    "the sanctions weigh on {a} and raise the chances of {acts}",
    "les sanctions pèsent sur {a} et rendent plus probable ceci : {acts}",
)
GRIEF = (
    "the sanctions weigh on {a} and stand in the way of {acts}",
    "les sanctions pèsent sur {a} et font obstacle à ceci : {acts}",
)

DENIED = (
    "the sanctions do not move {a} to {acts}",
    "les sanctions n’amènent pas {a} à ceci : {acts}",
)
VAIN = ("did-not", "vain", "no-", "untroubled", "fail", "useless")
"""Beginnings of senses that deny that sanctions work."""


def build(desk: Desk) -> Built:
    """The stock in force, as the text counts it, else counted as one."""
    actor = desk.role("sanctioned") or desk.actor
    sender = desk.role("sender", "senders") or desk.against(actor)
    if sender == actor:
        sender = desk.target
    plan = desk.plan
    process = plan.act(sender, actor, Act.parse("COERCE.restrict/economic"))
    counts = [q.value for q in desk.proposal.quantities if q.value >= 1]
    number = float(counts[0]) if counts else 1.0
    direction = desk.candidate.direction or 1
    usual = "gestures" if direction > 0 else "contact"
    acts = usual if desk.hostile else desk.either(usual)  # the measures are not what they move
    on = desk.on(actor, sender, acts)
    sanctions = desk.effect(
        "sanctions",
        actor=actor.actor.id,
        senders=[sender.actor.id],
        acts=plan.acts_of([process]),
        in_force=number,
        in_force_reference=_("as the text counts them")
        if counts
        else _("the text gives no number: all of them count as one"),
        per_act=round(number * 0.02, 3) or 1.0,
        unit=number,
        on=on,
        coefficient=desk.number(0.5 * direction, 0.2),
    )
    if any(desk.candidate.sense.startswith(each) for each in VAIN):
        del sanctions["otherwise"]
        sanctions["denied_by"] = sanctions.pop("claim")
        return Built(DENIED, on, "down", desk.names(actor, sender, acts))
    up = direction > 0
    names = desk.names(actor, sender, acts)
    return Built(BITE if up else GRIEF, on, "up" if up else "down", names)
