"""Small pieces of text: percentages, dates, sparklines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from detente.language.safe import clean as clean

_BARS = "▁▂▃▄▅▆▇█"


def percent(p: float) -> str:
    """A probability, with the digits that matter near 0 and 1."""
    if 0.0 < p < 0.001:
        return "< 0.1 %"
    if 0.999 < p < 1.0:
        return "> 99.9 %"
    return f"{100 * p:.1f} %" if p < 0.1 or p > 0.9 else f"{100 * p:.0f} %"


def interval(low: float, high: float) -> str:
    """An interval of probabilities in per cent."""
    digits = 1 if high < 0.1 or low > 0.9 else 0
    return f"{100 * low:.{digits}f}–{100 * high:.{digits}f}"


def day(date: dt.date) -> str:
    """A date such as 12 February 2025."""
    return f"{date.day} {date:%B %Y}"


def span(first: dt.date, last: dt.date) -> str:
    """Two dates such as 3 Jan – 12 Feb 25."""
    begin = f"{first.day} {first:%b}" + ("" if first.year == last.year else f" {first:%y}")
    return f"{begin} – {last.day} {last:%b %y}"


def signed(value: float) -> str:
    """A number with its sign and one decimal."""
    return f"{value:+.1f}".replace("-", "−")


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
