"""Who has acted on another goes on acting on the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import PAIR, TIE


@dataclass(frozen=True)
class Inertia(NetworkEffect):
    """Who has acted on another goes on acting on the same.

    Formula
    -------
    x_ij = W_ij.

    Units
    -----
    Ties (0 or 1), or the weight of past events.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, persistence.
    """

    word: ClassVar[str] = "inertia"
    kind: ClassVar[int] = TIE
    level: ClassVar[int] = PAIR
