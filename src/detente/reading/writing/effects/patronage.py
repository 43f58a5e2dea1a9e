"""A client follows its patron, or lives on it."""

from __future__ import annotations

from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.reading.writing.desk import Built, Desk
from detente.reading.writing.lacking import LackingError

SAID = (
    "{a} follows the line of {m}, and does the more against {b} the more it is supported",
    "{a} [suit|suivent] la ligne {de m}, et [en fait|en font] d’autant plus contre {b} que le "
    "soutien est grand",
)


def build(desk: Desk) -> Built:
    """The patron's line towards the other side, and its support."""
    pair = desk.plan.parts.pair
    patron = desk.role("patron")
    client = desk.role("client") or (desk.actor if desk.actor != patron else desk.target)
    if patron is None or patron == client:
        patron = desk.third("patron", "actor", "target")
    if patron == client:
        raise LackingError(_("the text does not say who supports whom"))
    against = next((each for each in pair if each not in (client, patron)), None)
    if against is None:
        raise LackingError(_("the text does not say against whom"))
    plan = desk.plan
    acts = desk.acts if desk.hostile else "hostility"
    on = [each for each in desk.on(client, against, acts) if not plan.playing[each].act.joint]
    plan.act(patron, against, Act.parse("ACCUSE"))
    aid = plan.act(patron, client, Act.parse("AID"))
    desk.effect(
        "patronage",
        patron=patron.actor.id,
        client=client.actor.id,
        half_life=60,
        delay=30,
        support=plan.acts_of([aid]),
        support_coefficient=desk.number(0.5, 0.2),
        on=on,
        coefficient=desk.usual("patronage"),
    )
    names = desk.names(client, against, acts) | {"m": patron}
    return Built(SAID, on, "up", names)
