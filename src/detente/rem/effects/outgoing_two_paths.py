"""Acts go where acts of one's receivers go: outgoing two-paths i → h → j."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import OUTGOING, PAIR


@dataclass(frozen=True)
class OutgoingTwoPaths(NetworkEffect):
    """Acts go where acts of one's receivers go: outgoing two-paths i → h → j.

    Formula
    -------
    x_ij = Σ_h min(W_ih, W_hj); not weighted, the number of h with both ties.

    Units
    -----
    Events, or third parties.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, outbound two-paths (with the minimum, as in
    the relational event literature since).
    """

    word: ClassVar[str] = "outgoing_two_paths"
    kind: ClassVar[int] = OUTGOING
    level: ClassVar[int] = PAIR
