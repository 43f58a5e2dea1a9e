"""How objects print themselves at a prompt: in a few short lines, in English everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.language.safe import clean

WIDTH = 62
"""Characters of a line."""

ROWS = 5
"""Entries of a list that may be long."""


def shown(*lines: str) -> str:
    """Put lines between angle brackets, each cut to `WIDTH`; empty ones are left out."""
    return "<" + "\n  ".join(_cut(line) for line in lines if line) + ">"


def rows(lines: Sequence[str], what: str) -> list[str]:
    """The first `ROWS` lines of a list, and how many more there are of what (in the singular)."""
    more = len(lines) - ROWS
    return [*lines[:ROWS], *([f"and {count(more, f'more {what}')}"] if more > 0 else [])]


def named(names: Iterable[str]) -> str:
    """Names in a row: the first `ROWS`, and how many more there are."""
    known = list(names)
    more = len(known) - ROWS
    return ", ".join(known[:ROWS]) + (f" and {more:,} more" if more > 0 else "")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 act, 2,000 acts."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _cut(line: str) -> str:
    line = clean(line)
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
