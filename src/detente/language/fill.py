"""A template with its places filled, as French joins a word to the next: l’Ukraine, du, jusqu’au.

A template is written in full, such as ``de {date}`` or ``jusqu’à {date}``; what its last word and
the filling make of each other is known only when both are there.
"""

from __future__ import annotations

import string
import unicodedata

from detente.language.current import language

ELIDED = {
    "de": "d’", "le": "l’", "la": "l’", "que": "qu’", "ne": "n’", "se": "s’", "ce": "c’",
    "lorsque": "lorsqu’", "puisque": "puisqu’", "jusque": "jusqu’",
}  # fmt: skip
"""Words that lose their vowel before another."""

CONTRACTED = {
    ("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux",
}  # fmt: skip
"""Prepositions with the articles that they swallow."""

ASPIRATED = (
    "hai", "hal", "han", "har", "has", "hau", "hay", "heur", "hier", "hol", "hon", "hor", "hou",
    "hui", "hé",
)  # fmt: skip
"""Beginnings of words whose h keeps the vowel before it: la Hongrie, le hasard, la hausse."""

MUTE = ("hono", "hori", "horo", "hégé", "hési", "hémi", "héri", "hosp", "haleine")
"""Words that begin like them, and elide all the same: l’horizon, l’hégémonie."""

UNELIDED = ("onz", "oui", "yé", "ya", "yo")
"""Beginnings with a vowel before which nothing is lost."""


def fill(template: str, **fillings: str) -> str:
    """Put fillings into the places of a template.

    Parameters
    ----------
    template : str
        With places in braces, in the language in force.
    **fillings : str

    Returns
    -------
    str
    """
    found = ""
    for before, name, _spec, _conversion in string.Formatter().parse(template):
        found += before
        if name is not None:
            found = joined(found, fillings[name])
    return found


def joined(before: str, after: str) -> str:
    """Two pieces of a sentence, the last word of the one fitted to the first of the other."""
    if language() != "fr" or not before.endswith(" "):
        return before + after
    head, _space, word = before[:-1].rpartition(" ")
    lead = f"{head} " if head else ""
    article, space, rest = after.partition(" ")
    # of a longer word, such as jusqu’à, only the end is contracted
    stem, apostrophe, last = word.rpartition("’")
    both = CONTRACTED.get((last.lower(), article)) if space else None
    if both is not None:
        return f"{lead}{stem}{apostrophe}{_like(last, both)} {rest}"
    if word.lower() in ELIDED and elides(after):
        return f"{lead}{_like(word, ELIDED[word.lower()])}{after}"
    return before + after


def elides(text: str) -> bool:
    """Whether French drops a vowel before a text: it begins with a vowel, or with a mute h."""
    begins = text.lower()
    if begins.startswith("h"):
        return begins.startswith(MUTE) or not begins.startswith(ASPIRATED)
    first = unicodedata.normalize("NFD", begins[:1])[:1]
    return first in tuple("aeiouœæ") and not begins.startswith(UNELIDED)


def _like(word: str, other: str) -> str:
    """Another word, with a capital if the word has one."""
    return other[0].upper() + other[1:] if word[:1].isupper() else other
