"""Who has acted much acts much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import OUTDEGREE, SENDER


@dataclass(frozen=True)
class SenderOutdegree(NetworkEffect):
    """Who has acted much acts much.

    Formula
    -------
    x_i = Σ_h W_ih of the sender i; not weighted, the number of its receivers.

    Units
    -----
    Events, or actors.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, activity.
    """

    word: ClassVar[str] = "sender_outdegree"
    kind: ClassVar[int] = OUTDEGREE
    level: ClassVar[int] = SENDER
