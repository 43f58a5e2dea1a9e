"""Who has had part in a large share of all acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import PART, SENDER, TOTALDEGREE


@dataclass(frozen=True)
class NormalisedSenderDegree(ShareEffect):
    """Who has had part in a large share of all acts.

    Formula
    -------
    x_i = Σ_h (W_ih + W_hi)/(2·Σ_gh W_gh) of the sender i: its share of the places in all acts;
    1/N with N actors while the sum of all is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200; `NTDegSnd` of relevent.
    """

    word: ClassVar[str] = "normalised_sender_degree"
    kind: ClassVar[int] = TOTALDEGREE
    level: ClassVar[int] = SENDER
    form: ClassVar[int] = PART
