"""Text of a scenario made safe to show: on one line, nothing hidden in it, its direction its own.

Two names that run from right to left turn what stands between them: "A → B" is shown as B, an
arrow to the right, A. So each stands between U+2068 FIRST STRONG ISOLATE and U+2069 POP
DIRECTIONAL ISOLATE (Unicode Standard Annex #9), which are never seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

OPEN, CLOSE = "\u2068", "\u2069"
"""Between them a text has a direction of its own, and no part in that of its neighbours."""
PLAIN = re.compile(
    "[\u0020-\u007e\u00a0-\u00ac\u00ae-\u0377\u0400-\u052f\u2010-\u2027\u202f-\u205f"
    "\u2100-\u218b\u2190-\u23ff\u25a0-\u25ff]*"
)
"""Texts of letters and signs that show themselves and run from left to right, or neither way."""
_JOINERS = "\u200c\u200d"
"""Of no width: Persian is written with the one, many emoji with the other."""
_NAMES = 4
"""Right-to-left words to one small word of another script, up to which they are names in it."""


def clean(text: str) -> str:
    """Text of a scenario on one line, without control characters, isolated if right to left.

    What is clean stays as it is, so that a sentence may be made of clean names and be cleaned in
    its turn.
    """
    if PLAIN.fullmatch(text):  # nothing to look for; most texts are so
        return text
    marks = set(_marks(text))
    return isolated(_line(c for i, c in enumerate(text) if i in marks or _stays(c)))


def bare(text: str) -> str:
    """Text on one line without control characters or marks of direction, to be copied."""
    return _line(c for c in text if _stays(c))


def printable(text: str) -> bool:
    """Whether nothing in it is hidden but joiners."""
    return all(c.isprintable() or c in _JOINERS for c in text)


def isolated(text: str) -> str:
    """Text whose right-to-left part stands between marks: all of it, or the names in a sentence."""
    runs = list(_runs(text))
    if not runs:
        return text
    if not _holds_names(text):
        return f"{OPEN}{text}{CLOSE}"
    for begin, end in reversed(runs):
        text = f"{text[:begin]}{OPEN}{text[begin:end]}{CLOSE}{text[end:]}"
    return text


def leftward(text: str) -> bool:
    """Whether a text as a whole runs from right to left, not only names in it."""
    first = next((c for c in text if unicodedata.bidirectional(c) in ("L", "R", "AL")), "")
    return bool(first) and _turns(first) and not _holds_names(text)


def balanced(lines: Iterable[str]) -> Iterator[str]:
    """Lines of one text, each with its own marks where one was broken between them."""
    depth = 0
    for line in lines:
        before = depth
        for c in line:
            depth = max(depth + (c == OPEN) - (c == CLOSE), 0)
        yield OPEN * before + line + CLOSE * depth


def _line(characters: Iterable[str]) -> str:
    return "".join(" " if c in "\n\t" else c for c in characters)


def _stays(c: str) -> bool:
    return c in "\n\t" or c in _JOINERS or unicodedata.category(c)[0] != "C"


def _turns(c: str) -> bool:
    """Whether it is a letter of a script that runs from right to left."""
    return unicodedata.bidirectional(c) in ("R", "AL")


def _holds_names(text: str) -> bool:
    """Whether it is a sentence from left to right with names in it that run the other way.

    It has words that are no names: in small letters, or of a script that has no capitals.
    """
    firsts = [next(filter(str.isalpha, word), " ") for word in text.split()]
    small = sum(unicodedata.bidirectional(c) == "L" and not c.isupper() for c in firsts)
    return small * _NAMES >= max(sum(map(_turns, firsts)), 1)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where right-to-left letters stand outside of marks, with all that is between them."""
    depth = 0
    begin = end = -1
    for i, c in enumerate(text):
        depth += (c == OPEN) - (c == CLOSE)
        inner = depth > 0 or c == CLOSE
        if begin >= 0 and (inner or unicodedata.bidirectional(c) == "L"):
            yield begin, end
            begin = -1
        elif not inner and _turns(c):
            begin, end = begin if begin >= 0 else i, i + 1
    if begin >= 0:
        yield begin, end


def _marks(text: str) -> Iterator[int]:
    """Places of marks of direction that come in pairs, with a right-to-left letter between them."""
    if OPEN not in text:
        return
    opened: list[tuple[int, int]] = []
    letters = 0
    for i, c in enumerate(text):
        if c == OPEN:
            opened.append((i, letters))
        elif c == CLOSE and opened:
            begin, before = opened.pop()
            if letters > before:
                yield from (begin, i)
        else:
            letters += _turns(c)
