"""Who takes part in the scenario of a reading, and what kind of brief it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.ontology.actors import Actor, resolve_actor
from detente.reading.proposal import Reading
from detente.reading.writing.written import Written
from detente.scaffold.cast import LONGEST, LONGEST_KEY, Member, slug
from detente.scaffold.kinds import KINDS

_PARTY = re.compile(rf"[A-Za-z][A-Za-z0-9+_-]{{0,{LONGEST - 1}}}")

MOST_OTHERS = 5
"""Further states of a brief on recognition, which counts them."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Who takes part.

    Parameters
    ----------
    members : mapping of str to Member
        Every actor of the text, by its id there, the pair first, then by how often it is named.
    pair : tuple of Member
    kind : str
    mediator, guarantor : Member, optional
        Where the kind has a part for them.
    """

    members: Mapping[str, Member]
    pair: tuple[Member, Member]
    kind: str
    mediator: Member | None = None
    guarantor: Member | None = None

    @property
    def begun(self) -> list[Member]:
        """Those with whom the kind of brief begins."""
        third = [each for each in (self.mediator, self.guarantor) if each is not None]
        if self.kind == "recognition":
            third += [each for each in self.others if each.actor.kind == "state"][:MOST_OTHERS]
        return [*self.pair, *dict.fromkeys(third)]

    @property
    def others(self) -> list[Member]:
        """Those who are not of the pair, the most often named first."""
        return [each for each in self.members.values() if each not in self.pair]


def parts(reading: Reading, written: Written) -> Parts:
    """Find the pair, the third parties and the kind of brief.

    Raises
    ------
    InputError
        If the text does not name two actors.
    """
    pair = written.pair or next(((a, b) for a, b, _weight in reading.pairs), None)
    named = {each.id: each.name for each in reading.actors}
    if pair is None:
        if len(named) < 2:
            raise InputError(_("the text names fewer than two actors; name two with --pair A,B"))
        pair = reading.actors[0].id, reading.actors[1].id
    members = _members([*pair, *named], named)
    first, second = members[pair[0]], members[pair[1]]
    kind = written.kind or (reading.kind if reading.kind in KINDS else "thaw")
    third = {
        role: _third(reading, role, effect, members, pair)
        for role, effect in (("mediator", "mediation"), ("guarantor", "guarantee"))
        if getattr(KINDS[kind], role)
    }
    horizon = written.horizon or KINDS[kind].usual
    if written.kind is None and (
        horizon < KINDS[kind].shortest
        or (KINDS[kind].needs_mediator and third["mediator"] is None)
        or (kind == "recognition" and first.actor.kind == "bloc")
    ):
        kind, third = "thaw", {}
    if third.get("guarantor") == third.get("mediator"):
        third["guarantor"] = None
    return Parts(members, (first, second), kind, third.get("mediator"), third.get("guarantor"))


def _third(
    reading: Reading, role: str, effect: str, members: Mapping[str, Member], pair: tuple[str, str]
) -> Member | None:
    """Who is named in a role of an effect by the likeliest reading of some claim."""
    for proposal in reading.proposals:
        best = proposal.candidates[0]
        who = best.roles.get(role) or (proposal.actor if best.effect == effect else "")
        if best.effect == effect and who in members and who not in pair:
            return members[who]
    return None


def _members(ids: Iterable[str], named: Mapping[str, str]) -> dict[str, Member]:
    """Actors of the text as actors of a scenario, by their ids in the text."""
    found: dict[str, Member] = {}
    keys: set[str] = set()
    taken: set[str] = set()
    for each in ids:
        if not each or each in found:
            continue
        actor = _actor(each, named.get(each, each))
        if actor.id in taken:
            continue
        taken.add(actor.id)
        key = stem = slug(actor.id, "actor")[:LONGEST_KEY].rstrip("-")
        while key in keys:
            key = f"{stem}-{len(keys) + 1}"
        keys.add(key)
        found[each] = Member(actor, key)
    return found


def _actor(id_: str, name: str) -> Actor:
    with suppress(InputError):
        known = resolve_actor(id_)
        if known.id == id_:
            return known
    own = id_ if _PARTY.fullmatch(id_) else slug(id_, "party")[:LONGEST]
    return Actor(own if own[:1].isalpha() else f"p-{own}"[:LONGEST], name, "party")
