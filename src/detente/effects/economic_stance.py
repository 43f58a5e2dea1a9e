"""Protectionism as a level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.language.current import gettext as _
from detente.ontology.fields import Date, Number
from detente.planes.builder import Builder


class EconomicStance(Linear):
    """An actor's protectionism over time; raises its economic measures.

    Formula
    -------
    θ · E(t), on the side of the actor; E goes from `before` to `after`, linearly between
    `ramp_from` and `ramp_to`.

    Units
    -----
    E is a level, usually in [0, 1]; θ in log-hazard per unit.

    Expected sign
    -------------
    Positive on economic measures, negative on easing.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Protectionism and conflict after Gowa & Mansfield (1993), American
    Political Science Review 87(2).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of E"),
        "before": Domain("level E, usually 0 to 1"),
        "after": Domain("level E, usually 0 to 1"),
    }

    effect: Literal["economic-stance"] = "economic-stance"
    actor: ActorId = Field(description="actor whose stance it is")
    before: Number = Field(0.0, description="level E before the ramp")
    after: Number = Field(1.0, description="level E after the ramp")
    ramp_from: Date = Field(description="first day of the ramp")
    ramp_to: Date = Field(description="last day of the ramp")

    @model_validator(mode="after")
    def _ramp_has_a_direction(self) -> EconomicStance:
        if self.ramp_to < self.ramp_from:
            raise ValueError(
                _("ramp_to {ramp_to} lies before ramp_from {ramp_from}").format(
                    ramp_to=self.ramp_to, ramp_from=self.ramp_from
                )
            )
        return self

    def lower(self, builder: Builder) -> None:
        """A ramp of the calendar."""
        length = max((self.ramp_to - self.ramp_from).days, 1)

        def stance(date: dt.date) -> float:
            part = min(max((date - self.ramp_from).days / length, 0.0), 1.0)
            return self.before + (self.after - self.before) * part

        plane = builder.calendar(f"level:stance:{self.id}", stance)
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
