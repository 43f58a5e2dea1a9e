"""Spellings of one name made equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 300
"""Characters of the longest name that is looked up: no state, office or person has a longer one."""

_UNACCENTED = {
    "ø": "o", "ł": "l", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae",
    "œ": "oe", "ß": "ss", "ð": "d", "þ": "th", "ə": "a",
}  # fmt: skip
"""Letters that no decomposition takes apart."""

_LEFT_OUT = ".'’‘`\N{MODIFIER LETTER APOSTROPHE}\N{MODIFIER LETTER TURNED COMMA}\N{ACUTE ACCENT}"
"""Signs that spellings of one name put or leave out."""

_LETTERS = str.maketrans({**_UNACCENTED, **dict.fromkeys(_LEFT_OUT)})
_BLANKS = re.compile(r"[\s_,\-–]+")


def fold(text: str) -> str:
    """Fold a name: no case, accents, points, apostrophes, hyphens or leading article.

    Parameters
    ----------
    text : str
        As a source spells it.

    Returns
    -------
    str
        Equal for spellings of one name; empty for what is too long to be a name.
    """
    return "" if len(text) > LONGEST else _fold(text)


@lru_cache(maxsize=1024)
def _fold(text: str) -> str:
    """One entity is folded several times over, and countries again and again."""
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _BLANKS.sub(" ", plain.translate(_LETTERS)).strip().removeprefix("the ")
