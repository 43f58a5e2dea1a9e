"""Everything that the tables know to stand for an actor, in one language, as a lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import get_args

from detente.ontology.actors import shared_rows
from detente.ontology.called import called
from detente.ontology.known import Known, organisations, parties
from detente.ontology.state_names import plain_name, state_names
from detente.reading.article import Tongue
from detente.reading.sentence import MentionKind, Role
from detente.reading.who.lexicon import Entry, Lexicon
from detente.reading.who.pieces import is_common
from detente.reading.words.table import table


@cache
def base(language: Tongue) -> Lexicon:
    """The lexicon of the tables in a language; take a copy to add to it."""
    places = table(language, "places")
    return Lexicon(
        (
            *(Entry("nobody", words) for words in table(language, "roles")["after_office"]),
            *(Entry("nobody", name) for name in places["nobody"]),
            *_states(language),
            *_known(organisations().values(), "organisation", language),
            *_known(parties().values(), "party", language),
            *_called(language),
            *_offices(language),
            *_references(language),
        )
    )


def name_of(actor: str, language: Tongue) -> str:
    """What a known actor is called in a language; empty if no table knows it."""
    known = organisations().get(actor) or parties().get(actor)
    if known is not None:
        return known.names.get(language, (known.actor.name,))[0]
    names = state_names(language).get(actor)
    if names:
        return names[0]
    row = called(language).get(actor)
    return row.also[0] if row is not None and row.also else ""


def kind_of(actor: str) -> str:
    """Kind of actor: a state, a bloc, or a party."""
    known = organisations().get(actor) or parties().get(actor)
    if known is not None:
        return known.actor.kind
    return "state" if actor in state_names("en") else "party"


def mention_kind(actor: str) -> MentionKind:
    """How an actor is named where its own name stands."""
    if actor in organisations():
        return "organisation"
    return "state" if actor in state_names("en") else "party"


def _states(language: Tongue) -> Iterator[Entry]:
    for id_, names in state_names(language).items():
        for name in names:
            if len(name) > 1 and not _is_code(name):
                yield Entry("name", name, (id_,))
    for row in shared_rows():
        if not row["until"]:
            yield Entry("name", row["name"], (row["state"],))


_SHORT = frozenset(
    {"US", "USA", "UK", "UAE", "DRC", "RDC", "RCA", "CAR", "PNG", "KSA", "PRC", "RPC"}
)
_SHORTER = frozenset({"ROK", "DPRK", "RPDC", "USSR", "URSS", "GDR", "RDA"})


def _is_code(name: str) -> bool:
    """Whether a name is a code that nobody writes in a text."""
    return name.isalpha() and name.isupper() and name not in _SHORT | _SHORTER


def _known(entries: Iterable[Known], kind: MentionKind, language: Tongue) -> Iterator[Entry]:
    role: Role = "organisation" if kind == "organisation" else "state"
    other: Tongue = "fr" if language == "en" else "en"
    for known in entries:
        own = known.names.get(language, ())
        # An acronym of the other language is understood where it is nothing else in this one.
        foreign = tuple(name for name in known.names.get(other, ()) if name.isupper())
        short = (known.actor.id,) if known.actor.id.isupper() and language == "en" else ()
        for name in dict.fromkeys((*own, *foreign, *short)):
            plain = plain_name(name)
            for form in dict.fromkeys((plain, *_spoken(plain, language))):
                if len(form) > 1:
                    yield Entry("name", form, (known.actor.id,), kind, role)


def _spoken(name: str, language: Tongue) -> Iterator[str]:
    """An acronym that is said as a word, written as one: Nato, Asean."""
    if name.isupper() and name.isalpha() and len(name) > 3 and not is_common(name, language):
        yield name.capitalize()


def _called(language: Tongue) -> Iterator[Entry]:
    for id_, row in called(language).items():
        for name in row.also:
            if id_ not in state_names(language):
                yield Entry("name", name, (id_,), mention_kind(id_))
        for name in row.weak:
            yield Entry("name", name, (id_,), mention_kind(id_), weak=True)
        for word in row.people:
            yield Entry("people", word, (id_,), "demonym")
        for word in row.prefixes:
            for form in dict.fromkeys((word, word.capitalize())):
                yield Entry("people", form, (id_,), "demonym", mark="prefix")
        for place in row.places:
            role: Role = _role(place.role)
            mark = "capital" if place.capital else "seat"
            yield Entry("place", place.name, (id_,), "metonym", role, mark, place.weak)


def _role(name: str) -> Role:
    if name not in get_args(Role):
        raise ValueError(name)
    return name  # type: ignore[return-value]


ROLES: tuple[Role, ...] = (
    "leader",
    "minister",
    "spokesperson",
    "ministry",
    "official",
    "government",
    "parliament",
    "military",
    "opposition",
    "mediator",
)
"""Roles of offices, in the order of the tables."""


def _offices(language: Tongue) -> Iterator[Entry]:
    roles = table(language, "roles")
    groups: list[tuple[Role, list[str]]] = [(role, roles[role]) for role in ROLES]
    observers = table(language, "observers")
    institutions = frozenset(observers["institutions"])
    groups.append(("observers", [*observers["observers"], *observers["institutions"]]))
    bound = frozenset(roles["bound"])
    counterparts = frozenset(roles["counterparts"])
    groups.append(("leader", roles["counterparts"]))
    for role, nouns in groups:
        for noun in nouns:
            for form in dict.fromkeys((noun, *_plurals(noun, language))):
                mark = "several" if form != noun else "bound" if noun in bound else ""
                mark = "counterpart" if noun in counterparts else mark
                mark = "institution" if noun in institutions else mark
                yield Entry("office", form, (), "office", role, mark)


def _plurals(noun: str, language: Tongue) -> tuple[str, ...]:
    parts = noun.split(" ")
    if language == "fr":
        if noun.endswith("s"):
            return ()
        first = (_plural_fr(parts[0]), *parts[1:])
        whole = tuple(_plural_fr(part) for part in parts)
        return " ".join(first), " ".join(whole)
    last = parts[-1]
    if last.endswith("s"):
        return ()
    if last.endswith("y") and last[-2] not in "aeiou":
        return (" ".join((*parts[:-1], f"{last[:-1]}ies")),)
    return (" ".join((*parts[:-1], f"{last}s")),)


def _plural_fr(word: str) -> str:
    if word.endswith(("s", "x", "z", "'")) or "'" in word:
        return word
    return f"{word}x" if word.endswith(("eau", "eu")) else f"{word}s"


def _references(language: Tongue) -> Iterator[Entry]:
    words = table(language, "reference")
    for style, nouns in words["style"].items():
        who = tuple(id_ for id_, row in called(language).items() if row.style == style)
        for noun in nouns:
            yield Entry("style", noun, who, "pronoun", mark=style)
    for kind, nouns in words["one"].items():
        for noun in nouns:
            yield Entry("style", noun, (), "pronoun", mark=kind)
    for phrase in words["both"]["words"]:
        yield Entry("both", phrase, (), "pronoun")
    for pronoun, forms in words["pronouns"].items():
        if pronoun != "possessive":
            for form in forms:
                yield Entry("pronoun", form, (), "pronoun", mark=pronoun)
