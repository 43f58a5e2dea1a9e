"""Forms of a word under which patterns find it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import known, lemma, plain, verb_of
from detente.reading.sentence import Token

_ALSO: Mapping[str, Mapping[str, frozenset[str]]] = {
    "fr": {
        "au": frozenset({"à"}),
        "aux": frozenset({"à"}),
        "du": frozenset({"de"}),
        "des": frozenset({"de"}),
        "d'": frozenset({"de"}),
        "l'": frozenset({"le"}),
        "qu'": frozenset({"que"}),
        "jusqu'": frozenset({"jusque"}),
        "lorsqu'": frozenset({"lorsque"}),
        "puisqu'": frozenset({"puisque"}),
        "n'": frozenset({"ne"}),
        "s'": frozenset({"se"}),
        "c'": frozenset({"ce"}),
        "j'": frozenset({"je"}),
    },
    "en": {"'s": frozenset(), "n't": frozenset({"not"}), "cannot": frozenset({"can"})},
}
"""What is written as one, or cut short → the words that it stands for."""


@cache
def _of_word(word: str, language: Tongue) -> frozenset[str]:
    found = {word, lemma(word, language), verb_of(word, language) or word}
    return frozenset(found) | _ALSO[language].get(word, frozenset())


def forms(token: Token, language: Tongue) -> frozenset[str]:
    """Forms of a token: as it stands, its lemma, and what it is short for."""
    text = plain(token.text)
    found = _of_word(text, language) | {plain(token.lemma)}
    return found | _of_participle(text) if language == "fr" else found


@cache
def _of_participle(word: str) -> frozenset[str]:
    """Infinitives of what may be a participle, which the dictionary may know as a noun alone."""
    bare = word.removesuffix("s").removesuffix("e")
    return frozenset(
        verb
        for end, ending in _PARTICIPLES
        if bare.endswith(end) and len(bare) > len(end) + 1
        for verb in (bare.removesuffix(end) + ending,)
        if known(verb, "fr")
    )


_PARTICIPLES = (("é", "er"), ("i", "ir"), ("ert", "rir"))


def forms_of_pattern(word: str, language: Tongue) -> frozenset[str]:
    """Forms that a word of a pattern accepts: a dictionary form all, another one itself."""
    return frozenset({word}) | _ALSO[language].get(word, frozenset())
