"""Actors act on those from whom most of what befell them came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import PAIR, RECEIVED_SHARE


@dataclass(frozen=True)
class ReceiptFraction(ShareEffect):
    """Actors act on those from whom most of what befell them came.

    Formula
    -------
    x_ij = W_ji/Σ_h W_hi, the share of what has befallen i that came from j; 1/(N − 1) with N actors
    while that sum is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200; `FrRecSnd` of relevent.
    """

    word: ClassVar[str] = "receipt_fraction"
    kind: ClassVar[int] = RECEIVED_SHARE
    level: ClassVar[int] = PAIR
