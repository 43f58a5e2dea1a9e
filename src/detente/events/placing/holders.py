"""People who held a national office, with the dates of it: ``data/holders.csv``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from detente.events.placing.fold import fold
from detente.events.placing.names import rows
from detente.events.placing.spans import Span, Spans, overlay, within
from detente.events.placing.states import over_time
from detente.ontology.known import organisations

_RANKS = ("", "official", "minister", "leader")
"""The higher wins where one person held two offices at once."""


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _spans(terms: list[dict[str, str]]) -> Spans:
    """One person's state throughout, and rank by term.

    Who headed an organisation belongs to it for that time alone, and otherwise to the state of
    the national office, if there was one.
    """
    homes = [term["state"] for term in terms if term["state"] not in organisations()]
    base = over_time(homes[0] if homes else terms[0]["state"])
    pieces = []
    for term in sorted(terms, key=lambda term: _RANKS.index(term["rank"])):
        start, end = _day(term["from"]), _day(term["until"])
        pieces += [
            Span(held.state, term["rank"] or None, held.start, held.end)
            for held in within(over_time(term["state"]), start, end)
        ]
    return overlay(base, pieces)


@cache
def holders() -> Mapping[str, Spans]:
    """Return folded names of holders, each with state and rank over time."""
    people: dict[str, list[dict[str, str]]] = {}
    spellings: dict[str, set[str]] = {}
    for row in rows("holders.csv"):
        people.setdefault(row["name"], []).append(row)
        words = [row["name"], *(row["aliases"].split(";") if row["aliases"] else [])]
        spellings.setdefault(row["name"], set()).update(map(fold, words))
    found: dict[str, Spans] = {}
    for name, terms in people.items():
        spans = _spans(terms)
        for spelling in spellings[name]:
            found[spelling] = spans
    return found
