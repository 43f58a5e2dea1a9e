"""Those on whom the same third parties act, act on one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import PAIR, SHARED_SENDERS


@dataclass(frozen=True)
class SharedSenders(NetworkEffect):
    """Those on whom the same third parties act, act on one another.

    Formula
    -------
    x_ij = Σ_h min(W_hi, W_hj); not weighted, the number of h with both ties.

    Units
    -----
    Events, or third parties.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, inbound shared partners.
    """

    word: ClassVar[str] = "shared_senders"
    kind: ClassVar[int] = SHARED_SENDERS
    level: ClassVar[int] = PAIR
