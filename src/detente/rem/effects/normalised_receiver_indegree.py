"""Who has received a large share of all acts is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import INDEGREE, PART, RECEIVER


@dataclass(frozen=True)
class NormalisedReceiverIndegree(ShareEffect):
    """Who has received a large share of all acts is acted on.

    Formula
    -------
    x_j = Σ_h W_hj/Σ_gh W_gh of the receiver j: the share of all acts that fell on it; 1/N with N
    actors while the sum of all is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200; `NIDRec` of relevent.
    """

    word: ClassVar[str] = "normalised_receiver_indegree"
    kind: ClassVar[int] = INDEGREE
    level: ClassVar[int] = RECEIVER
    form: ClassVar[int] = PART
