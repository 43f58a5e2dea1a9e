"""Results that are kept in memory, bounded: ensembles and what is worked out from them."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from detente.web.plays import lighter

MEMORY = 600_000_000
"""Bytes of arrays that are kept in memory."""
DEEPEST = 6
"""Levels of parts of parts in which arrays are looked for."""


def size(result: object) -> int:
    """Bytes of the arrays that a result holds, those of its scenario left out."""
    return sum(weights(result).values())


def weights(result: object) -> dict[int, int]:
    """Bytes of each array and text that a result holds, by what it is: some have it in common."""
    found: dict[int, int] = {}
    _weigh(result, DEEPEST, found)
    return found


def _weigh(result: object, depth: int, found: dict[int, int]) -> None:
    from detente.scenario.scenario import Scenario

    if isinstance(result, np.ndarray):
        while isinstance(result.base, np.ndarray):  # a part keeps the whole
            result = result.base
        found[id(result)] = result.nbytes
    elif isinstance(result, bytes | str):
        found[id(result)] = len(result)
    elif depth == 0 or isinstance(result, Scenario):
        return
    elif isinstance(result, dict):
        for each in list(result.values()):
            _weigh(each, depth - 1, found)
    elif isinstance(result, list | tuple):
        for each in result:
            _weigh(each, depth - 1, found)
    elif is_dataclass(result) and not isinstance(result, type):
        for each in fields(result):
            _weigh(getattr(result, each.name, None), depth - 1, found)


class _Scales:
    """Bytes of several results together: what they have in common is counted once."""

    def __init__(self, results: Mapping[Hashable, object]) -> None:
        self.total = 0
        self._held: dict[Hashable, dict[int, int]] = {}
        self._holders: Counter[int] = Counter()
        for key, result in results.items():
            self.add(key, result)

    def add(self, key: Hashable, result: object) -> None:
        """Put a result on them."""
        self._held[key] = held = weights(result)
        self.total += sum(held[each] for each in held if not self._holders[each])
        self._holders.update(held.keys())

    def take(self, key: Hashable) -> None:
        """Take a result off them."""
        held = self._held.pop(key)
        self._holders.subtract(held.keys())
        self.total -= sum(held[each] for each in held if not self._holders[each])


class Memory:
    """Results by what they were made from; the one that was asked for longest ago goes first.

    Parameters
    ----------
    most : int
        Bytes of all results together; an array that several have counts once.
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
            scales = _Scales(self._kept)
            for each in list(self._kept)[:-1]:
                if scales.total <= self._most:
                    return
                scales.take(each)
                self._kept[each] = self._lighter(self._kept[each])
                scales.add(each, self._kept[each])
            while scales.total > self._most and len(self._kept) > 1:
                oldest, _result = self._kept.popitem(last=False)
                scales.take(oldest)

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
            return _Scales(self._kept).total
