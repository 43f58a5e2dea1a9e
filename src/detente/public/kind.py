"""Plain data of a room as the class that people call."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

T = TypeVar("T")


def as_kind(kind: type[T], found: Any, **changed: Any) -> T:
    """The same data as another, richer class of it."""
    return kind(**{each.name: getattr(found, each.name) for each in fields(found)} | changed)
