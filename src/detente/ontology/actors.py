"""Actors found by code or name: states, organisations and blocs, other known parties."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import hint, in_quotes, nearest
from detente.numerics.arguments import word
from detente.ontology._table import read_toml
from detente.ontology.actor import Actor, Kind, Membership
from detente.ontology.folded import folded
from detente.ontology.known import known_actor, organisation_names, party_names
from detente.ontology.names import usual_name

__all__ = [
    "Actor",
    "Kind",
    "Membership",
    "check_one",
    "resolve_actor",
    "resolve_state",
    "shared_rows",
]


@cache
def _own_rows() -> Mapping[str, Any]:
    """Rows of ``data/states.toml``: what is called otherwise than ISO 3166-1 has it."""
    return read_toml("states.toml")


@cache
def _states() -> tuple[Mapping[str, Actor], Mapping[str, str]]:
    """States by id, and folded names with the id that each stands for."""
    import pycountry

    own = _own_rows()
    states: dict[str, Actor] = {}
    index: dict[str, str] = {}
    for country in pycountry.countries:
        code: str = country.alpha_3
        common: str = getattr(country, "common_name", country.name)
        states[code] = Actor(code, own.get(code, {}).get("name", common))
        official: str = getattr(country, "official_name", country.name)
        for name in (code, country.alpha_2, country.name, official, common):
            index.setdefault(folded(name), code)
    for code, entry in own.items():
        states.setdefault(code, Actor(code, entry["name"]))
        for name in (code, entry["name"], *entry["also"]):
            index[folded(name)] = code
    for name, code in _french():
        index.setdefault(folded(name), code)
    return states, index


def _french() -> Iterable[tuple[str, str]]:
    """Names of states in French (Unicode CLDR, through Babel), with their ids."""
    import pycountry
    from babel import Locale

    ids = {str(c.alpha_2): str(c.alpha_3) for c in pycountry.countries} | {"XK": "XKX"}
    names: Mapping[str, str] = Locale.parse("fr").territories
    return ((name, ids[code]) for code, name in names.items() if code in ids)


@cache
def shared_rows() -> tuple[dict[str, str], ...]:
    """Rows of ``data/shared-names.csv``: names that several states carry, each in its time."""
    path = resources.files("detente.ontology").joinpath("data", "shared-names.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def _several() -> Mapping[str, tuple[Actor, ...]]:
    """Folded names that more than one state carries today, with those that do."""
    found: dict[str, dict[str, Actor]] = {}
    for row in shared_rows():
        if not row["until"]:
            found.setdefault(folded(row["name"]), {})[row["state"]] = _states()[0][row["state"]]
    return {name: tuple(who.values()) for name, who in found.items() if len(who) > 1}


def check_one(text: str) -> None:
    """Refuse a name that several states carry: nothing here can tell which of them is meant.

    Raises
    ------
    InputError
        If it is one; the message names them.
    """
    _refuse(text, _several().get(folded(word(text, "actor")), ()))


def _refuse(text: str, meant: Iterable[Actor]) -> None:
    """Refuse a name of several actors."""
    names = _(" and ").join(f"{usual_name(actor)} ({actor.id})" for actor in meant)
    if names:
        raise InputError(
            _(
                "'{text}' may be {names}; write the code or the full name of the one that is meant"
            ).format(text=text, names=names)
        )


def _proposal(text: str, indices: tuple[Mapping[str, str], ...]) -> str:
    """Suffix of an error message: the names nearest to what was written."""
    names = {name: code for index in indices for name, code in index.items()}
    found = nearest(folded(text), [name for name in names if len(name) > 3])
    if not found:
        return hint(_("write an ISO 3166-1 alpha-3 code or an English or French name"))
    meant = dict.fromkeys(f"{in_quotes(usual_name(_of(names[n])))} ({names[n]})" for n in found)
    return hint(_("did you mean {words}?").format(words=_(" or ").join(meant)))


def _of(actor_id: str) -> Actor:
    """An actor by its id."""
    beside = known_actor(actor_id)
    return _states()[0][actor_id] if beside is None else beside.actor


def resolve_state(text: str) -> Actor:
    """Find a state.

    Exact names only, never a fuzzy guess. Case, accents, points and a leading "the" do not
    count.

    Parameters
    ----------
    text : str
        ISO 3166-1 alpha-3 or alpha-2 code, a common or official English name, or a French one.

    Returns
    -------
    Actor
        Of kind ``state``, with its short name.

    Raises
    ------
    InputError
        If nothing has that name, and the message proposes near ones; or if several states have it
        ("Congo", "Korea"), and the message names them.
    """
    check_one(text)
    states, index = _states()
    code = index.get(folded(text))
    if code is None:
        raise InputError(
            _("no state '{text}'{proposal}").format(text=text, proposal=_proposal(text, (index,)))
        )
    return states[code]


def resolve_actor(text: str) -> Actor:
    """Find a state, an organisation or bloc, or another known party.

    Parameters
    ----------
    text : str
        Id or name, in English or French, of an organisation or bloc (``UN``, ``CEDEAO``,
        ``OPEC+``, ``South``) or of a known party (``Hezbollah``), or what `resolve_state` takes.

    Returns
    -------
    Actor
        A bloc where members act; an organisation without them is a party, as others are.

    Raises
    ------
    InputError
        If there is none, and the message proposes near names; or if several have that name
        ("Congo"; "AU", which is Australia's code and the African Union), and the message names
        them.
    """
    check_one(text)
    indices = (organisation_names(), party_names(), _states()[1])
    ids = dict.fromkeys(index[key] for index in indices if (key := folded(text)) in index)
    found = [_of(each) for each in ids]
    if not found:
        raise InputError(
            _("no actor '{text}'{proposal}").format(text=text, proposal=_proposal(text, indices))
        )
    if len(found) > 1:
        _refuse(text, found)
    return found[0]


def other_names(state: str) -> tuple[str, ...]:
    """Names beside the usual one by which the table of states understands a state, in English."""
    return tuple(_own_rows().get(state, {}).get("also", ()))
