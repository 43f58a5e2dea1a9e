"""What comparing a record with simulated ones gives, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.rem.data.times import time_of

if TYPE_CHECKING:
    from detente.rem.data.times import Clock
    from detente.rem.engine.arrays import Floats, Ints

QUANTILES = {"low90": 0.05, "low50": 0.25, "median": 0.5, "high50": 0.75, "high90": 0.95}
"""Ends of the bands that hold 90 % and 50 % of the simulated values."""


@dataclass(frozen=True)
class Check:
    """One statistic, observed and simulated.

    Attributes
    ----------
    key : str
    at : tuple
        Where the values stand: names of bins or shares, or times.
    observed : float64, shape (k,)
    simulated : float64, shape (simulations, k)
    p : float
        Share of simulated records that are as far from the simulated mean as the observed one, by
        Mahalanobis' distance.
    """

    key: str
    at: tuple[Any, ...]
    observed: Floats
    simulated: Floats
    p: float

    def __repr__(self) -> str:
        """Its name, its p and how much was simulated."""
        records, values = self.simulated.shape
        return (
            f"Check of {self.key}: p = {self.p:.3g}, {values} values, {records} simulated records"
        )

    @property
    def bands(self) -> dict[str, Floats]:
        """Quantiles of the simulated values, by name (see `QUANTILES`)."""
        return {name: np.quantile(self.simulated, q, axis=0) for name, q in QUANTILES.items()}


@dataclass(frozen=True)
class Checks:
    """The record against simulated ones, as plain data.

    Attributes
    ----------
    checks : tuple of Check
    simulations, seed : int
    events : int
        Observed.
    simulated_events : int64, shape (simulations,)
    ran_away : int
        Simulations that stopped because events grew without bound.
    clock : {"number", "date", "datetime", "datetime UTC"}
    notes : tuple of str
        What could not be compared, and why.
    """

    checks: tuple[Check, ...]
    simulations: int
    seed: int
    events: int
    simulated_events: Ints
    ran_away: int
    clock: Clock
    notes: tuple[str, ...]

    def shown(self, at: Any) -> Any:
        """A place of a statistic as the record would write it: a time, or its name."""
        return time_of(at, self.clock) if isinstance(at, float) else at
