"""Partners of partners become partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import NetworkEffect
from detente.rem.engine.arrays import OUTGOING, PAIR


@dataclass(frozen=True)
class Transitivity(NetworkEffect):
    """Partners of partners become partners.

    Formula
    -------
    x_ij = number of h with W_ih > 0 and W_hj > 0; weighted, Σ_h min(W_ih, W_hj).

    Units
    -----
    Third parties, or events.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, transitivity; weighted, as
    `OutgoingTwoPaths`, of which this is the usual name in DyNAM.
    """

    word: ClassVar[str] = "transitivity"
    kind: ClassVar[int] = OUTGOING
    level: ClassVar[int] = PAIR
