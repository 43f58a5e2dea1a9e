"""Probabilities from linear predictors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Flags, Floats


def softmax(eta: Floats, active: Flags) -> Floats:
    """Probabilities over the active cells."""
    if not active.any():
        return np.zeros(active.size)
    weight = np.where(active, np.exp(np.where(active, eta, -np.inf) - eta[active].max()), 0.0)
    return np.asarray(weight / weight.sum())
