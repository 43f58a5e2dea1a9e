"""The end of a message: what would have been right, and names, the first of them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from detente.language.current import gettext as _
from detente.language.current import language, ngettext
from detente.language.format import semicolons

NEARLY = 100
"""Characters of the longest word for which near ones are sought."""

SHOWN = 4
"""Names that a message lists."""

KNOWN = 12
"""Known words that a message lists where none is near."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a suffix that proposes the nearest known words, or lists them.

    Parameters
    ----------
    word : str
        What the user wrote.
    known : iterable of str
        What would have been right.

    Returns
    -------
    str
        Text that begins with a semicolon, to be put behind an error message.
    """
    names = sorted(set(known))
    if near := nearest(word, names):
        return hint(_("did you mean {words}?").format(words=one_of(near)))
    if not names:
        return hint(_("none is defined"))
    shown = ", ".join(names[:KNOWN]) + (", …" if len(names) > KNOWN else "")
    return hint(_("known: {words}").format(words=shown))


def nearest(word: str, known: Sequence[str]) -> list[str]:
    """Known words that somebody may have meant, the nearest first."""
    if len(word) > NEARLY:
        return []
    same = [name for name in known if name.casefold() == word.strip().casefold()]
    return same or difflib.get_close_matches(word, known, n=3, cutoff=0.6)


def hint(text: str) -> str:
    """A text to be put behind a message, with the semicolon of the language in force."""
    return semicolons(["", text])


def in_their_words(error: object) -> str:
    """What a library says of an error, in parentheses; it says it in English alone."""
    return f" ({str(error).partition(chr(10))[0]})" if language() == "en" else ""


def in_quotes(word: object) -> str:
    """A word in the quotation marks of the language in force."""
    return _("'{word}'").format(word=word)


def one_of(words: Iterable[str]) -> str:
    """Words in quotation marks, any of which would be right."""
    return _(" or ").join(in_quotes(word) for word in words)


def quoted(names: Sequence[str]) -> str:
    """Names in quotation marks for a message, the first few of them."""
    shown = ", ".join(in_quotes(name) for name in names[:SHOWN])
    if len(names) <= SHOWN:
        return shown
    more = len(names) - SHOWN
    text = ngettext("{names} and {n} more", "{names} and {n} more", more)
    return text.format(names=shown, n=more)
