"""What a leader did in an earlier term is remembered."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.reading.writing.desk import Built, Desk

UP = (
    "what {who} did in an earlier term speaks for {acts}, in the eyes of {a}",
    "ce que {who} a fait lors d’un mandat passé plaide, aux yeux {de a}, pour {acts}",
)
DOWN = (
    "what {who} did in an earlier term speaks against {acts}, in the eyes of {a}",
    "ce que {who} a fait lors d’un mandat passé plaide, aux yeux {de a}, contre {acts}",
)
FEW = 5


def build(desk: Desk) -> Built:
    """A coefficient on the side that remembers, by the number of measures."""
    roles = desk.candidate.roles
    leader_of = desk.actor
    remembers = desk.role("remembered_by") or desk.against(leader_of)
    if remembers == leader_of:
        remembers = desk.target
    plan = desk.plan
    holder = plan.holder(leader_of, roles.get("leader") or roles.get("holder") or "")
    who = next(h["name"] for h in plan.office(leader_of)["holders"] if h["id"] == holder)
    counts = [q.value for q in desk.proposal.quantities if 0 < q.value <= 1_000_000]
    acts = desk.either("contact")
    on = desk.on(remembers, leader_of, acts)
    direction = desk.candidate.direction or -1
    desk.effect(
        "record",
        leader=holder,
        remembered_by=remembers.actor.id,
        measures=float(counts[0]) if counts else float(FEW),
        measures_reference=_("as the text counts them")
        if counts
        else _("the text gives no number: a few"),
        on=on,
        coefficient=desk.number(0.25 * direction, 0.1),
    )
    names = desk.names(remembers, leader_of, acts) | {"who": who}
    return Built(UP if direction > 0 else DOWN, on, "up" if direction > 0 else "down", names)
