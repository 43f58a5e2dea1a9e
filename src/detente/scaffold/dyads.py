"""Of what kind a pair of actors is, and how often such pairs act in comparison to others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

from detente.language.current import gettext as _
from detente.language.current import marked
from detente.ontology.actor import Actor
from detente.ontology.acts import Act
from detente.ontology.known import organisations
from detente.ontology.toml import parse_toml

DATA = Path(__file__).parent / "data"

OF_FORCE = ("ASSAULT",)
"""Types of act whose usual rate says nothing."""

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


def allied(pair: frozenset[str], day: dt.date) -> bool:
    """Whether two states have promised to defend each other, by the table of treaties."""
    table = _table("allies")
    if any(
        pair <= set(organisations()[id_].actor.members_on(day)) for id_ in table["organisations"]
    ):
        return True
    return any(
        pair == set(treaty["pair"]) and treaty["from"] <= day < treaty.get("until", dt.date.max)
        for treaty in table["treaties"]
    )


@cache
def neighbours() -> frozenset[frozenset[str]]:
    """Pairs of states that share a land border."""
    lines = (line.split(":") for line in _table("neighbours")["borders"].strip().splitlines())
    return frozenset(
        chain.from_iterable(
            (frozenset({state.strip(), other}) for other in others.split())
            for state, others in lines
        )
    )


@dataclass(frozen=True, slots=True)
class Usual:
    """How often pairs of a kind do an act: mean of the days a year, and spread on the log scale.

    Both are of a pair of which nothing is known but its kind, and that it is in the news.
    """

    per_year: float
    sd: float


def usual(dyad: Dyad, act: Act) -> Usual | None:
    """The usual rate of an act on a kind of dyad; None where the record does not tell it.

    It does not tell deeds of force: whether there is a war decides, and not the kind of dyad.

    Parameters
    ----------
    dyad : str
    act : Act
    """
    found = _table("rates")["usual"].get(str(act))
    return None if found is None or act.type in OF_FORCE else Usual(*map(float, found[dyad]))


def times(dyad: Dyad, act: Act | str) -> float:
    """By how much more often such a pair does such an act than the mean pair of states.

    Parameters
    ----------
    dyad : str
    act : Act or str
        By its type alone.
    """
    kind = act.type if isinstance(act, Act) else str(act)
    found = _table("rates")["usual"].get(kind)
    return 1.0 if found is None else float(found[dyad][0]) / float(found["any"][0])


def counted_in() -> tuple[str, dt.date, dt.date]:
    """The record on which the table rests, with its first and last day."""
    found = _table("rates")["record"]
    return str(found["name"]), found["since"], found["until"]


def counted_pairs(dyad: Dyad) -> int:
    """On how many pairs of that kind the table rests."""
    return int(_table("rates")["pairs"][dyad])


@cache
def _table(name: str) -> Mapping[str, Any]:
    return parse_toml((DATA / f"{name}.toml").read_text(encoding="utf-8"), name)
