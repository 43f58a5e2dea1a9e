"""How objects print themselves at a prompt: in a few short lines, in English everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from typing import Any

from detente.language.safe import clean

WIDTH = 62
"""Characters of a line."""

ROWS = 5
"""Entries of a list that may be long."""

FIELDS = 8
"""Fields of data that has many."""


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


def brief(thing: Any) -> str:
    """Data field by field: arrays by their shape, what is long by how much there is of it.

    Parameters
    ----------
    thing : dataclass or pydantic model
        For ``__repr__ = brief``: data that somebody may look at, but that is not made to be read.
    """
    names = (
        [each.name for each in fields(thing)] if is_dataclass(thing) else type(thing).model_fields
    )
    lines = [f"{name}: {_worth(getattr(thing, name))}" for name in names if name[0] != "_"]
    more = len(lines) - FIELDS
    end = [f"and {count(more, 'more field')}"] if more > 0 else []
    return shown(type(thing).__name__, *lines[:FIELDS], *end)


def _worth(value: Any) -> str:
    """What a value is, in a few words."""
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"array of {value.dtype}, shape {value.shape}"
    if isinstance(value, Mapping | Sequence | Set) and not isinstance(value, str | bytes):
        plain = all(isinstance(each, str | int | float) for each in value)
        if len(value) > ROWS or isinstance(value, Mapping) or not plain:
            return count(len(value), "entry", "entries")
    if is_dataclass(value) or hasattr(type(value), "model_fields"):
        return f"a {type(value).__name__}"
    return repr(value)


def _cut(line: str) -> str:
    line = clean(line)
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
