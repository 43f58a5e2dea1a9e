"""A third party holds an actor back, or gives it licence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import Builder


class Restraint(Linear):
    """What others ask of an actor, or press it to, holds back acts of its own.

    Formula
    -------
    θ · log(1 + M/c), M the memory with half-life h of the acts that the actor has received
    from all of `by`, joint ones included; an anticipated act counts 1 − q.

    Units
    -----
    θ per unit of log(1 + M/c); half-life in days; c in acts.

    Expected sign
    -------------
    Negative: the more it is asked, the less it does; and the more, the less it is asked. Positive
    where what they do is a licence, or where the acts touched are those that they ask for.

    Touches
    -------
    The named processes that the actor starts or shares, towards anyone.

    Source
    ------
    Snyder (1984), World Politics 36(4), "The security dilemma in alliance politics";
    Pressman (2008), Warring Friends: Alliance Restraint in International Politics.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log(1 + M/c)", sign="negative"),
        "half_life": DAYS,
        "prior": ACTS,
    }

    effect: Literal["restraint"] = "restraint"
    actor: ActorId = Field(description="actor that is held back")
    by: list[ActorId] = Field(min_length=1, description="actors that hold it back")
    acts: Acts = Field(description="acts by which they do: requests, pressure, offers of help")
    half_life: HalfLife = Field(description="days after which an act counts half")
    prior: Positive = Field(1.0, description="c, in acts")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The acts of each of them."""
        for k in self.by:
            yield Wait("acts", self.acts, towards(k, self.actor), k)

    def lower(self, builder: Builder) -> None:
        """One plane of what the actor has received from all."""
        received = builder.memories(
            [dyad for k in self.by for dyad in towards(k, self.actor)],
            self.acts,
            self.half_life,
            received_by=self.actor,
        )
        plane = builder.log_amount(received, self.prior)
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
