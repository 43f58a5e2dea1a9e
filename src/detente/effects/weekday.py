"""Fewer acts at the weekend."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import Effect
from detente.effects.domain import Domain
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.format import decimal
from detente.ontology.fields import Number
from detente.planes.builder import Builder
from detente.planes.model import PAIR
from detente.planes.quantity import Quantity

HIGHEST = math.log(3.5)
"""At which a weekend has all the acts of the week."""


class Weekday(Effect):
    """The week's rhythm, with the mean rate over the week unchanged.

    Formula
    -------
    θ · w(d): w = 1 at weekends and, from Monday to Friday, log((7 − 2e^θ̄)/5)/θ̄ with θ̄ the
    coefficient's mean, so that the mean of exp(θ̄·w) over the week is 1.

    Units
    -----
    θ in log-hazard: log of the weekend's share of the mean day.

    Expected sign
    -------------
    Negative.

    Touches
    -------
    The named processes.

    Source
    ------
    In the ICEWS record of 2014 a weekend day has a little over half of a weekday's acts.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain(f"log-hazard, mean below {HIGHEST:.3f}", sign="negative"),
    }

    effect: Literal["weekday"] = "weekday"
    otherwise: Number | None = Field(
        None, description="θ where the claim is false; required with a claim"
    )
    on: list[str] = Field(min_length=1, description="processes or groups that it touches")
    coefficient: Quantity = Field(description="θ: log of the weekend's share of the mean day")

    @model_validator(mode="after")
    def _the_week_has_room(self) -> Weekday:
        if self.coefficient.mean >= HIGHEST:
            raise ValueError(
                _(
                    "the coefficient's mean {mean} is too high; below {highest}: the two days "
                    "of a weekend cannot have more than the whole week"
                ).format(mean=f"{self.coefficient.mean:g}", highest=decimal(HIGHEST, 3))
            )
        return self

    def lower(self, builder: Builder) -> None:
        """A calendar level with period seven."""
        coefficient = self.coefficient_of(builder, "coefficient", "theta", self.coefficient)
        theta = coefficient.draw.mean
        if theta >= HIGHEST:  # one that was fitted
            raise ScenarioError(
                _(
                    "effect '{id}': the fitted coefficient {theta} gives the two days of a "
                    "weekend more than the whole week has (below {highest}); fit it again"
                ).format(id=self.id, theta=f"{theta:g}", highest=decimal(HIGHEST, 3))
            )
        workday = math.log((7.0 - 2.0 * math.exp(theta)) / 5.0) / theta if theta else 0.0
        plane = builder.calendar(
            f"level:weekday:{theta:.17g}",
            lambda d: 1.0 if d.weekday() >= 5 else workday,
            cycle=7,
        )
        for process in builder.select(self.on):
            builder.term(process, PAIR, plane, coefficient, self.owner)
