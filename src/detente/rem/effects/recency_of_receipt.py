"""Actors act on those who acted on them last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import RecencyEffect
from detente.rem.engine.arrays import PAIR, RECEIVED_PLACE


@dataclass(frozen=True)
class RecencyOfReceipt(RecencyEffect):
    """Actors act on those who acted on them last.

    Formula
    -------
    x_ij = 1/r, j in place r among all who have acted on i, the most recent first; 0 if j never has.
    Those who acted on i last at one time share their place: r is 1 plus the number of those who
    acted on i later.

    Units
    -----
    0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, recency; `RRecSnd` of relevent.
    """

    word: ClassVar[str] = "recency_of_receipt"
    kind: ClassVar[int] = RECEIVED_PLACE
    level: ClassVar[int] = PAIR
