"""What each future holds day by day, kept so that some of the futures can be exchanged for others.

Sums over futures are made of it anew: path by path, in order, so that they are the same to the last
bit whatever was exchanged. It is what blocks of futures left when they were played, not a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled

KEPT_BYTES = 320_000_000
"""Most that is kept of an ensemble; of a larger one nothing is."""

SLACK = 2
"""Bytes held for each byte in use from which on what is in use is copied, and the rest let go."""

F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]
I32 = NDArray[np.int32]


def day_bytes(compiled: Compiled) -> int:
    """Bytes that the days of one future take."""
    days = int(compiled.program.start[1])
    return days * (8 * len(compiled.watched) + len(compiled.questions.followed))


def kept_bytes(compiled: Compiled, paths: int) -> int:
    """Bytes that are kept of the days of so many futures; 0 where that would be too much."""
    taken = paths * day_bytes(compiled)
    return taken if taken <= KEPT_BYTES else 0


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some futures: `planes` of shape (paths, days, watched), `states` (paths, days, states)."""

    planes: F64
    states: U8

    @property
    def paths(self) -> int:
        """How many there are."""
        return int(self.planes.shape[0])

    @property
    def bytes(self) -> int:
        """Memory that it takes."""
        return self.planes.nbytes + self.states.nbytes


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ByDay:
    """Where the days of each future lie: in which part, and at which place of it."""

    __repr__ = brief

    parts: tuple[Part, ...]
    part: I32
    place: I32

    @classmethod
    def of(cls, parts: Sequence[Part]) -> ByDay:
        """Futures in the order of their parts."""
        sizes = [each.paths for each in parts]
        return cls(
            tuple(parts),
            np.repeat(np.arange(len(parts), dtype=np.int32), sizes),
            np.concatenate([np.arange(size, dtype=np.int32) for size in sizes]),
        )

    @property
    def bytes(self) -> int:
        """Memory that it takes, what others share of it included."""
        return sum(each.bytes for each in self.parts)

    def runs(self) -> Iterator[tuple[Part, int, int]]:
        """All futures in order: those that lie behind one another in one part, from and to."""
        ends = np.flatnonzero((np.diff(self.part) != 0) | (np.diff(self.place) != 1)) + 1
        for first, last in pairwise([0, *ends.tolist(), self.part.size]):
            if first < last:
                begin = int(self.place[first])
                yield self.parts[self.part[first]], begin, begin + last - first

    def picked(self, paths: NDArray[np.int64]) -> Part:
        """A copy of some futures, in their order."""
        chosen = [
            (self.parts[p], i) for p, i in zip(self.part[paths], self.place[paths], strict=True)
        ]
        first = self.parts[0]
        planes = np.empty((len(chosen), *first.planes.shape[1:]))
        states = np.empty((len(chosen), *first.states.shape[1:]), dtype=np.uint8)
        for row, (part, place) in enumerate(chosen):
            planes[row], states[row] = part.planes[place], part.states[place]
        return Part(planes, states)

    def exchanged(self, paths: NDArray[np.int64], parts: Sequence[Part]) -> ByDay:
        """The same with the days of some futures from elsewhere.

        Parameters
        ----------
        paths : array of int64
        parts : sequence of Part
            Those futures, in this order.
        """
        if not paths.size:
            return self
        other = ByDay.of(parts)
        part, place = self.part.copy(), self.place.copy()
        part[paths], place[paths] = other.part + len(self.parts), other.place
        every = (*self.parts, *parts)
        used, renamed = np.unique(part, return_inverse=True)
        found = ByDay(tuple(every[k] for k in used), renamed.astype(np.int32), place)
        row = found.parts[0].bytes // found.parts[0].paths
        if found.bytes > SLACK * row * part.size:
            found = ByDay.of([found.picked(np.arange(part.size, dtype=np.int64))])
        return found
