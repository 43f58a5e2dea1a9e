"""Who has done a large share of all acts is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import OUTDEGREE, PART, RECEIVER


@dataclass(frozen=True)
class NormalisedReceiverOutdegree(ShareEffect):
    """Who has done a large share of all acts is acted on.

    Formula
    -------
    x_j = Σ_h W_jh/Σ_gh W_gh of the receiver j: the share of all acts that were its own; 1/N with N
    actors while the sum of all is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200; `NODRec` of relevent.
    """

    word: ClassVar[str] = "normalised_receiver_outdegree"
    kind: ClassVar[int] = OUTDEGREE
    level: ClassVar[int] = RECEIVER
    form: ClassVar[int] = PART
