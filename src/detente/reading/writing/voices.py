"""Who asserts the claims: voices with their roles, and how a passage names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.language.current import gettext as _
from detente.reading.proposal import Reading
from detente.reading.sentence import Role, Voice
from detente.reading.writing.cast import Parts
from detente.reading.writing.toml import Table
from detente.scaffold.cast import slug
from detente.scaffold.wording import say

LONGEST_NAME = 5
"""Words of a name that is taken over from the text."""

UNNAMED: Mapping[Role, tuple[str, str]] = {
    "leader": ("the leadership of {s}", "la direction {de s}"),
    "minister": ("a minister of {s}", "un ministre {de s}"),
    "spokesperson": ("a spokesperson of {s}", "le porte-parolat {de s}"),
    "ministry": ("a ministry of {s}", "un ministère {de s}"),
    "official": ("an official of {s}", "un responsable {de s}"),
    "government": ("the government of {s}", "le gouvernement {de s}"),
    "parliament": ("the parliament of {s}", "le parlement {de s}"),
    "military": ("the military of {s}", "l’armée {de s}"),
    "mediator": ("the mediation of {s}", "la médiation {de s}"),
    "opposition": ("the opposition of {s}", "l’opposition {de s}"),
    "organisation": ("{s}", "{s}"),
    "state": ("{s}", "{s}"),
    "person": ("somebody of {s}", "une voix {de s}"),
}
"""A voice that the text does not name, by its role."""

ROLES: Mapping[Role, tuple[str, str]] = {
    "author": ("author", "auteur"),
    "observers": ("observers", "observateurs"),
    "leader": ("leadership", "direction"),
    "minister": ("minister", "ministre"),
    "spokesperson": ("spokesperson", "porte-parole"),
    "ministry": ("ministry", "ministère"),
    "official": ("official", "responsable"),
    "government": ("government", "gouvernement"),
    "parliament": ("parliament", "parlement"),
    "military": ("military", "armée"),
    "mediator": ("mediator", "médiation"),
    "opposition": ("opposition", "opposition"),
    "organisation": ("organisation", "organisation"),
    "state": ("state", "État"),
    "person": ("person", "personne"),
}


@dataclass(slots=True)
class Voices:
    """The voices of a scenario, collected as claims name them."""

    reading: Reading
    parts: Parts
    found: dict[str, Table] = field(default_factory=dict)

    def id_of(self, voice: Voice) -> str:
        """Id of a voice, which is taken up."""
        name = self.name(voice)
        id_ = slug(f"{voice.who} {voice.name or voice.role}", "voice")[:60].rstrip("-")
        if voice.who in ("author", "observers"):
            id_ = voice.who if not voice.name else slug(voice.name, voice.who)[:60]
        role = say(*ROLES[voice.role], {})
        self.found.setdefault(id_, {"id": id_, "name": name[:1].upper() + name[1:], "role": role})
        return id_

    def name(self, voice: Voice) -> str:
        """How a passage names a voice, within a sentence."""
        if voice.who == "author":
            return _("the article")
        proper = not voice.name[:1].islower()  # a common noun has the role's words
        if voice.name and proper and len(voice.name.split()) <= LONGEST_NAME:
            return voice.name
        if voice.who == "observers":
            return _("observers")
        member = self.parts.members.get(voice.who)
        if member is None:
            return voice.name or _("an organisation")
        return say(*UNNAMED.get(voice.role, UNNAMED["state"]), {"s": member})

    def tables(self) -> Sequence[Table]:
        """The voices as tables."""
        return list(self.found.values())
