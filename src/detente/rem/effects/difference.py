"""Distance in a property keeps actors apart, or draws them together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from detente.numerics.arguments import flag
from detente.rem.effects.base import CovariateEffect, Lowered
from detente.rem.engine.arrays import DIFFERENCE, DISTANCE


@dataclass(frozen=True)
class Difference(CovariateEffect):
    """Distance in a property keeps actors apart, or draws them together.

    Formula
    -------
    x_ij = |v_i − v_j|; signed, v_i − v_j.

    Units
    -----
    Those of the covariate.

    Source
    ------
    Stadtfeld & Block (2017), Sociological Science 4:318-352, heterophily; Butts (2008).

    Attributes
    ----------
    signed : bool
        Whether the direction of the difference counts.
    """

    signed: bool = field(default=False, kw_only=True)

    word: ClassVar[str] = "difference"
    kind: ClassVar[int] = DISTANCE

    def __post_init__(self) -> None:
        """Refuse settings of another type."""
        super().__post_init__()
        flag(self.signed, f"{self.word}: signed")

    def settings(self) -> list[str]:
        """The covariate, and settings that are not the usual ones."""
        return [*super().settings(), *(["signed"] if self.signed else [])]

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        kind = DIFFERENCE if self.signed else DISTANCE
        return Lowered(kind, self.level, covariate=self.covariate, standardise=self.standardise)
