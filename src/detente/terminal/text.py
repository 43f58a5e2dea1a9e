"""Small pieces of text: what is safe to print, and sparklines."""

from __future__ import annotations

from collections.abc import Sequence

from detente.language.safe import clean as clean

_BARS = "▁▂▃▄▅▆▇█"


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
