"""Which draws each path takes: belief, parameters, chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.language.shown import brief

PARAMETER_DRAWS = 100
"""Parameter draws of a plain ensemble; each is shared by paths/100 paths."""


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


def nested(paths: int) -> Design:
    """Path k has belief k, chance k and parameters k modulo the number of parameter draws.

    The parameter draws cross the paths, so that the variance between them can be told from that
    within them; one draw for each path would not allow it.
    """
    k = np.arange(paths, dtype=np.int64)
    draws = min(PARAMETER_DRAWS, max(2, paths // 10))
    return Design(k, k % draws, k)
