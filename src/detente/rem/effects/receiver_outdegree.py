"""Who has acted much is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import OUTDEGREE, RECEIVER


@dataclass(frozen=True)
class ReceiverOutdegree(NetworkEffect):
    """Who has acted much is acted on.

    Formula
    -------
    x_j = Σ_h W_jh of the receiver j; not weighted, the number of its receivers.

    Units
    -----
    Events, or actors.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, popularity.
    """

    word: ClassVar[str] = "receiver_outdegree"
    kind: ClassVar[int] = OUTDEGREE
    level: ClassVar[int] = RECEIVER
