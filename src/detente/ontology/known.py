"""Actors that are known beside states: organisations with their members, and other parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.ontology._table import read_toml
from detente.ontology.actor import Actor, Membership
from detente.ontology.folded import folded

ORGANISATIONS = ("world", "europe", "africa", "asia", "americas", "bodies")
"""Files of ``data/organisations``, in the order in which pages list them."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the tables, and what they say of it.

    Parameters
    ----------
    actor : Actor
    names : mapping of str to tuple of str
        By language: the usual name, and the others that are understood.
    the : bool
        Whether English puts an article before the name.
    cameo : tuple of str
        Its codes in CAMEO.
    what : str
        In a few neutral words, what it is; blank where its members say so.
    where : tuple of str
        Of a party: states in which it mostly acts.
    source : str
        Where members and dates are taken from.
    table : str
        The table in which it stands.
    """

    actor: Actor
    names: Mapping[str, tuple[str, ...]]
    the: bool
    cameo: tuple[str, ...]
    what: str
    where: tuple[str, ...]
    source: str
    table: str


@cache
def organisations() -> Mapping[str, Known]:
    """Organisations and groups of states, agencies, courts and missions, by id."""
    return {
        id_: _known(id_, entry, table)
        for table in ORGANISATIONS
        for id_, entry in _entries(f"organisations/{table}.toml")
    }


@cache
def parties() -> Mapping[str, Known]:
    """Known parties that are neither states nor organisations of states, by id."""
    return {id_: _known(id_, entry, "parties") for id_, entry in _entries("parties.toml")}


def known_actor(actor_id: str) -> Known | None:
    """What the tables say of an actor; None if they do not know it."""
    return organisations().get(actor_id) or parties().get(actor_id)


@cache
def organisation_names() -> Mapping[str, str]:
    """Folded names of organisations in all languages, with the id that each stands for."""
    return _index(organisations())


@cache
def party_names() -> Mapping[str, str]:
    """Folded names of known parties in all languages, with the id that each stands for."""
    return _index(parties())


def _index(known: Mapping[str, Known]) -> dict[str, str]:
    return {
        folded(name): id_
        for id_, each in known.items()
        for name in (id_, *(name for names in each.names.values() for name in names))
    }


def _entries(file: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for id_, entry in read_toml(file).items():
        if isinstance(entry, dict):
            yield id_, entry


def _known(id_: str, entry: Mapping[str, Any], table: str) -> Known:
    spans = tuple(_memberships(entry.get("spans", ())))
    actor = Actor(
        id_,
        entry["name"]["en"],
        "bloc" if spans else "party",
        tuple(sorted({span.member for span in spans if span.end is None})),
        spans,
        tuple(_memberships(entry.get("suspended", ()))),
    )
    also = entry.get("also", {})
    return Known(
        actor,
        {language: (name, *also.get(language, ())) for language, name in entry["name"].items()},
        entry.get("the", False),
        tuple(entry.get("cameo", ())),
        entry.get("what", ""),
        tuple(entry.get("where", "").split()),
        entry.get("source", ""),
        table,
    )


def _memberships(spans: Sequence[Mapping[str, Any]]) -> Iterator[Membership]:
    for span in spans:
        for member in span["members"].split():
            yield Membership(member, span.get("from"), span.get("until"))
