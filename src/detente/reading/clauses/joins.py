"""Where a connective stands, and what kind of clause it opens."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from detente.reading.article import Tongue
from detente.reading.grammar.lemmas import plain
from detente.reading.sentence import ClauseKind, Token
from detente.reading.words.table import table

_WHOLE = {
    "qu'": "que",
    "d'": "de",
    "l'": "le",
    "jusqu'": "jusque",
    "lorsqu'": "lorsque",
    "puisqu'": "puisque",
    "quoiqu'": "quoique",
    "n'": "ne",
    "c'": "ce",
}


class Join(NamedTuple):
    """A connective: the kind of clause, and how many words it has."""

    kind: ClauseKind
    size: int


def normal(tokens: Sequence[Token], language: Tongue) -> list[str]:
    """Words as the tables of connectives have them: in small letters, without elision."""
    small = [plain(token.text) for token in tokens]
    if language == "en":
        return small
    found = []
    for place, word in enumerate(small):
        following = small[place + 1] if place + 1 < len(small) else ""
        if word == "s'" and following in {"il", "ils"}:
            found.append("si")
        else:
            found.append(_WHOLE.get(word, word))
    return found


@functools.cache
def _starts(
    language: Tongue, section: str
) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases by their first word, the longest first."""
    by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, lines in table(language, "connectives")[section].items():
        for line in lines:
            phrase = tuple(line.split())
            by_word.setdefault(phrase[0], []).append((phrase, kind))
    return {
        word: tuple(sorted(found, key=lambda each: (-len(each[0]), each)))
        for word, found in by_word.items()
    }


def join_at(
    words: Sequence[str], place: int, language: Tongue, section: str = "kinds"
) -> Join | None:
    """Return the longest connective that begins at a word."""
    for phrase, kind in _starts(language, section).get(words[place], ()):
        if tuple(words[place : place + len(phrase)]) == phrase:
            return Join(kind, len(phrase))  # type: ignore[arg-type]
    return None
