"""Those who are alike act on one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import CovariateEffect
from detente.rem.engine.arrays import PAIR, SAME


@dataclass(frozen=True)
class Same(CovariateEffect):
    """Those who are alike act on one another.

    Formula
    -------
    x_ij = 1 if v_i = v_j, else 0.

    Units
    -----
    0 or 1.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, homophily.
    """

    word: ClassVar[str] = "same"
    kind: ClassVar[int] = SAME
    level: ClassVar[int] = PAIR
