"""Bins in which the levels are counted by day, for their quantiles; chosen when some are seen."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ensemble._compiled_counts import count_bins
from detente.ensemble.bins import Scale

F64 = NDArray[np.float64]

BINS = 800
"""Bins of a level."""

PILOT = 256
"""Paths after which the bins of the levels are chosen; it does not hang on how they are played."""

FINEST = 2.0**-10
"""Of the size of a level that never moves: the width of its bins."""


class LevelBins:
    """Counts values of levels by day; they stand in the columns `levels` of what is played.

    Where a level goes is known when the first `PILOT` paths are there: its bins cover twice the
    range that they span, and what lies beyond counts to the last ones. Their width is a power of
    two and their middles are multiples of it, so that they can be written down without loss, and
    whole numbers are told as they are.
    """

    def __init__(self, levels: Sequence[int], days: int) -> None:
        self.columns = np.array(levels, dtype=np.int64)
        self.counts = np.zeros((len(levels), days, BINS), dtype=np.int32)
        self.scales: list[Scale] = []
        self._waiting: list[F64] = []

    def add(self, values: F64) -> None:
        """Count the values of some paths, shape (paths, days, planes)."""
        if self.scales:
            self._count(values)
            return
        self._waiting.append(values)  # as many as were played at once: they are let go soon
        if sum(part.shape[0] for part in self._waiting) >= PILOT:
            self.close()

    def close(self) -> None:
        """Choose the bins, if that has not been done, and count what has waited for them."""
        if self.scales or not self._waiting:
            return
        pilot = np.concatenate([part[:, :, self.columns] for part in self._waiting])[:PILOT]
        self.scales = [scale_of(pilot[:, :, k]) for k in range(pilot.shape[2])]
        for values in self._waiting:
            self._count(values)
        self._waiting.clear()

    def _count(self, values: F64) -> None:
        low = np.array([scale.low for scale in self.scales])
        per_width = np.array([1.0 / scale.width for scale in self.scales])
        count_bins(values, self.columns, low, per_width, self.counts)

    def trimmed(self) -> tuple[NDArray[np.int32], list[Scale]]:
        """Counts and their scales, each beginning with the first bin in which there are any."""
        self.close()
        counts = self.counts
        scales = []
        for k, scale in enumerate(self.scales):
            first = int(np.flatnonzero(counts[k].any(axis=0))[0])
            counts[k] = np.roll(counts[k], -first, axis=1)
            low = scale.low + first * scale.width
            scales.append(Scale(low, low + BINS * scale.width, number=BINS))
        return counts, scales


def scale_of(values: F64) -> Scale:
    """Bins for values like these."""
    low, high = float(values.min()), float(values.max())
    span = 2.0 * (high - low) or max(abs(low), 1.0) * FINEST * BINS
    width = 2.0 ** math.ceil(math.log2(span / BINS))
    first = math.floor(0.5 * (low + high) / width) - BINS // 2
    return Scale((first - 0.5) * width, (first + BINS - 0.5) * width, number=BINS)
