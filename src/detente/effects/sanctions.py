"""Sanctions in force: their bite and the grievance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, FiniteFloat

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import LARGEST, Date, Positive, Text
from detente.planes.builder import Builder
from detente.planes.model import Op


class Sanctions(Linear):
    """The stock of sanctions in force, on the side of the sanctioned actor.

    Formula
    -------
    θ · log1p(S): S the measures in force in units of `unit` measures: `in_force` on the evening of
    `in_force_on`; every later act, directed or joint, of the record too, adds `per_act` measures.

    Units
    -----
    θ in log-hazard per unit of log1p of thousands (or whatever `unit` says) of measures.

    Expected sign
    -------------
    Bite: positive on concessions. Grievance: negative on contact. One effect for each.

    Touches
    -------
    The named processes that the sanctioned actor starts or shares.

    Source
    ------
    Hufbauer, Schott, Elliott & Oegg (2007), Economic Sanctions Reconsidered; stock in the scenario.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log1p(S)"),
        "in_force": Domain("measures"),
        "per_act": Domain("measures an act"),
        "unit": Domain("measures"),
    }

    effect: Literal["sanctions"] = "sanctions"
    senders: list[ActorId] = Field(min_length=1, description="actors that impose the sanctions")
    actor: ActorId = Field(description="the sanctioned actor")
    acts: Acts = Field(description="acts that add to the stock")
    in_force: FiniteFloat = Field(
        ge=0, le=LARGEST, description="measures in force on `in_force_on`"
    )
    in_force_on: Date | None = Field(
        None,
        description="day of that count; later acts of the record add to it. By default the day "
        "before the record begins",
    )
    in_force_reference: Text = Field(description="where that number comes from")
    per_act: Positive = Field(description="measures that one act adds")
    unit: Positive = Field(1000.0, description="measures in one unit of S")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """Further measures of each sender, where none are in force that weigh without them."""
        if not self.in_force:
            for sender in self.senders:
                yield Wait("acts", self.acts, towards(sender, self.actor), sender)

    def stock(self, builder: Builder) -> str:
        """Plane of log1p(S)."""
        share = self.per_act / self.unit
        start = self.in_force / self.unit / len(self.senders)
        parts = [
            builder.memory(
                dyad,
                self.acts,
                None,
                weigh=lambda _: share,
                weighing=f"{share:.17g}",
                initial=0.0 if joint else start,
                initial_on=self.in_force_on,
            )
            for sender in self.senders
            for joint, dyad in enumerate(towards(sender, self.actor))
            if not joint or builder.heard(dyad, self.acts)
        ]
        return builder.derived(Op.LOG1P, builder.derived(Op.SUM, *parts))

    def lower(self, builder: Builder) -> None:
        """log1p of the stock."""
        plane = self.stock(builder)
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
