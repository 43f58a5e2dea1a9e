"""A key of caches that is the very same object, never compared with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[T]):
    """What a cache is asked for: equal to another key of the same object alone.

    The key holds the object, so that nothing else can take its place in memory meanwhile.
    """

    it: T

    def __hash__(self) -> int:
        """Of the object's place in memory."""
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        """Whether the other key is of the same object."""
        return isinstance(other, Same) and other.it is self.it
