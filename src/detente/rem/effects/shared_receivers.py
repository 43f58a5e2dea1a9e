"""Those who act on the same third parties act on one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import PAIR, SHARED_RECEIVERS


@dataclass(frozen=True)
class SharedReceivers(NetworkEffect):
    """Those who act on the same third parties act on one another.

    Formula
    -------
    x_ij = Σ_h min(W_ih, W_jh); not weighted, the number of h with both ties.

    Units
    -----
    Events, or third parties.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, outbound shared partners.
    """

    word: ClassVar[str] = "shared_receivers"
    kind: ClassVar[int] = SHARED_RECEIVERS
    level: ClassVar[int] = PAIR
