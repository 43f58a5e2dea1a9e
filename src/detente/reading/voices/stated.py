"""Of which state officials and sources are who are not named: *officials in Ankara*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from detente.ontology.called import called
from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import Sentence, Voice
from detente.reading.words.table import words

FARTHEST = 8
"""Words within which the state follows."""


@cache
def _names(language: Tongue) -> Mapping[tuple[str, ...], str]:
    """Peoples, capitals and seats in small letters, with whose they are."""
    found: dict[tuple[str, ...], str] = {}
    for id_, each in called(language).items():
        for name in (*each.people, *(place.name for place in each.places if not place.weak)):
            found.setdefault(tuple(plain(name).split()), id_)
    return found


def official(sentence: Sentence, places: Sequence[int]) -> Voice | None:
    """Return the voice of officials or sources that are said to be of a state; None of others.

    Parameters
    ----------
    sentence : Sentence
    places : sequence of int
        Tokens among which they are named.
    """
    nouns = words(sentence.language, "sources", "official")
    head = next((at for at in places if sentence.tokens[at].lemma in nouns), -1)
    if head < 0:
        return None
    names = _names(sentence.language)
    small = [plain(token.text) for token in sentence.tokens]
    for at in range(max(0, head - 2), min(len(small), head + FARTHEST)):
        token = sentence.tokens[at]
        if at > head and (token.text in {",", ";", ":"} or token.form == "Fin"):
            break
        for size in (3, 2, 1):
            actor = names.get(tuple(small[at : at + size]))
            if actor is not None:
                return Voice(actor, "official")
    return None
