"""Actors: states, blocs and other parties, found by code or name."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean, hint, in_quotes, nearest
from detente.numerics.arguments import word
from detente.ontology._table import read_toml

Kind = Literal["state", "bloc", "party"]


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in a bloc: [start, end), either side open if None."""

    state: str
    start: dt.date | None = None
    end: dt.date | None = None

    def covers(self, date: dt.date) -> bool:
        """Whether the day lies in the span."""
        return (self.start is None or self.start <= date) and (self.end is None or date < self.end)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts.

    Parameters
    ----------
    id : str
        ISO 3166-1 alpha-3 for a state (XKX for Kosovo), else a short name such as ``OPEC+``.
    name : str
        The name in prose, such as ``Russia``.
    kind : {"state", "bloc", "party"}
        A party is anyone who is neither state nor bloc.
    members : tuple of str
        Of a bloc: ids of those who belong to it at the end of the table.
    spans : tuple of Membership
        Of a bloc: who belonged from when until when; if empty, `members` always did.

    Raises
    ------
    InputError
        If the kind is unknown, or something other than a bloc has members.
    """

    id: str
    name: str
    kind: Kind = "state"
    members: tuple[str, ...] = ()
    spans: tuple[Membership, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unknown kind, and members of what is not a bloc."""
        if self.kind not in get_args(Kind):
            raise InputError(
                _("actor '{id}': no kind '{kind}'").format(id=self.id, kind=self.kind)
                + did_you_mean(self.kind, get_args(Kind))
            )
        if self.kind != "bloc" and (self.members or self.spans):
            raise InputError(
                _("actor '{id}' is a {kind}; only a bloc has members").format(
                    id=self.id, kind=self.kind
                )
            )

    def members_on(self, date: dt.date) -> tuple[str, ...]:
        """List the members of a bloc on a day.

        Parameters
        ----------
        date : date
            Any day.

        Returns
        -------
        tuple of str
            Ids in alphabetical order; empty for what is not a bloc.
        """
        if not self.spans:
            return tuple(sorted(self.members))
        return tuple(sorted({span.state for span in self.spans if span.covers(date)}))


def _fold(text: str) -> str:
    """Fold a name: no case, accents, points, typographic marks or leading article."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    plain = re.sub(r"[\s_,-]+", " ", plain).strip()
    return plain.removeprefix("the ")


@cache
def _states() -> tuple[Mapping[str, Actor], Mapping[str, str]]:
    """States by id, and folded names with the id that each stands for."""
    import pycountry

    own = read_toml("states.toml")
    states: dict[str, Actor] = {}
    index: dict[str, str] = {}
    for country in pycountry.countries:
        code: str = country.alpha_3
        common: str = getattr(country, "common_name", country.name)
        states[code] = Actor(code, own.get(code, {}).get("name", common))
        official: str = getattr(country, "official_name", country.name)
        for name in (code, country.alpha_2, country.name, official, common):
            index.setdefault(_fold(name), code)
    for code, entry in own.items():
        states.setdefault(code, Actor(code, entry["name"]))
        for name in (code, entry["name"], *entry["also"]):
            index[_fold(name)] = code
    return states, index


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
            found.setdefault(_fold(row["name"]), {})[row["state"]] = _states()[0][row["state"]]
    return {name: tuple(who.values()) for name, who in found.items() if len(who) > 1}


def check_one(text: str) -> None:
    """Refuse a name that several states carry: nothing here can tell which of them is meant.

    Raises
    ------
    InputError
        If it is one; the message names them.
    """
    meant = _several().get(_fold(word(text, "actor")))
    if meant is not None:
        names = _(" and ").join(f"{actor.name} ({actor.id})" for actor in meant)
        raise InputError(
            _(
                "'{text}' may be {names}; write the code or the full name of the one that is meant"
            ).format(text=text, names=names)
        )


def _spans(entry: Mapping[str, object]) -> Iterator[Membership]:
    spans = entry["spans"]
    assert isinstance(spans, list)
    for span in spans:
        for state in span["members"].split():
            yield Membership(state, span.get("from"), span.get("until"))


@cache
def _blocs() -> tuple[Mapping[str, Actor], Mapping[str, str]]:
    """Built-in blocs by id, and folded names with the id that each stands for."""
    blocs: dict[str, Actor] = {}
    index: dict[str, str] = {}
    for entry in read_toml("blocs.toml").values():
        if not isinstance(entry, dict):
            continue
        spans = tuple(_spans(entry))
        members = tuple(sorted(span.state for span in spans if span.end is None))
        blocs[entry["id"]] = Actor(entry["id"], entry["name"], "bloc", members, spans)
        for name in (entry["id"], entry["name"], *entry["also"]):
            index[_fold(name)] = entry["id"]
    return blocs, index


def _proposal(text: str, indices: tuple[Mapping[str, str], ...]) -> str:
    """Suffix of an error message: the names nearest to what was written."""
    names = {name: code for index in indices for name, code in index.items()}
    actors = {**_states()[0], **_blocs()[0]}
    found = nearest(_fold(text), [name for name in names if len(name) > 3])
    if not found:
        return hint(_("write an ISO 3166-1 alpha-3 code or an English name"))
    meant = dict.fromkeys(f"{in_quotes(actors[names[n]].name)} ({names[n]})" for n in found)
    return hint(_("did you mean {words}?").format(words=_(" or ").join(meant)))


def resolve_state(text: str) -> Actor:
    """Find a state.

    Exact names only, never a fuzzy guess. Case, accents, points and a leading "the" do not
    count.

    Parameters
    ----------
    text : str
        ISO 3166-1 alpha-3 or alpha-2 code, or a common or official English name.

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
    code = index.get(_fold(text))
    if code is None:
        raise InputError(
            _("no state '{text}'{proposal}").format(text=text, proposal=_proposal(text, (index,)))
        )
    return states[code]


def resolve_actor(text: str) -> Actor:
    """Find a state or a built-in bloc.

    Parameters
    ----------
    text : str
        Id or name of a bloc (``OPEC+``, ``BRICS+``, ``South``, ``EU``, ``NATO``, ``G7``), or
        whatever `resolve_state` takes.

    Returns
    -------
    Actor
        The bloc or state.

    Raises
    ------
    InputError
        If there is neither, and the message proposes near names; or if several states have that
        name, and the message names them.
    """
    check_one(text)
    blocs, index = _blocs()
    name = index.get(_fold(text))
    if name is not None:
        return blocs[name]
    states, state_index = _states()
    code = state_index.get(_fold(text))
    if code is None:
        raise InputError(
            _("no actor '{text}'{proposal}").format(
                text=text, proposal=_proposal(text, (state_index, index))
            )
        )
    return states[code]
