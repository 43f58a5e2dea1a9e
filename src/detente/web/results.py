"""Results that are kept in memory, bounded: ensembles and what is worked out from them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from detente.web.plays import lighter

MEMORY = 1_000_000_000
"""Bytes of arrays that are kept in memory."""
DEEPEST = 6
"""Levels of parts of parts in which arrays are looked for."""


def size(result: object, depth: int = DEEPEST) -> int:
    """Bytes of the arrays that a result holds, those of its scenario left out."""
    from detente.scenario.scenario import Scenario

    if isinstance(result, np.ndarray):
        return int(result.nbytes)
    if isinstance(result, bytes | str):
        return len(result)
    if depth == 0 or isinstance(result, Scenario):
        return 0
    if isinstance(result, dict):
        return sum(size(each, depth - 1) for each in list(result.values()))
    if isinstance(result, list | tuple):
        return sum(size(each, depth - 1) for each in result)
    if is_dataclass(result) and not isinstance(result, type):
        return sum(size(getattr(result, each.name, None), depth - 1) for each in fields(result))
    return 0


class Memory:
    """Results by what they were made from; the one that was asked for longest ago goes first.

    Parameters
    ----------
    most : int
        Bytes of all results together.
    lighter : callable
        Gives a result without what it can do without: so they are kept, before any goes.
    """

    def __init__(self, most: int = MEMORY, lighter: Callable[[Any], Any] = lighter) -> None:
        self._most = most
        self._lighter = lighter
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Any:
        """Look a result up; None if it is not there."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key]

    def put(self, key: Hashable, result: Any) -> None:
        """Keep a result, in the place of older ones."""
        with self._lock:
            self._kept[key] = result
            self._kept.move_to_end(key)
            # weighed anew: an ensemble grows by what is worked out from it
            sizes = {each: size(kept) for each, kept in self._kept.items()}
            total = sum(sizes.values())
            for each in list(self._kept)[:-1]:
                if total <= self._most:
                    return
                self._kept[each] = self._lighter(self._kept[each])
                total -= sizes[each] - (left := size(self._kept[each]))
                sizes[each] = left
            while total > self._most and len(self._kept) > 1:
                oldest, _result = self._kept.popitem(last=False)
                total -= sizes[oldest]

    def those(self, *beginning: Hashable) -> list[Any]:
        """All results whose keys begin so."""
        with self._lock:
            return [
                kept
                for key, kept in self._kept.items()
                if isinstance(key, tuple) and key[: len(beginning)] == beginning
            ]

    @property
    def bytes(self) -> int:
        """What is kept now."""
        with self._lock:
            return sum(size(each) for each in self._kept.values())
