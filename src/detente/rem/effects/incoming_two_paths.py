"""Acts close a cycle: incoming two-paths j → h → i."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import INCOMING, PAIR


@dataclass(frozen=True)
class IncomingTwoPaths(NetworkEffect):
    """Acts close a cycle: incoming two-paths j → h → i.

    Formula
    -------
    x_ij = Σ_h min(W_jh, W_hi); not weighted, the number of h with both ties.

    Units
    -----
    Events, or third parties.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, inbound two-paths.
    """

    word: ClassVar[str] = "incoming_two_paths"
    kind: ClassVar[int] = INCOMING
    level: ClassVar[int] = PAIR
