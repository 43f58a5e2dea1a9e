"""Forms of a word under which patterns find it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import simplemma

from detente.reading.article import Tongue
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
        "prête": frozenset({"prêt"}),
        "prêtes": frozenset({"prêt"}),
    },
    "en": {"'s": frozenset(), "n't": frozenset({"not"}), "cannot": frozenset({"can"})},
}
"""What is written as one, cut short, or has another lemma as well → words that it stands for."""


def plain(word: str) -> str:
    """In lower case, with one kind of apostrophe."""
    return word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@cache
def dictionary_form(word: str, language: Tongue) -> str:
    """The lemma of a word that stands alone, in lower case."""
    return plain(simplemma.lemmatize(word, lang=language))


@cache
def _of_word(word: str, language: Tongue) -> frozenset[str]:
    return frozenset({word, dictionary_form(word, language)}) | _ALSO[language].get(
        word, frozenset()
    )


def forms(token: Token, language: Tongue) -> frozenset[str]:
    """Forms of a token: as it stands, its lemma, and what it is short for."""
    return _of_word(plain(token.text), language) | {plain(token.lemma)}


def forms_of_pattern(word: str, language: Tongue) -> frozenset[str]:
    """Forms that a word of a pattern accepts: a dictionary form all, another one itself."""
    return frozenset({word}) | _ALSO[language].get(word, frozenset())
