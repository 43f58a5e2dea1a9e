"""Contexts of acts that are named beside them: military, economic, humanitarian."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from detente.reading.article import Tongue
from detente.reading.cues.forms import forms_of_pattern
from detente.reading.cues.line import Line
from detente.reading.words.table import table

_NEAR = 5
"""So many words before or after an act its context is looked for."""


@cache
def contexts(language: Tongue) -> Mapping[str, frozenset[str]]:
    """Context → forms of its words, `reading/words/LANGUAGE/contexts.toml`."""
    listed = table(language, "contexts")["contexts"]
    return {
        name: frozenset().union(*(forms_of_pattern(word, language) for word in words))
        for name, words in listed.items()
    }


def context_near(line: Line, first: int, last: int, among: Sequence[str]) -> str | None:
    """The context of an act: of those that are possible the one that is named nearest.

    Parameters
    ----------
    line : Line
    first, last : int
        Indices of the first and the last token of the act's words.
    among : sequence of str
        Contexts that it may have.
    """
    known = contexts(line.sentence.language)
    found = [
        (max(first - item.place, item.place - last, 0), order, name)
        for item in line.items
        if item.place in line.own and first - _NEAR <= item.place <= last + _NEAR
        for order, name in enumerate(among)
        if not known[name].isdisjoint(item.forms)
    ]
    return min(found)[2] if found else None
