"""Bins in which what is followed by day is counted over the futures, for its quantiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.planes.index import INDEX, VOLUME

F64 = NDArray[np.float64]

BINS = 400
"""Bins of a plane: of an index 0.05 wide, of a volume (plus 1) 2.3 %."""

MOST_VOLUME = 10_000.0
"""Acts in 30 days from which on a volume counts to the last bin."""


@dataclass(frozen=True, slots=True)
class Scale:
    """`number` bins of equal width in x, or in log(1 + x) if `logarithmic`.

    They go from `low` to `high` there.
    """

    low: float
    high: float
    logarithmic: bool = False
    number: int = BINS

    @property
    def width(self) -> float:
        """Width of a bin."""
        return (self.high - self.low) / self.number

    @property
    def per_width(self) -> float:
        """How many bins there are to a unit."""
        return self.number / (self.high - self.low)

    def bins(self, values: F64) -> NDArray[np.int64]:
        """Number of the bin of each value; values beyond the ends count to the last ones."""
        x = np.log1p(values) if self.logarithmic else values
        places = ((x - self.low) * self.per_width).astype(np.int64)
        return np.asarray(np.clip(places, 0, self.number - 1))

    def at(self, place: NDArray[np.int64] | F64) -> F64:
        """Value at a place: of bin i the lower end at i, the middle at i + 0.5."""
        x = place * self.width + self.low
        return np.asarray(np.expm1(x) if self.logarithmic else x)

    def begun_at(self, low: F64) -> NDArray[np.int64]:
        """Number of the bin whose lower end is given, as `at` gave it."""
        x = np.log1p(low) if self.logarithmic else low
        return np.asarray(np.rint((x - self.low) / self.width).astype(np.int64))


_INDEX = Scale(-10.0, 10.0)
_VOLUME = Scale(0.0, math.log1p(MOST_VOLUME), logarithmic=True)


def scales(watched: Sequence[str]) -> list[Scale]:
    """Scales of the watched planes that are counted in bins; these come first of all."""
    found = []
    for name in watched:
        if name.startswith(INDEX):
            found.append(_INDEX)
        elif name.startswith(VOLUME):
            found.append(_VOLUME)
    return found
