"""Charts of rows, each beneath its own words: laid out for a wide page, and for a narrow one."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from detente.language.safe import balanced

WIDE, NARROW = 560, 288
"""Pixels from which on a chart has the first layout, and of the narrowest place for the other."""
LINE = 15
"""Pixels from one line of words to the next."""
BAR = 28
"""Pixels of a row without its words."""
EM = 12.0
"""Pixels of the type of a chart."""
_THIN, _BROAD = frozenset("ijltfrI.,;:'’!|()[] -"), frozenset("mwMWQO%@—")


@dataclass(frozen=True, slots=True)
class Row:
    """Words of a row and where it stands, in pixels from the top: its words, and its middle."""

    label: list[str]
    top: int
    middle: int


def rows(labels: Sequence[str], pixels: float, lines: int = 0) -> tuple[list[Row], int]:
    """Lay out rows with their words above them.

    Parameters
    ----------
    labels : sequence of str
    pixels : float
        Room for a line.
    lines : int
        Lines of each row to be left free beneath its words.

    Returns
    -------
    list of Row
    int
        Pixels of them all.
    """
    found, top = [], 0
    for label in labels:
        words = wrapped(label, pixels)
        middle = top + LINE * (len(words) + lines) + 10
        found.append(Row(words, top, middle))
        top = middle + BAR - 10
    return found, max(top, BAR)


def scale(height: int) -> alt.Scale:
    """A scale in which a place is its pixels from the top."""
    return alt.Scale(domain=[0, height], reverse=True, nice=False, zero=False)


def wrapped(text: str, pixels: float) -> list[str]:
    """Lines of a text that are about so wide; a word that is wider is broken."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if _width(longer) <= pixels:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for c in word:
            if lines[-1] and _width(lines[-1] + c) > pixels:
                lines.append("")
            lines[-1] += c
    return list(balanced(lines))


def _width(text: str) -> float:
    """Pixels of a text, rather too many than too few: which type there is, is not known."""
    return EM * sum(map(_em, text))


def _em(c: str) -> float:
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(c) in "WF":
        return 1.05
    if c in _THIN:
        return 0.34
    return 0.9 if c in _BROAD else 0.7 if c.isupper() else 0.58
