"""Words and signs of a sentence, with their characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from detente.reading.article import Tongue

APOSTROPHES = "'’\u02bc"
"""Signs that stand for a letter that is left out."""


class Piece(NamedTuple):
    """A word or sign, and its characters in the sentence."""

    text: str
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:[ .,’']\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,:]\d+)*"
_SHORT = r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|Gov|St|MM?|Mgr)\.(?=\s)"
_WORD = r"[^\W_]+(?:[-\u2010\u2011&][^\W_]+)*"
_SIGN = r"\.{2,}|…|-{2,}|[^\w\s]|_"

_ELIDED = r"(?:[ldnmtsjc]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu)"

_PATTERNS = {
    "en": re.compile(
        rf"(?P<number>{_NUMBER})|(?P<short>{_SHORT})|(?P<word>{_WORD}(?:[{APOSTROPHES}][^\W_]+)*)"
        rf"|(?P<sign>{_SIGN})"
    ),
    "fr": re.compile(
        rf"(?P<number>{_NUMBER})|(?P<short>{_SHORT})"
        rf"|(?P<whole>(?i:aujourd[{APOSTROPHES}]hui|quelqu[{APOSTROPHES}]une?s?|"
        rf"prud[{APOSTROPHES}]hom\w*|presqu[{APOSTROPHES}]île))"
        rf"|(?P<elided>(?i:{_ELIDED})[{APOSTROPHES}])(?=[\w«“\"])"
        rf"|(?P<word>{_WORD})|(?P<sign>{_SIGN})"
    ),
}

_ASKED = re.compile(
    r"(?P<verb>[^\W\d_]{1,}[^\W\d_])?(?P<rest>-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce))$", re.I
)
"""A subject behind its verb: *a-t-il*, *dit-elle*."""

_WHOLE = frozenset({"rendez-vous", "entre-nous", "est-ce", "parce", "là-ce"})
_ENDING = re.compile(rf"(?:n[{APOSTROPHES}]t|[{APOSTROPHES}](?:s|re|ve|ll|d|m|S))$")
_SIDED = re.compile(
    r"(?P<name>[^\W\d_][\w]*)(?P<rest>-(?:backed|led|based|held|controlled|brokered|mediated|"
    r"sponsored|occupied|aligned|allied|funded|imposed|made|run|supported|trained|built|supplied|"
    r"dominated|hosted|born|owned|initiated|proposed|drafted))$"
)
_ACRONYM = re.compile(r"(?P<name>[A-Z]{2,})-(?P<rest>[A-Z]\w*[a-z]\w*|[A-Z]{2,}[A-Z-]*)$")


def pieces(text: str, language: Tongue) -> list[Piece]:
    """Cut a sentence into words and signs, from left to right, in linear time.

    French elisions (*l’*, *qu’*) and subjects behind their verb (*-t-il*), English endings (*’s*,
    *n’t*) and names before a participle (*Iran*-*backed*) stand for themselves.
    """
    found: list[Piece] = []
    for match in _PATTERNS[language].finditer(text):
        start, end = match.span()
        if match.lastgroup != "word":
            found.append(Piece(text[start:end], start, end))
            continue
        found += [
            Piece(text[a:b], a, b) for a, b in _parts(text[start:end], start, language) if a < b
        ]
    return found


def _parts(word: str, start: int, language: Tongue) -> list[tuple[int, int]]:
    """Where a word is cut once more."""
    end = start + len(word)
    acronym = _ACRONYM.match(word) if "-" in word else None
    if acronym:
        cut = start + acronym.end("name")
        return [(start, cut), (cut, cut + 1), (cut + 1, end)]
    if language == "fr":
        asked = _ASKED.search(word) if "-" in word and word.lower() not in _WHOLE else None
        if asked and asked.start("rest") > 0:
            cut = start + asked.start("rest")
            return [(start, cut), (cut, end)]
        return [(start, end)]
    ending = _ENDING.search(word)
    if ending:
        cut = start + ending.start()
        return [(start, cut), (cut, end)]
    if word.lower() == "cannot":
        return [(start, start + 3), (start + 3, end)]
    sided = _SIDED.match(word) if "-" in word and word[0].isupper() else None
    if sided:
        cut = start + sided.end("name")
        return [(start, cut), (cut, cut + 1), (cut + 1, end)]
    return [(start, end)]
