"""Actors act on those on whom they acted last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import RecencyEffect
from detente.rem.engine.arrays import PAIR, SENT_PLACE


@dataclass(frozen=True)
class RecencyOfSending(RecencyEffect):
    """Actors act on those on whom they acted last.

    Formula
    -------
    x_ij = 1/r, j in place r among all on whom i has acted, the most recent first; 0 if i has never
    acted on j. Those on whom i acted last at one time share their place: r is 1 plus the number of
    those on whom i acted later.

    Units
    -----
    0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, recency; `RSndSnd` of relevent.
    """

    word: ClassVar[str] = "recency_of_sending"
    kind: ClassVar[int] = SENT_PLACE
    level: ClassVar[int] = PAIR
