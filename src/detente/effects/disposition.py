"""A standing readiness."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.ontology.fields import Date
from detente.planes.builder import CONSTANT, Builder


class Disposition(Linear):
    """A standing readiness (or reluctance) of an actor for named acts.

    Formula
    -------
    θ on the actor's own side, from `since` until `until` if given (half-open).

    Units
    -----
    θ in log-hazard: 0.7 doubles the rate of a directed act of the actor. Of a joint act under
    mutual consent it is the half, which multiplies the rate by √2; 0.7 on both sides doubles it.
    Where one side is enough, it doubles the rate if this is the readier side.

    Expected sign
    -------------
    Positive for readiness; either sign is allowed.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Sender covariate of relational event models, Butts (2008), Sociological Methodology 38.
    """

    effect: Literal["disposition"] = "disposition"
    actor: ActorId = Field(description="actor whose readiness it is")
    since: Date | None = Field(None, description="first day; by default from the start")
    until: Date | None = Field(
        None, description="first day on which it no longer holds; by default never"
    )

    def lower(self, builder: Builder) -> None:
        """A constant, or a step of the calendar, on the actor's side."""
        plane = CONSTANT
        if self.since or self.until:
            begin = self.since or dt.date.min
            end = self.until or dt.date.max
            plane = builder.calendar(f"level:{begin}..{end}", lambda d: float(begin <= d < end))
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
