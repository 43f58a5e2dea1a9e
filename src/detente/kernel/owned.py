"""What a memory holds of the record where claims own a part of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import F64
from detente.kernel.columns import Columns
from detente.language.shown import brief
from detente.planes.remembered import Remembered


@dataclass(frozen=True, slots=True, repr=False)
class BegunMemory:
    """What a memory remembers, with the columns of its owners and of their anticipation."""

    __repr__ = brief

    remembered: Remembered
    claims: tuple[int, ...]
    anticipations: tuple[int, ...]

    @classmethod
    def of(cls, remembered: Remembered, columns: Columns) -> BegunMemory:
        """Look the columns up."""
        owned = remembered.owned
        return cls(
            remembered,
            tuple(columns.claim[part.claim] for part in owned),
            tuple(columns.coefficient(part.anticipation) for part in owned),
        )

    def counts(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """How far the acts of each owner count, shape (owned, n)."""
        found = np.empty((len(self.claims), truth.shape[0]))
        for i, (claim, q) in enumerate(zip(self.claims, self.anticipations, strict=True)):
            found[i] = truth[:, claim]
            if q >= 0:
                found[i] *= 1.0 - theta[:, q]
        return found

    def value(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """The memory on its mornings, shape (mornings, n)."""
        return self.remembered.value(self.counts(theta, truth))
