"""Text of a scenario made safe to show."""

from __future__ import annotations

import unicodedata


def clean(text: str) -> str:
    """Text of a scenario without control characters, on one line."""
    return "".join(
        " " if c in "\n\t" else c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C"
    )
