"""A clause that is being read."""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.sentence import ClauseKind

RANK = frozenset({"main", "reported", "contrast", "example"})
"""Kinds of clause that assert something by themselves."""

DEEPEST = 12
"""Clauses within clauses beyond which nothing more is opened."""


@dataclass(eq=False)
class Draft:
    """A clause that is being read."""

    first: int
    kind: ClauseKind
    parent: Draft | None
    words: str = ""
    last: int = -1
    verb: int = -1
    finite: int = -1
    by_comma: bool = False
    quote: int = -1
    joined: int = -1  # the last coordinating word since the verb
    comma: int = -1  # the last comma since the verb
    nominal: bool = False
    said: bool = False  # holds a verb of saying, whose content may follow
    complement: bool = False
    bracket: bool = False
    attribution: bool = False  # names who says what stands before it
