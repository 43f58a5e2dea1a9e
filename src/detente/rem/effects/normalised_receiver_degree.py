"""Who has had part in a large share of all acts is acted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import PART, RECEIVER, TOTALDEGREE


@dataclass(frozen=True)
class NormalisedReceiverDegree(ShareEffect):
    """Who has had part in a large share of all acts is acted on.

    Formula
    -------
    x_j = Σ_h (W_jh + W_hj)/(2·Σ_gh W_gh) of the receiver j: its share of the places in all acts;
    1/N with N actors while the sum of all is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200; `NTDegRec` of relevent.
    """

    word: ClassVar[str] = "normalised_receiver_degree"
    kind: ClassVar[int] = TOTALDEGREE
    level: ClassVar[int] = RECEIVER
    form: ClassVar[int] = PART
