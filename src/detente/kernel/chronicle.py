"""What happened on paths: their acts, and the values that states took."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief

I32 = NDArray[np.int32]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True, repr=False)
class Chronicle:
    """Acts and moves of states, path after path in order of time.

    Attributes
    ----------
    acts : array of int32
        As day · rows + row.
    acts_from : array of int64, shape (paths + 1,)
        Where those of each path begin.
    moves : array of int32
        Values that states take, as (day · states + state) · `VALUES` + value: that of the first
        day, and those that differ from the day before.
    moves_from : array of int64, shape (paths + 1,)
    """

    __repr__ = brief

    acts: I32
    acts_from: I64
    moves: I32
    moves_from: I64

    @property
    def paths(self) -> int:
        """Number of paths."""
        return int(self.acts_from.shape[0]) - 1

    @property
    def arrays(self) -> tuple[NDArray[Any], ...]:
        """As the kernel takes them: read-only ones would be compiled anew."""
        own = (self.acts, self.acts_from, self.moves, self.moves_from)
        return tuple(np.require(each, requirements=["C", "W"]) for each in own)

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""
        own = (self.acts, self.acts_from, self.moves, self.moves_from)
        return sum(each.nbytes for each in own)

    def part(self, begin: int, end: int) -> Self:
        """Paths from `begin` up to, not with, `end`."""
        return self._of_both(lambda codes, begins: _part(codes, begins, begin, end))

    def picked(self, paths: NDArray[np.int64]) -> Self:
        """Some paths, by number."""
        return self._of_both(lambda codes, begins: _picked(codes, begins, paths))

    def joined(self, other: Self) -> Self:
        """These paths, and others behind them."""
        return type(self)(
            np.concatenate([self.acts, other.acts]),
            _behind(self.acts_from, other.acts_from),
            np.concatenate([self.moves, other.moves]),
            _behind(self.moves_from, other.moves_from),
        )

    def replaced(self, paths: NDArray[np.int64], by: Self) -> Self:
        """The same with some paths, in the order of their numbers, replaced by others."""
        return type(self)(
            *_replaced(self.acts, self.acts_from, paths, by.acts, by.acts_from),
            *_replaced(self.moves, self.moves_from, paths, by.moves, by.moves_from),
        )

    def _of_both(self, of: Callable[[I32, I64], tuple[I32, I64]]) -> Self:
        return type(self)(*of(self.acts, self.acts_from), *of(self.moves, self.moves_from))


NOTHING = Chronicle(
    np.zeros(0, np.int32), np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64)
)
"""Of no paths."""


def begins(numbers: NDArray[Any]) -> I64:
    """Where the entries of each path begin, and where the last end, from how many each has."""
    return np.concatenate([[0], np.cumsum(numbers, dtype=np.int64)])


def _part(codes: I32, begun: I64, begin: int, end: int) -> tuple[I32, I64]:
    places = begun[begin : end + 1]
    return codes[places[0] : places[-1]], places - places[0]


def _picked(codes: I32, begun: I64, paths: NDArray[np.int64]) -> tuple[I32, I64]:
    number = np.diff(begun)[paths]
    new = begins(number)
    place = np.arange(new[-1]) - np.repeat(new[:-1] - begun[paths], number)
    return codes[place], new


def _replaced(
    codes: I32, begun: I64, paths: NDArray[np.int64], others: I32, others_begun: I64
) -> tuple[I32, I64]:
    number = np.diff(begun)
    number[paths] = np.diff(others_begun)
    pieces, last = [], 0
    # all that lies between two paths stays in one piece
    places = zip(begun[paths].tolist(), begun[paths + 1].tolist(), strict=True)
    ends = pairwise(others_begun.tolist())
    for (begin, end), (first, until) in zip(places, ends, strict=True):
        pieces += [codes[last:begin], others[first:until]]
        last = end
    return np.concatenate([*pieces, codes[last:]]), begins(number)


def _behind(first: I64, second: I64) -> I64:
    return np.concatenate([first, first[-1] + second[1:]])
