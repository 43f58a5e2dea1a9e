"""How often a pair of some kind does an act, by a table estimated from a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.language.current import LANGUAGES, ngettext, use_language
from detente.language.format import day, integer
from detente.ontology.acts import Act
from detente.ontology.usual.pairs import DYADS, Dyad, title
from detente.ontology.usual.tables import table

OF_FORCE = ("ASSAULT",)
"""Types of act whose usual rate says nothing."""


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
    found = table("rates")["usual"].get(str(act))
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
    found = table("rates")["usual"].get(kind)
    return 1.0 if found is None else float(found[dyad][0]) / float(found["any"][0])


def counted_in() -> tuple[str, dt.date, dt.date]:
    """The record on which the table rests, with its first and last day."""
    found = table("rates")["record"]
    return str(found["name"]), found["since"], found["until"]


def counted_pairs(dyad: Dyad) -> int:
    """On how many pairs of that kind the table rests."""
    return int(table("rates")["pairs"][dyad])


def origin(dyad: Dyad) -> str:
    """Where the usual rates of a kind of pair come from, in the language in force."""
    record, since, until = counted_in()
    pairs = counted_pairs(dyad)
    return (
        ngettext(
            "usual for {dyad}: {n} pair in {record}, {since} to {until}; not of this pair: "
            "replace it by a count",
            "usual for {dyad}: {n} pairs in {record}, {since} to {until}; not of this pair: "
            "replace it by a count",
            pairs,
        )
        .format(
            dyad=title(dyad), n=integer(pairs), record=record, since=day(since), until=day(until)
        )
    )  # fmt: skip


@cache
def origins() -> Mapping[str, Dyad]:
    """What `origin` says in every language, with the kind of pair."""
    found: dict[str, Dyad] = {}
    for language in LANGUAGES:
        with use_language(language):
            found |= {origin(dyad): dyad for dyad in DYADS}
    return found
