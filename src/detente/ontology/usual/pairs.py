"""Of what kind a pair of actors is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from itertools import chain
from typing import Literal, get_args

from detente.language.current import gettext as _
from detente.language.current import marked
from detente.ontology.actor import Actor
from detente.ontology.known import organisations
from detente.ontology.usual.tables import table

Dyad = Literal[
    "great-powers",
    "allies",
    "neighbours",
    "great-power",
    "rivals",
    "states",
    "party",
    "bloc",
    "any",
]
DYADS: tuple[Dyad, ...] = get_args(Dyad)

TITLES: Mapping[Dyad, str] = {
    "great-powers": marked("two permanent members of the UN Security Council"),
    "allies": marked("two allies by treaty"),
    "neighbours": marked("two states that share a land border"),
    "great-power": marked("a permanent member of the UN Security Council and another state"),
    "rivals": marked("two rivals"),
    "states": marked("a typical pair of states"),
    "party": marked("a pair with an armed or political movement"),
    "bloc": marked("a pair with an organisation of states"),
    "any": marked("the mean pair of states in the news"),
}


def title(dyad: Dyad) -> str:
    """What a kind of dyad is called in the language in force."""
    return _(TITLES[dyad])


def dyad_of(one: Actor, other: Actor, day: dt.date) -> Dyad:
    """Of what kind a pair is, by what the tables know of it.

    The first that fits: a party or a bloc among the two; both permanent members of the Security
    Council; allies by treaty; neighbours by land; one permanent member. Rivals are in no table.

    Parameters
    ----------
    one, other : Actor
    day : date
        On which they are members and allies.
    """
    if "party" in (one.kind, other.kind):
        return "party"  # two movements likewise: of these alone too few pairs are in the news
    if "bloc" in (one.kind, other.kind):
        return "bloc"
    pair = frozenset({one.id, other.id})
    great = pair & set(organisations()["P5"].actor.members_on(day))
    if len(great) == 2:
        return "great-powers"
    if allied(pair, day):
        return "allies"
    if pair in neighbours():
        return "neighbours"
    return "great-power" if great else "states"


def dyads_for(one: Actor, other: Actor, day: dt.date) -> list[Dyad]:
    """What kinds of pair two actors may be said to be, the one that the tables know first.

    Two states may be said to be of any kind of two states; a movement or an organisation makes the
    pair its own kind. `any` may be said of all.
    """
    known = dyad_of(one, other, day)
    if known in ("party", "bloc"):
        return [known, "any"]
    return [known, *(each for each in DYADS if each not in (known, "party", "bloc"))]


def allied(pair: frozenset[str], day: dt.date) -> bool:
    """Whether two states have promised to defend each other, by the table of treaties."""
    known = table("allies")
    if any(
        pair <= set(organisations()[id_].actor.members_on(day)) for id_ in known["organisations"]
    ):
        return True
    return any(
        pair == set(treaty["pair"]) and treaty["from"] <= day < treaty.get("until", dt.date.max)
        for treaty in known["treaties"]
    )


@cache
def neighbours() -> frozenset[frozenset[str]]:
    """Pairs of states that share a land border."""
    lines = (line.split(":") for line in table("neighbours")["borders"].strip().splitlines())
    return frozenset(
        chain.from_iterable(
            (frozenset({state.strip(), other}) for other in others.split())
            for state, others in lines
        )
    )
