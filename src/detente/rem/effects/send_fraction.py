"""Actors go on acting on those on whom most of their acts fell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import ShareEffect
from detente.rem.engine.arrays import PAIR, SENT_SHARE


@dataclass(frozen=True)
class SendFraction(ShareEffect):
    """Actors go on acting on those on whom most of their acts fell.

    Formula
    -------
    x_ij = W_ij/Σ_h W_ih, the share of what i has done that fell on j; 1/(N − 1) with N actors while
    that sum is not positive.

    Units
    -----
    A share, 0 to 1.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, persistence; `FrPSndSnd` of relevent.
    """

    word: ClassVar[str] = "send_fraction"
    kind: ClassVar[int] = SENT_SHARE
    level: ClassVar[int] = PAIR
