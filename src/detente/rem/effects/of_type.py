"""Events of one type are more, or less, frequent than others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from detente.rem.data.types import OF_TYPE
from detente.rem.effects.base import Effect, Lowered
from detente.rem.engine.arrays import SENDER, VALUE


@dataclass(frozen=True)
class OfType(Effect):
    """Events of one type are more, or less, frequent than others.

    For records with types (``types=True``). Times another effect, it is that effect on events of
    the type: ``Same("region") * OfType("fight")``.

    Formula
    -------
    x_ijk = 1 if k is the type, else 0.

    Units
    -----
    exp(θ) is the ratio of the rates of two alternatives, of this type and of those that have no
    such effect, whose other statistics are the same.

    Source
    ------
    Butts (2008), Sociological Methodology 38:155-200, types of action.
    """

    type: Any

    word: ClassVar[str] = "of_type"
    level: ClassVar[int] = SENDER

    def settings(self) -> list[str]:
        """The type, and settings that are not the usual ones."""
        return [str(self.type), *super().settings()]

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        covariate = f"{OF_TYPE}{self.type}"
        return Lowered(VALUE, SENDER, covariate=covariate, standardise=self.standardise)
