"""Text for an encoding that lacks some of its signs: the nearest that it has stands for each."""

# ruff: noqa: RUF001 - signs that look like others are what this is about

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NEAREST = {
    **dict(zip("▁▂▃▄▅▆▇█", ".:-=+*#@", strict=True)),
    **dict.fromkeys("−–—‐‑‒―", "-"),
    **dict.fromkeys("’‘‚‛′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‹›", "'"),
    **{"→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "↑": "^", "↓": "v"},
    **{"…": "...", "±": "+/-", "×": "x", "·": "*", "•": "*", "÷": "/", "⁄": "/"},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∝": "~", "∈": "in", "∞": "inf"},
    **{"√": "sqrt", "∫": "int", "∂": "d", "°": "deg", "§": "sec.", "€": "EUR", "£": "GBP"},
    **{"¹": "^1", "²": "^2", "³": "^3", "ᵀ": "^T", "¿": "?", "¡": "!", "µ": "mu"},
    **{"●": "*", "○": "o", "■": "#", "□": "o", "◇": "o", "▲": "^", "▼": "v", "▒": "#"},
    **{"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"},
    **{"Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i"},
}

_INSIDE = re.compile("(?<=[«‹])[\N{NO-BREAK SPACE}\u202f]|[\N{NO-BREAK SPACE}\u202f](?=[»›])")
"""Spaces within quotation marks that have none of their own in other languages."""


def nearest(text: str, encoding: str) -> str:
    """Put the nearest that an encoding has in the place of signs and letters that it lacks.

    Parameters
    ----------
    text : str
    encoding : str
        As Python names it.

    Returns
    -------
    str
        What has nothing near, such as a letter of another script, is left as it is.
    """
    if writes(text, encoding):
        return text
    if not writes("«", encoding):
        text = _INSIDE.sub("", text)
    return "".join(_sign(c, encoding) for c in text)


def writes(text: str, encoding: str) -> bool:
    """Whether an encoding has all of it."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:  # no encoding of Python's
        return True
    return True


@cache
def _sign(sign: str, encoding: str) -> str:
    """What stands for one sign; itself where nothing is near."""
    if writes(sign, encoding):
        return sign
    known = _NEAREST.get(sign) or _by_name(sign)
    if known is not None:
        return known
    parts = unicodedata.normalize("NFKD", sign)
    if parts == sign:
        return sign
    found = "".join(_sign(part, encoding) for part in parts if not unicodedata.combining(part))
    return found if found and writes(found, encoding) else sign


def _by_name(sign: str) -> str | None:
    """What stands for a sign of a whole family: rules, Greek letters, spaces, what has no width."""
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category in ("Cf", "Mn"):
        return ""
    name = unicodedata.name(sign, "")
    if name.startswith("BOX DRAWINGS"):
        return "+" if " AND " in name else "-" if "HORIZONTAL" in name else "|"
    letter = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)", name)
    if letter is not None:
        return letter[2].lower() if letter[1] == "SMALL" else letter[2].title()
    return None
