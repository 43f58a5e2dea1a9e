"""A term of the linear predictor that is known."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import ClassVar

from detente.errors import InputError
from detente.rem.effects.base import Effect, Lowered


@dataclass(frozen=True)
class Offset(Effect):
    """A term of the linear predictor that is known: an effect whose coefficient is not estimated.

    Formula
    -------
    θ·x of the effect, with θ = 1, or as given: ``Offset(Ego("log_population"))`` lets rates go
    with the population, ``Offset(Tie("log_trade", weighted=True))`` with the trade of a pair.

    Units
    -----
    Those of the linear predictor: a logarithm of a rate, or of odds.

    Source
    ------
    McCullagh & Nelder (1989), Generalized Linear Models, 2nd edition, section 6.3.

    Attributes
    ----------
    effect : Effect
    coefficient : float
        At which it is held.
    """

    effect: Effect
    coefficient: float = field(default=1.0, kw_only=True)

    word: ClassVar[str] = "offset"

    def __post_init__(self) -> None:
        """Refuse what is no effect, or no number."""
        given: object = self.effect
        if not isinstance(given, Effect) or isinstance(given, Offset):
            raise InputError(
                f"offset: {given!r} is no effect to be held; for a covariate, "
                "Offset(Ego(column)), Offset(Alter(column)) or Offset(Tie(network, weighted=True))"
            )
        if self.standardise:
            raise InputError("offset: standardise its effect, not the offset")
        value: object = self.coefficient
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not math.isfinite(self.coefficient):
            raise InputError(f"offset: coefficient is {value!r}; a finite number")

    @property
    def held(self) -> float:
        """The coefficient at which it is held."""
        return float(self.coefficient)

    def settings(self) -> list[str]:
        """The effect, and the coefficient if it is not 1."""
        said = [self.effect.name]
        if self.held != 1.0:
            said.append(f"coefficient={self.held:g}")
        return said

    def lower(self) -> Lowered:
        """The statistic as the engine computes it."""
        return self.effect.lower()
