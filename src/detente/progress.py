"""Whom long work tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called with what is done and what there is in all: paths, bytes, files."""

Stage = Callable[[str], Progress | None]
"""Begins a stage of long work, by its name, and returns whom to tell how far it is."""


def silent(name: str) -> Progress | None:
    """Begin a stage of which nobody wants to hear."""
    return None
