"""Who takes part in a starting scenario, and how the template speaks of them."""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.safe import printable
from detente.ontology.actors import Actor, check_one, resolve_actor
from detente.ontology.names import usual_name
from detente.scaffold import cast_names as names

MOST = 30
"""More actors than anyone wants to begin with."""

LONGEST = 60
"""Characters of a party's id; it has to fit into those of a scenario's tables."""

LONGEST_KEY = 40
"""Characters of a key: two of them, and what is done, make the id of a process."""

_OTHER_SEPARATORS = (r"\s*[/;+&|]\s*", r"\s+[-–—]\s+", r"\s+(?:vs\.?|and|et)\s+", r"\s+", r"[-–—]")

_PARTY = re.compile(rf"[A-Za-z][A-Za-z0-9+_-]{{0,{LONGEST - 1}}}")


@dataclass(frozen=True, slots=True)
class Member:
    """An actor of the scenario: its key in ids, and its name in the language in force."""

    actor: Actor
    key: str

    @property
    def name(self) -> str:
        """The name as it stands alone."""
        return names.name(self.actor)

    @property
    def the(self) -> str:
        """The name within a sentence, with an article where the language wants one."""
        return names.article(self.actor) + self.name

    @property
    def own(self) -> bool:
        """Whether it is a party that only the scenario knows."""
        return names.own(self.actor)

    @property
    def start(self) -> str:
        """The name at the start of a sentence."""
        before = names.article(self.actor)
        return before[:1].upper() + before[1:] + self.name if before else names.capital(self.actor)

    @property
    def plural(self) -> bool:
        """Whether its verbs stand in the plural."""
        return names.plural(self.actor)

    def behind(self, preposition: str) -> str:
        """The name behind a preposition: *of the United States*, *du Liban*, *à l’Iran*."""
        return names.after(preposition, names.article(self.actor), self.name)


def slug(text: str, otherwise: str) -> str:
    """Lower-case ASCII words joined by hyphens, or `otherwise` where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or otherwise


def check_line(text: str, what: str) -> str:
    """Refuse a name or title that is empty, long or cannot be printed.

    Raises
    ------
    InputError
        With the option that it stands in.
    """
    text = text.strip()
    if not text or not printable(text) or len(text) > 200:
        raise InputError(
            _("{what}: write one line of 1 to 200 printable characters").format(what=what)
        )
    return text


def declared(parties: Iterable[str]) -> dict[str, Actor]:
    """Parties of the scenario's own, from ``id=name``.

    Raises
    ------
    InputError
        If one is not of this form, has the name of a state or the id of a bloc.
    """
    found: dict[str, Actor] = {}
    for text in parties:
        identity, sign, name = text.partition("=")
        if not sign or not _PARTY.fullmatch(identity):
            raise InputError(
                _(
                    "--party {text}: write ID=NAME; an id begins with a letter and may hold "
                    "letters, digits, + _ -, {longest} in all"
                ).format(text=text, longest=LONGEST)
            )
        if identity.casefold() in (known.casefold() for known in found):
            raise InputError(
                _("--party {text}: the id '{identity}' is given twice").format(
                    text=text, identity=identity
                )
            )
        try:
            check_one(identity)
        except InputError as error:
            raise InputError(_("--party {text}: {error}").format(text=text, error=error)) from None
        known = None
        with suppress(InputError):
            known = resolve_actor(identity)
        # a known party may be named anew, as in a scenario's own table
        bloc = known is not None and known.kind == "bloc" and known.id == identity
        if known is not None and (bloc or known.kind == "state"):
            raise InputError(
                _("--party {text}: '{identity}' is {known}; choose another id").format(
                    text=text, identity=identity, known=usual_name(known)
                )
            )
        name = check_line(name, f"--party {identity}")
        if name.casefold() in (party.name.casefold() for party in found.values()):
            raise InputError(
                _("--party {text}: the name '{name}' is given twice").format(text=text, name=name)
            )
        found[identity] = Actor(identity, name, "party")
    return found


def _find(text: str, parties: Mapping[str, Actor]) -> Actor:
    for party in parties.values():
        if text.casefold() in (party.id.casefold(), party.name.casefold()):
            return party
    return resolve_actor(text)


def _named(value: str, parties: Mapping[str, Actor]) -> list[Actor]:
    """The actors of one `--actors`: the whole of it as a name, else its parts."""
    try:
        return [_find(value.strip(), parties)]
    except InputError:
        parts = [part.strip() for part in value.split(",")]
    if not all(parts):
        raise InputError(
            _("--actors {value}: a name is empty; write them like USA,CHN").format(value=value)
        )
    try:
        return [_find(part, parties) for part in parts]
    except InputError as error:
        if meant := _meant(value, parties):
            raise InputError(
                _("--actors {value}: put commas between names: --actors {meant}").format(
                    value=value, meant=shlex.quote(",".join(meant))
                )
            ) from None
        raise InputError(
            _(
                "--actors {value}: {error} (a party of your own is "
                "declared with --party ID=NAME; a name that holds a comma needs an "
                "--actors of its own)"
            ).format(value=value, error=error)
        ) from None


def _meant(value: str, parties: Mapping[str, Actor]) -> list[str]:
    """Names between which something else stands than a comma; empty if they are none."""
    for separator in _OTHER_SEPARATORS:
        parts = [part for part in re.split(separator, value.strip()) if part]
        with suppress(InputError):
            if len([_find(part, parties) for part in parts]) > 1:
                return parts
    return []


def choose(
    values: Sequence[str], parties: Sequence[str], further: Mapping[str, str] | None = None
) -> list[Member]:
    """Find the actors that are named, in their order.

    Parameters
    ----------
    values : sequence of str
        Each a name, or names separated by commas: ISO codes, names in English or French,
        organisations and parties that are known, declared parties.
    parties : sequence of str
        Declarations ``id=name``.
    further : mapping of str to str, optional
        By option the name of one more, who may be among the third parties already.

    Returns
    -------
    list of Member
        At least two; the first two are the pair in question.

    Raises
    ------
    InputError
        If a name is unknown or given twice, or there are fewer than two.
    """
    own = declared(parties)
    actors = [actor for value in values for actor in _named(value, own)]
    if len(actors) < 2:
        raise InputError(_("--actors: name at least two, such as --actors USA,CHN"))
    if len(actors) > MOST:
        raise InputError(
            _("--actors: {actors} are too many to begin with; at most {most}").format(
                actors=len(actors), most=MOST
            )
        )
    for option, name in (further or {}).items():
        try:
            actor = _find(name, own)
        except InputError as error:
            raise InputError(_("{option}: {error}").format(option=option, error=error)) from None
        if actor.id in (known.id for known in actors[:2]):
            raise InputError(
                _("{option} {text}: one of the two in question; name a third party").format(
                    option=option, text=name
                )
            )
        if actor.id not in (known.id for known in actors[2:]):
            actors.append(actor)
    members: list[Member] = []
    for actor in actors:
        if actor.id in (member.actor.id for member in members):
            raise InputError(
                _("--actors: {name} ({actor}) is named twice").format(
                    name=actor.name, actor=actor.id
                )
            )
        key = stem = slug(actor.id, "actor")[:LONGEST_KEY].rstrip("-")
        while key in (member.key for member in members):
            key = f"{stem}-{len(members) + 1}"
        members.append(Member(actor, key))
    for party in own.values():
        if party.id not in (actor.id for actor in actors):
            raise InputError(
                _("--party {party}: no --actors names it; add {party} there").format(party=party.id)
            )
    return members


def found(members: Sequence[Member], text: str | None, parties: Sequence[str]) -> Member | None:
    """The member of a name that has been chosen; None of no name."""
    if text is None:
        return None
    actor = _find(text, declared(parties))
    return next(member for member in members if member.actor.id == actor.id)
