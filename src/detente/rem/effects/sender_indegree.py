"""Who is acted on acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import INDEGREE, SENDER


@dataclass(frozen=True)
class SenderIndegree(NetworkEffect):
    """Who is acted on acts.

    Formula
    -------
    x_i = Σ_h W_hi of the sender i; not weighted, the number of those who acted on it.

    Units
    -----
    Events, or actors.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, activity.
    """

    word: ClassVar[str] = "sender_indegree"
    kind: ClassVar[int] = INDEGREE
    level: ClassVar[int] = SENDER
