"""Who has done a large share of all acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import OUTDEGREE, PART, SENDER


@dataclass(frozen=True)
class NormalisedSenderOutdegree(ShareEffect):
    """Who has done a large share of all acts.

    Formula
    -------
    x_i = Σ_h W_ih/Σ_gh W_gh of the sender i: the share of all acts that were its own; 1/N with N
    actors while the sum of all is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200; `NODSnd` of relevent.
    """

    word: ClassVar[str] = "normalised_sender_outdegree"
    kind: ClassVar[int] = OUTDEGREE
    level: ClassVar[int] = SENDER
    form: ClassVar[int] = PART
