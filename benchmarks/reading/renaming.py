"""Actors of a text renamed throughout: names, peoples and capitals, each form by the same form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from benchmarks.reading.texts import Text
from detente.ontology.called import Called, called
from detente.ontology.known import parties
from detente.ontology.state_names import state_names
from detente.reading.article import Tongue
from detente.reading.proposal import Reading
from detente.reading.who.entries import kind_of

INVENTED = {
    "en": (
        ("Freedonia", ("Freedonian", "Freedonians")),
        ("Ruritania", ("Ruritanian", "Ruritanians")),
        ("Borduria", ("Bordurian", "Bordurians")),
        ("Elbonia", ("Elbonian", "Elbonians")),
    ),
    "fr": (
        ("Bordurie", ("bordurien", "borduriens", "bordurienne", "borduriennes")),
        ("Ruritanie", ("ruritanien", "ruritaniens", "ruritanienne", "ruritaniennes")),
        ("Syldavie", ("syldavien", "syldaviens", "syldavienne", "syldaviennes")),
        ("Fridonie", ("fridonien", "fridoniens", "fridonienne", "fridoniennes")),
    ),
}
"""States that there are not, with their peoples."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """Who is called by whose name, by id, and form by form; `declared` are those invented."""

    actors: Mapping[str, str]
    forms: Mapping[str, str]
    declared: Mapping[str, str]

    def of(self, words: str) -> str:
        """Words with the names changed; a capital at the beginning stays one."""
        if not self.forms:
            return words
        every = "|".join(re.escape(form) for form in sorted(self.forms, key=len, reverse=True))
        return re.sub(rf"(?<![\w-])(?:{every})(?![\w-])", self._one, words, flags=re.IGNORECASE)

    def _one(self, found: re.Match[str]) -> str:
        words = found.group()
        new = self.forms.get(words) or self.forms.get(words[0].lower() + words[1:])
        if new is None:
            return words
        return new[0].upper() + new[1:] if words[0].isupper() else new

    def text(self, text: Text) -> Text:
        """A whole text with the names changed."""
        return replace(
            text,
            title=self.of(text.title),
            author=self.of(text.author),
            paragraphs=tuple(tuple(map(self.of, lines)) for lines in text.paragraphs),
        )


def by_others(
    text: Text, reading: Reading, only: str = "", without: Collection[str] = ()
) -> Renaming:
    """Rename states, or one, by known ones that the text does not name and that inflect alike."""
    language: Tongue = "fr" if text.language == "fr" else "en"
    taken = {actor.id for actor in reading.actors}
    actors: dict[str, str] = {}
    forms: dict[str, str] = {}
    for actor in _regular(text, reading, language):
        other = next((o for o in _alike(actor, language) if o not in taken), None)
        if other is not None and only in ("", actor) and actor not in without:
            taken.add(other)
            actors[actor] = other
            forms |= _forms(called(language)[actor], called(language)[other], language)
    return Renaming(actors, forms, {})


def by_invented(text: Text, reading: Reading) -> Renaming:
    """Rename states by invented ones, where no capital stands for them in the text."""
    language: Tongue = "fr" if text.language == "fr" else "en"
    actors: dict[str, str] = {}
    forms: dict[str, str] = {}
    declared: dict[str, str] = {}
    left = list(INVENTED[language])
    for actor in _regular(text, reading, language):
        row = called(language)[actor]
        name = state_names(language)[actor][0]
        fits = language == "en" or (_soft(name) == "" and name.endswith("e"))
        if not left or not fits or any(_has(text, place.name) for place in row.places):
            continue
        new, people = left.pop(0)
        actors[actor] = declared_id = new.lower()
        declared[declared_id] = new
        forms[name] = new
        forms |= dict(zip(row.people, people, strict=False))
    return Renaming(actors, forms, declared)


def _regular(text: Text, reading: Reading, language: Tongue) -> Iterator[str]:
    """States of a text that it calls by one name, by their people and by their capital only.

    Not those whose armed movements it names: the tables know where these fight.
    """
    known = parties()
    placed = {state for a in reading.actors if a.id in known for state in known[a.id].where}
    for each in reading.actors:
        row = called(language).get(each.id)
        if row is None or kind_of(each.id) != "state" or len(row.people) != _FORMS[language]:
            continue
        if each.id in placed:  # whose armed movements would be left to it
            continue
        names = state_names(language)[each.id]
        others = (
            *(name for name in names[1:] if name not in names[0] and len(name) > 1),
            *row.also,
            *row.weak,
            *(place.name for place in row.places if not place.capital),
            *(f"{prefix}-" for prefix in row.prefixes),
        )
        if not any(_has(text, name) for name in others) and not _unsure(each.id, language):
            yield each.id


_FORMS = {"en": 2, "fr": 4}
"""How many forms the regular name of a people has."""


def _unsure(actor: str, language: Tongue) -> bool:
    """Whether a word for an actor is one for another, too."""
    own = {state_names(language)[actor][0], *called(language)[actor].people}
    return any(
        own & {*row.people, *state_names(language).get(id_, ())}
        for id_, row in called(language).items()
        if id_ != actor
    )


def _has(text: Text, words: str) -> bool:
    whole = f"{text.title} {text.author} {text.body}"
    end = "" if words.endswith("-") else r"(?![\w-])"
    return re.search(rf"(?<![\w-]){re.escape(words)}{end}", whole, re.IGNORECASE) is not None


def _alike(actor: str, language: Tongue) -> Iterator[str]:
    """States whose names take the same articles, and which are styled the same."""
    row = called(language)[actor]
    for other, each in called(language).items():
        if (
            other != actor
            and kind_of(other) == "state"
            and other in state_names(language)
            and len(each.people) == len(row.people)
            and each.style == row.style
            and _capital(each)
            and not any(place.weak for place in each.places)
            and _shape(other, language) == _shape(actor, language)
            and not _unsure(other, language)
        ):
            yield other


def _shape(actor: str, language: Tongue) -> tuple[object, ...]:
    """What the words around a name depend on."""
    name = state_names(language)[actor][0]
    row = called(language)[actor]
    plural = name.endswith("s")
    if language == "en":
        return (plural, len(name.split()), name.startswith("The "))
    feminine = name.endswith("e") and name not in {"Mexique", "Cambodge", "Mozambique"}
    capital = _capital(row)
    return (plural, len(name.split()), feminine, _soft(name), _soft(row.people[0]),
            _soft(capital) if capital else "", capital.startswith("Le "))  # fmt: skip


def _soft(word: str) -> str:
    """Whether a French article loses its vowel before a word."""
    return "elided" if word[:1] in "AEIOUÉÈÎHaeiouéèîhYy" else ""


def _capital(row: Called) -> str:
    return next((place.name for place in row.places if place.capital), "")


def _forms(row: Called, other: Called, language: Tongue) -> dict[str, str]:
    """Words of an actor, each with that of the other which stands in the same form."""
    found = {state_names(language)[row.id][0]: state_names(language)[other.id][0]}
    found |= dict(zip(row.people, other.people, strict=True))
    return found | {place.name: _capital(other) for place in row.places if place.capital}
