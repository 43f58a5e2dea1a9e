"""The rate at which all act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.rem.effects.base import Effect, Lowered
from detente.rem.engine.arrays import CONSTANT


@dataclass(frozen=True)
class Intercept(Effect):
    """The rate at which all act; timed models only.

    Formula
    -------
    x = 1.

    Units
    -----
    exp(θ) is the rate of a cell whose other statistics are 0, in events per unit of time (days
    for dates, seconds for datetimes).

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, the likelihood of exact times.
    """

    word: ClassVar[str] = "intercept"

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        return Lowered(CONSTANT, self.level)
