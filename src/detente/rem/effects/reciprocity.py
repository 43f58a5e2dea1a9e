"""Acts are answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import PAIR, TIE_BACK


@dataclass(frozen=True)
class Reciprocity(NetworkEffect):
    """Acts are answered.

    Formula
    -------
    x_ij = W_ji.

    Units
    -----
    Ties (0 or 1), or the weight of past events.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, reciprocity.
    """

    word: ClassVar[str] = "reciprocity"
    kind: ClassVar[int] = TIE_BACK
    level: ClassVar[int] = PAIR
