"""A term of the linear predictor that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from detente.errors import InputError
from detente.numerics.arguments import real, shown
from detente.rem.effects.base import Effect, Factor


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
        super().__post_init__()
        given: object = self.effect
        if not isinstance(given, Effect) or isinstance(given, Offset):
            raise InputError(
                f"offset: {shown(given)} is no effect to be held; for a covariate, "
                "Offset(Ego(column)), Offset(Alter(column)) or Offset(Tie(network, weighted=True))"
            )
        if self.standardise:
            raise InputError("offset: standardise its effect, not the offset")
        real(self.coefficient, "offset: coefficient")

    @property
    def held(self) -> float:
        """The coefficient at which it is held."""
        return float(self.coefficient)

    @property
    def whose(self) -> int:
        """Whose value it is."""
        return self.effect.whose

    def factors(self) -> tuple[Factor, ...]:
        """What the engine multiplies to have the statistic."""
        return self.effect.factors()

    def settings(self) -> list[str]:
        """The effect, and the coefficient if it is not 1."""
        said = [self.effect.name]
        if self.held != 1.0:
            said.append(f"coefficient={self.held:g}")
        return said
