"""Draws that are kept: each parameter index picks one of them, whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.numerics.draws import stratified
from detente.numerics.philox import PARAMETER

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

NAME = "draws"
"""What the number hangs on that picks a draw."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Values of coefficients that were drawn together, with weights.

    A parameter index picks one of the draws by a number that hangs on the seed and the index
    alone, stratified as those of single coefficients are; all coefficients take the values of that
    draw, so that what goes together in them stays together.

    Parameters
    ----------
    names : sequence of str
        Names of the draws of coefficients.
    values : array of float64, shape (draws, names)
    weight : array of float64, shape (draws,)
        Positive numbers that sum to one.
    """

    names: Sequence[str]
    values: F64
    weight: F64

    def picked(self, seed: int, indices: I64) -> I64:
        """Number of the draw that each parameter index picks."""
        share = stratified(seed, PARAMETER, NAME, indices)
        ends = np.cumsum(self.weight)[:-1]
        return np.searchsorted(ends, share, side="right")

    def of(self, name: str) -> F64:
        """Values of one coefficient, shape (draws,)."""
        return np.asarray(self.values[:, self.names.index(name)])
