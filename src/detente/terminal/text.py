"""Small pieces of text: what is safe to print, lines that break well, sparklines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from detente.language.safe import clean as clean

_NO_BREAK = "\N{NO-BREAK SPACE}"
_BARS = "▁▂▃▄▅▆▇█"


def unbroken(text: Text, width: int) -> Text:
    """Text with its lines broken where they may be; rich breaks them at no-break spaces as well."""
    if _NO_BREAK not in text.plain:
        return text
    characters = list(text.plain)
    start, space = 0, -1
    for i, c in enumerate([*characters, " "]):
        if i - start > width and space > start:
            characters[space] = "\n"
            start = space + 1
        if c == "\n":
            start = i + 1
        elif c == " ":
            space = i
    broken = text.copy()
    broken.plain = "".join(characters)
    return broken


def at_hyphens(text: Text, width: int) -> Text:
    """Text with words wider than a line broken behind hyphens; rich breaks them anywhere."""
    breaks: list[int] = []
    for word in re.finditer(r"\S+", text.plain):
        if cell_len(word.group()) <= width:
            continue
        start = last = word.start()
        for hyphen in re.finditer(r"(?<=\w)-(?=\w)", word.group()):
            end = word.start() + hyphen.end()
            if cell_len(text.plain[start:end]) > width and last > start:
                breaks.append(last)
                start = last
            last = end
        if cell_len(text.plain[start : word.end()]) > width and last > start:
            breaks.append(last)
    return Text("\n").join(text.divide(breaks)) if breaks else text


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
