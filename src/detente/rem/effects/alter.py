"""A property of the receiver draws acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import CovariateEffect
from detente.rem.engine.arrays import RECEIVER, VALUE


@dataclass(frozen=True)
class Alter(CovariateEffect):
    """A property of the receiver draws acts.

    Formula
    -------
    x_j = v_j.

    Units
    -----
    Those of the covariate.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, alter effect; Butts (2008).
    """

    word: ClassVar[str] = "alter"
    kind: ClassVar[int] = VALUE
    level: ClassVar[int] = RECEIVER
