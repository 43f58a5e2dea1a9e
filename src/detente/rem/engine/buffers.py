"""Where a pass leaves what it finds at each moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats


@dataclass
class Buffers:
    """Arrays that a pass fills, a row a moment; empty ones are left alone.

    Attributes
    ----------
    log_likelihood : float64, shape (M,) or (0,)
        Contribution of the moment.
    scores : float64, shape (M, p) or (0, p)
        Its gradient.
    ranks : float64, shape (M,) or (0,)
        Of the event among those at risk; 1 is the likeliest.
    at_risk : float64, shape (M,) or (0,)
        How many there are.
    """

    log_likelihood: Floats
    scores: Floats
    ranks: Floats
    at_risk: Floats

    @classmethod
    def none(cls, p: int) -> Buffers:
        """No buffers: the pass gives its sums only."""
        return cls(np.zeros(0), np.zeros((0, p)), np.zeros(0), np.zeros(0))

    @classmethod
    def of(cls, moments: int, p: int) -> Buffers:
        """Buffers for every moment."""
        full = np.full(moments, np.nan)
        return cls(full.copy(), np.zeros((moments, p)), full.copy(), full.copy())
