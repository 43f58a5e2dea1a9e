"""A property of the sender makes it act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import CovariateEffect
from detente.rem.engine.arrays import SENDER, VALUE


@dataclass(frozen=True)
class Ego(CovariateEffect):
    """A property of the sender makes it act.

    Formula
    -------
    x_i = v_i.

    Units
    -----
    Those of the covariate.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, ego effect; Butts (2008).
    """

    word: ClassVar[str] = "ego"
    kind: ClassVar[int] = VALUE
    level: ClassVar[int] = SENDER
