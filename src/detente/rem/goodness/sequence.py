"""A record as the statistics of goodness of fit see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats, Ints


@dataclass(frozen=True)
class EventSequence:
    """Events in order of time.

    Attributes
    ----------
    actors : int
    directed : bool
    time : float64, shape (M,)
    sender, receiver : int64, shape (M,)
    tone : float64, shape (M,)
        Goldstein weights, or what stands in for them; NaN where an event has none.
    """

    actors: int
    directed: bool
    time: Floats
    sender: Ints
    receiver: Ints
    tone: Floats

    @property
    def pair(self) -> Ints:
        """A number for each ordered pair; in undirected records, for each pair."""
        low, high = self.sender, self.receiver
        if not self.directed:
            low, high = np.minimum(low, high), np.maximum(low, high)
        return low * self.actors + high
