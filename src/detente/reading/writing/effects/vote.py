"""A vote that may fail: of the members of a bloc, of a parliament, of a people."""

from __future__ import annotations

from detente.reading.writing.desk import Built, Desk

BLOC = (
    "{a} needs the consent of its members for {acts}",
    "il faut {à a} l’accord de ses membres pour {acts}",
)
STATE = (
    "a vote in {a} has to pass before there can be {acts}",
    "un vote doit être acquis du côté {de a} avant {acts}",
)


def build(desk: Desk) -> Built:
    """A gate as wide as the chance that the vote passes."""
    actor, target = desk.actor, desk.target
    on = desk.on(actor, target, desk.either("agreement"))
    bloc = actor.actor.kind == "bloc"
    members = actor.actor.members_on(desk.plan.as_of) if bloc else ()
    rule = {"rule": "unanimity", "on": on, "bloc": actor.actor.id}
    if members:
        desk.effect("vote", "open", **rule, chance=desk.number(0.98, 0.01))
    else:
        desk.effect("vote", "open", **rule, members=[actor.actor.id], chance=desk.number(0.6, 0.15))
    names = desk.names(actor, target, desk.either("agreement"))
    return Built(BLOC if members else STATE, on, "down", names)
