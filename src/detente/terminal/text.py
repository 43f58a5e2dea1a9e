"""Small pieces of text: what is safe to print, and sparklines."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def clean(text: str) -> str:
    """Text of a scenario without control characters, on one line."""
    return "".join(
        " " if c in "\n\t" else c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C"
    )


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
