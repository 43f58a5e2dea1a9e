"""Small pieces of text: what is safe to print, lines that break well, sparklines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len, chop_cells
from rich.text import Span, Text

from detente.language.safe import OPEN, balanced
from detente.language.safe import clean as clean
from detente.language.signs import nearest, writes

_NO_BREAK = "\N{NO-BREAK SPACE}"

_BARS = "▁▂▃▄▅▆▇█"

_WORD = re.compile(r"(?:[^ \n]|(?<=\d) (?=%))+")
"""What stays on one line; a no-break space holds words together, and so does that of a per cent."""

_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")


def written(text: Text, encoding: str) -> Text:
    """Text with the nearest that an encoding has for the signs that it lacks."""
    if writes(text.plain, encoding):
        return text
    ends = sorted({end for span in text.spans for end in (span.start, span.end)} - {0, len(text)})
    pieces = text.divide(ends)
    for piece in pieces:
        spans, length = piece.spans, len(piece)
        piece.plain = nearest(piece.plain, encoding)
        piece.spans = [Span(0, len(piece), s.style) if s.end == length else s for s in spans]
    return text.blank_copy().join(pieces)


def longest_word(text: str) -> int:
    """Cells of the widest word."""
    return max((cell_len(word) for word in _WORD.findall(text)), default=0)


def lines_of(text: Text, width: int) -> list[Text]:
    """Break a text at its spaces into lines that are no wider, with the indent of the first.

    A word that is wider than a line is broken behind its hyphens, or between characters of a
    script that is written without spaces; where it has neither, it stays whole.
    """
    found: list[Text] = []
    start = 0
    for paragraph in text.plain.split("\n"):
        words = paragraph.lstrip(" ")
        margin = len(paragraph) - len(words) if words else 0
        for first, last in _spans(paragraph, max(width - margin, 2)):
            line = text[start + first : start + last]
            line.pad_left(margin)
            found.append(line)
        start += len(paragraph) + 1
    return list(_directed(found)) if OPEN in text.plain else found


def _directed(lines: Sequence[Text]) -> Iterator[Text]:
    """Lines of one text, the direction of a name that was broken between them marked on each."""
    plain = [line.plain for line in lines]
    for line, own, marked in zip(lines, plain, balanced(plain), strict=True):
        before = marked.index(own)
        directed = line.blank_copy(marked[:before])
        yield directed.append_text(line).append(marked[before + len(own) :])


def _spans(line: str, room: int) -> list[tuple[int, int]]:
    """Where the lines of a line begin and end, without the spaces between them."""
    spans: list[tuple[int, int]] = []
    for first, last in _pieces(line, room):
        if spans and cell_len(line[spans[-1][0] : last]) <= room:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans or [(0, 0)]


def _pieces(line: str, room: int) -> Iterator[tuple[int, int]]:
    """Words, and the parts of those that are too wide."""
    for word in _WORD.finditer(line):
        if cell_len(word.group()) <= room:
            yield word.span()
            continue
        cuts = [hyphen.end() for hyphen in _HYPHEN.finditer(line, *word.span())]
        for first, last in pairwise([word.start(), *cuts, word.end()]):
            part = line[first:last]
            if cell_len(part) <= room or not any(c.isalpha() and cell_len(c) == 2 for c in part):
                yield first, last
                continue
            for chopped in chop_cells(part, room):
                yield first, first + len(chopped)
                first += len(chopped)


def together(text: str) -> str:
    """Words that stay on one line."""
    return text.replace(" ", _NO_BREAK)


def unbroken(text: Text, width: int) -> Text:
    """Text with its lines broken where they may be; rich breaks words, and at no-break spaces."""
    joined = Text("\n", justify=text.justify, end=text.end).join(lines_of(text, width))
    joined.no_wrap, joined.overflow = True, "ignore"
    return joined


def sparkline(values: Sequence[float], width: int = 24, top: float = 1.0) -> str:
    """A curve from 0 to `top` in block characters."""
    if not len(values):
        return ""
    step = max(len(values) / width, 1.0)
    picked = [
        values[min(int((i + 1) * step) - 1, len(values) - 1)]
        for i in range(min(width, len(values)))
    ]
    return "".join(
        " " if v <= 0 else _BARS[min(int(v / top * len(_BARS)), len(_BARS) - 1)] for v in picked
    )
