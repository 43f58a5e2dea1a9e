"""Bins in which the levels are counted by day, for their quantiles; they widen as it is needed."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.kept._compiled_counts import count_bins
from detente.ensemble.kept.bins import Scale

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

BINS = 800
"""Bins of a level."""

PILOT = 256
"""Paths after which the bins of the levels are chosen; it does not hang on how they are played."""

FINEST = 2.0**-10
"""Of the size of a level that never moves: the width of its bins."""

JOINED = 3
"""Bins that become one where the range grows: the middle one keeps its place."""

LARGEST, FARTHEST = 1e15, 1e12
"""Size of a value, and bins from zero, beyond which it counts to the last bin."""


class LevelBins:
    """Counts values of levels by day; they stand in the columns `levels` of what is played.

    Where a level goes is known when the first `PILOT` paths are there: its bins then cover twice
    the range that they span. Where a later path goes beyond the bins, these are moved, and where
    all that has been seen does not lie within them, `JOINED` become one, so that no value is cut
    off and the whole takes more than a fourth of the bins. The width of a bin is a power of two
    times one of three, and its middle a multiple of it: it can be written down without loss, and
    whole numbers are told as they are while bins are not wider than 1. The bins hang on the least
    and the largest value alone, not on the order in which paths come.
    """

    def __init__(self, levels: Sequence[int], days: int) -> None:
        self.columns = np.array(levels, dtype=np.int64)
        self.counts = np.zeros((len(levels), days, BINS), dtype=np.int32)
        self._width: list[float] = []
        self._first: list[int] = []
        """Of each level: its first bin has its middle at so many widths"""
        self._seen: list[tuple[int, int]] = []
        """The lowest and the highest bin in which there is something, counted from zero"""
        self._waiting: list[F64] = []

    def add(self, values: F64) -> None:
        """Count the values of some paths, shape (paths, days, planes)."""
        if self._width:
            self._count(values)
            return
        self._waiting.append(values)  # as many as were played at once: they are let go soon
        if sum(part.shape[0] for part in self._waiting) >= PILOT:
            self.close()

    def close(self) -> None:
        """Choose the bins, if that has not been done, and count what has waited for them."""
        if self._width or not self._waiting:
            return
        pilot = np.concatenate([part[:, :, self.columns] for part in self._waiting])[:PILOT]
        for k in range(pilot.shape[2]):
            width, first = width_and_first(pilot[:, :, k])
            self._width.append(width)
            self._first.append(first)
            self._seen.append(_ends(pilot[:, :, k], width))
        for values in self._waiting:
            self._count(values)
        self._waiting.clear()

    def _count(self, values: F64) -> None:
        for k, column in enumerate(self.columns):
            self._make_room(k, values[:, :, column])
        width = np.array(self._width)
        low = (np.array(self._first) - 0.5) * width
        count_bins(values, self.columns, low, 1.0 / width, 1, self.counts)

    def _make_room(self, k: int, values: F64) -> None:
        """Move and widen the bins of a level, so that all that has been seen lies within them."""
        while True:
            low, high = _ends(values, self._width[k])
            seen = min(low, self._seen[k][0]), max(high, self._seen[k][1])
            if seen[1] - seen[0] < BINS:
                break
            self._widen(k)
        self._seen[k] = seen
        first = self._first[k]
        if seen[0] < first or seen[1] >= first + BINS:
            self._move(k, (seen[0] + seen[1]) // 2 - BINS // 2)

    def _widen(self, k: int) -> None:
        """Make one bin of those whose middles lie around each multiple of the larger width."""
        begin = self._first[k]
        places = (begin + np.arange(BINS) + JOINED // 2) // JOINED
        first = int(places[0])
        joined = np.zeros_like(self.counts[k])
        inside = places - first
        for place in range(int(inside[-1]) + 1):
            joined[:, place] = self.counts[k][:, inside == place].sum(axis=1)
        self.counts[k] = joined
        self._width[k] *= JOINED
        self._first[k] = first
        self._seen[k] = (
            (self._seen[k][0] + JOINED // 2) // JOINED,
            (self._seen[k][1] + JOINED // 2) // JOINED,
        )

    def _move(self, k: int, first: int) -> None:
        """Begin with another bin; none in which there is something is lost."""
        by = first - self._first[k]
        moved = np.zeros_like(self.counts[k])
        if abs(by) < BINS:
            source = slice(max(by, 0), BINS + min(by, 0))
            moved[:, max(-by, 0) : BINS - max(by, 0)] = self.counts[k][:, source]
        self.counts[k] = moved
        self._first[k] = first

    def trimmed(self) -> tuple[NDArray[np.int32], list[Scale]]:
        """Counts and their scales, each beginning with the first bin in which there are any."""
        self.close()
        scales = []
        for k, width in enumerate(self._width):
            self._move(k, self._first[k] + int(np.flatnonzero(self.counts[k].any(axis=0))[0]))
            low = (self._first[k] - 0.5) * width
            scales.append(Scale(low, low + BINS * width, number=BINS))
        return self.counts, scales


def _ends(values: F64, width: float) -> tuple[int, int]:
    """The bins of the least and the largest value, counted in widths from zero."""
    ends = np.clip([values.min(), values.max()], -LARGEST, LARGEST) / width
    low, high = np.floor(np.clip(ends, -FARTHEST, FARTHEST) + 0.5).astype(np.int64).tolist()
    return low, high


def width_and_first(values: F64) -> tuple[float, int]:
    """Width of bins for values like these, and at how many widths the middle of the first lies."""
    low, high = float(values.min()), float(values.max())
    span = 2.0 * (high - low) or max(abs(low), 1.0) * FINEST * BINS
    width = 2.0 ** math.ceil(math.log2(span / BINS))
    return width, math.floor(0.5 * (low + high) / width) - BINS // 2
