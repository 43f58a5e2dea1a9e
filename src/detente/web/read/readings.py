"""Readings, and the scenarios made from them, that are kept in memory, bounded."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

ROOM = 1_500_000
"""Characters of articles whose readings are kept in memory; each needs some hundred bytes."""


class Readings:
    """Readings by what they were made from; the one that was asked for longest ago goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple[str, ...]) -> Any:
        """Look one up; None if it is not there."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[str, ...], made: Any) -> None:
        """Keep one in the place of older ones."""
        with self._lock:
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > 1 and sum(len(each[0]) for each in self._kept) > ROOM:
                self._kept.popitem(last=False)
