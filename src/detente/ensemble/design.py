"""Which draws each path takes: belief, parameters, chance."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief

SHARED = 20
"""Consecutive paths that share a parameter draw, each with its own belief and chance."""


@dataclass(frozen=True, slots=True, repr=False)
class Design:
    """Three indices for each path; arrays of int64, shape (paths,)."""

    __repr__ = brief

    belief: NDArray[np.int64]
    parameters: NDArray[np.int64]
    chance: NDArray[np.int64]

    @property
    def paths(self) -> int:
        """Number of paths."""
        return int(self.belief.shape[0])

    def part(self, begin: int, end: int) -> Design:
        """Paths from `begin` up to, not with, `end`."""
        return Design(self.belief[begin:end], self.parameters[begin:end], self.chance[begin:end])

    def picked(self, paths: NDArray[np.int64]) -> Design:
        """Some paths, by number."""
        return Design(self.belief[paths], self.parameters[paths], self.chance[paths])

    def joined(self, other: Design) -> Design:
        """These paths, and those of another design behind them."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Design(*(np.concatenate(pair) for pair in pairs))


def same(one: Design, other: Design) -> bool:
    """Whether two designs have the same paths."""
    return one is other or (
        np.array_equal(one.belief, other.belief)
        and np.array_equal(one.parameters, other.parameters)
        and np.array_equal(one.chance, other.chance)
    )


def nested(paths: int, first: int = 0) -> Design:
    """Path k, from `first` on, has belief k, chance k and the parameters of its twenty: k // 20.

    The paths of one draw tell the variance within it, and so the variance between draws; one draw
    for each path would not allow it. The draws grow with the paths, and with them what their mean
    is worth; more paths, or the first of them, have the same indices.
    """
    k = np.arange(first, first + paths, dtype=np.int64)
    return Design(k, k // SHARED, k)
