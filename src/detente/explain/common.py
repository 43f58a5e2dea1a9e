"""Futures of the same draws that two ensembles have in common, as a whole and a part of it do.

Their means are not independent. Each is a ratio of two means over all futures of either: of what is
asked where a future is one of them, and of how many are. Linearised about these (Cochran 1977,
Sampling Techniques, section 6.3) both are means over the same futures, and their difference is one
of pairs. Without a future in common that is what two independent sets give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Both:
    """The futures of either of two ensembles.

    Attributes
    ----------
    places_of_first, places_of_second : array of int64
        Place of each path of the one, and of the other, among them.
    parameters : array of int64, shape (futures,)
        Their parameter indices.
    """

    places_of_first: NDArray[np.int64]
    places_of_second: NDArray[np.int64]
    parameters: NDArray[np.int64]

    @property
    def number(self) -> int:
        """How many both have."""
        return self.places_of_first.size + self.places_of_second.size - self.parameters.size

    def first(self, values: F64) -> F64:
        """Numbers for all futures whose mean is that of values of the first, and whose errors."""
        return self._all(values, self.places_of_first)

    def second(self, values: F64) -> F64:
        """The same for the second."""
        return self._all(values, self.places_of_second)

    def _all(self, values: F64, places: NDArray[np.int64]) -> F64:
        mean = float(values.mean())
        found = np.full(self.parameters.size, mean)
        found[places] += (values - mean) * (self.parameters.size / values.size)
        return found


def in_both(first: Ensemble, second: Ensemble) -> Both | None:
    """The futures of either; None where the two have none in common."""
    if first.seed != second.seed:
        return None
    indices = [
        np.column_stack([e.design.belief, e.design.parameters, e.design.chance])
        for e in (first, second)
    ]
    every, place = np.unique(np.concatenate(indices), axis=0, return_inverse=True)
    place = place.reshape(-1).astype(np.int64)  # of another shape in some versions of NumPy
    found = Both(place[: first.paths], place[first.paths :], every[:, 1])
    return found if found.number else None
