"""Who is acted on is acted on again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import INDEGREE, RECEIVER


@dataclass(frozen=True)
class ReceiverIndegree(NetworkEffect):
    """Who is acted on is acted on again.

    Formula
    -------
    x_j = Σ_h W_hj of the receiver j; not weighted, the number of those who acted on it.

    Units
    -----
    Events, or actors.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, popularity.
    """

    word: ClassVar[str] = "receiver_indegree"
    kind: ClassVar[int] = INDEGREE
    level: ClassVar[int] = RECEIVER
