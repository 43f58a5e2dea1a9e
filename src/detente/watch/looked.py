"""An evening: the futures that are open on it, and what each thing that is seen by then tells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.kernel.compile import Compiled
from detente.watch.candidates import Acts, Candidate, candidates
from detente.watch.information import Groups, Told, told
from detente.watch.sightings import Sightings

Bools = NDArray[np.bool_]

FEWEST = 50
"""Futures that have to see an indicator, and not to see it."""


class Looked:
    """The futures that are open on an evening, and what each candidate tells about them."""

    def __init__(self, place: int, open_: Bools, so: Bools, parameters: NDArray[np.int64]) -> None:
        self.place = place
        self.open = open_
        self.so = so[open_]
        self.prior = float(self.so.mean()) if self.so.size else 0.0
        self.parameters = parameters[open_]
        self.candidates: list[Candidate] = []
        self.seen = np.zeros((0, self.so.size), dtype=bool)
        self.told: Told | None = None
        self.groups = Groups.of(self.parameters)

    @property
    def uncertain(self) -> bool:
        """Whether it is open in enough futures, and certain in none of two ways."""
        return self.so.size >= 2 * FEWEST and 0.0 < self.prior < 1.0

    @property
    def share(self) -> float:
        """Of all futures, those that are open."""
        return float(self.open.mean())

    def look(self, acts: Sequence[Acts], found: Sightings, compiled: Compiled) -> None:
        """Go through all that may be seen."""
        met = candidates(acts, compiled, found, self.place, self.open, FEWEST)
        self.candidates = met.candidates
        if met.seen:
            self.seen = np.array(met.seen)
            self.told = told(self.seen, self.so, self.groups)

    def telling(self, least: float) -> list[int]:
        """Places of the candidates that tell something beyond chance, the most telling first."""
        if self.told is None:
            return []
        gain = self.told.entropy
        there = np.flatnonzero((np.abs(self.told.z) > least) & (gain > 0.0))
        return sorted(there.tolist(), key=lambda i: -gain[i])
