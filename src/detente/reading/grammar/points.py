"""The points of a declaration: a number, then a verb without a subject (*2. REAFFIRMS that …*)."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.grammar.lemmas import plain
from detente.reading.grammar.shape import is_number
from detente.reading.words.table import words

SHORTEST = 5
"""Letters from which a word in capitals is no abbreviation."""


def begins(texts: Sequence[str], place: int) -> bool:
    """Whether a word stands where a capital says nothing: first, or behind a sign or a number."""
    if place == 0 or texts[place - 1] in '«“"‘:—–-(':
        return True
    return numbered(texts, place)


def numbered(texts: Sequence[str], place: int) -> bool:
    """Whether nothing but the number of a point stands before a word."""
    return place == 2 and is_number(texts[0]) and texts[1] in {".", ")", "°"}


def operative(texts: Sequence[str], place: int) -> bool:
    """Whether an English word in the third person is the verb of such a point."""
    text, small = texts[place], plain(texts[place])
    capitals = text.isupper() and len(text) >= SHORTEST
    if small in words("en", "grammar", "operative"):
        return capitals or place == 0 or numbered(texts, place)
    also_nouns = small in words("en", "grammar", "operative_nouns")
    return also_nouns and (capitals or numbered(texts, place))
