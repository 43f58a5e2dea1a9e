"""A number with its uncertainty and the reason for both."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from detente.planes.fields import LARGEST, SMALLEST, Number

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)
"""Every table of a scenario: no unknown keys, no types that need converting."""

Basis = Literal["judgement", "literature", "record", "fitted"]


class Quantity(BaseModel):
    """A coefficient, threshold or share: mean, standard deviation, basis.

    Drawn once for each parameter index from a normal law, truncated to the bounds that the
    effect declares.
    """

    model_config = STRICT

    mean: Number
    sd: FiniteFloat = Field(ge=0, le=LARGEST)
    basis: Basis
    reference: str = Field(min_length=1, description="where the number comes from")


class Rate(BaseModel):
    """The usual rate of a process in the background.

    `per_year` is the expected number of days a year that see the act; `sd` is on the log scale.
    """

    model_config = STRICT

    per_year: FiniteFloat = Field(ge=SMALLEST, lt=350)
    sd: FiniteFloat = Field(ge=0, le=3)
    basis: Basis
    reference: str = Field(min_length=1)

    @property
    def per_day(self) -> float:
        """Probability that a day sees the act."""
        return self.per_year / 365.25
