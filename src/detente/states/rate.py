"""How often a state moves by itself: a hazard that is judged, or counted."""

from __future__ import annotations

import math

from pydantic import BaseModel, Field, FiniteFloat, model_validator

from detente.language.current import gettext as _
from detente.numerics.counts import log_moments, posterior
from detente.ontology.fields import SMALLEST, Text
from detente.planes.builder import Builder
from detente.planes.model import Draw
from detente.planes.quantity import STRICT, Basis
from detente.planes.rate import YEAR

MOST_DAYS = 366_000
"""Days that were looked at: a thousand years."""


class TransitionRate(BaseModel):
    """A hazard: judged as `per_year` with its spread, or counted as `events` in so many `days`.

    The chance of a day is 1 − exp(−per_year/365.25).
    """

    model_config = STRICT

    per_year: FiniteFloat | None = Field(
        None, ge=SMALLEST, le=10_000, description="mean of the hazard a year, above 0"
    )
    sd: FiniteFloat | None = Field(
        None, ge=0, le=3, description="uncertainty of a judged one on the log scale, 0 to 3"
    )
    basis: Basis | None = Field(
        None, description="where a judged one comes from: judgement, literature, record or fitted"
    )
    events: int | None = Field(
        None, ge=0, le=MOST_DAYS, description="how often it was seen to move"
    )
    days: int | None = Field(
        None, ge=1, le=MOST_DAYS, description="days that were looked at while it could move"
    )
    reference: Text = Field(description="where the number comes from")

    @model_validator(mode="after")
    def _is_judged_or_counted(self) -> TransitionRate:
        judged = [self.per_year is not None, self.sd is not None, self.basis is not None]
        counted = [self.events is not None, self.days is not None]
        if not (all(judged) and not any(counted)) and not (all(counted) and not any(judged)):
            raise ValueError(
                _(
                    "give what is judged, {judged}, or what was counted, {counted}, each of them "
                    "with its reference"
                ).format(judged="per_year, sd, basis", counted="events, days")
            )
        if self.events is not None and self.days is not None and self.events > self.days:
            raise ValueError(
                _("{events} events in {days} days are too many: one a day at most").format(
                    events=self.events, days=self.days
                )
            )
        return self

    def draw(self, builder: Builder, name: str) -> Draw:
        """The draw of the logarithm of the hazard a day."""
        if self.events is not None and self.days is not None:
            law = posterior(self.events, self.days)
            return builder.fitted.draw(
                Draw(
                    name,
                    math.log(law.mean),
                    sd=log_moments(law)[1],
                    basis="record",
                    reference=self.reference,
                    law="log-gamma",
                    shape=law.shape,
                )
            )
        assert self.per_year is not None
        return builder.fitted.draw(
            Draw(
                name,
                math.log(self.per_year / YEAR),
                self.sd or 0.0,
                basis=self.basis or "judgement",
                reference=self.reference,
                law="log-normal",
            )
        )
