"""Cooperation from others makes a counterpart less needed."""

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
from detente.planes.model import Op


class OutsideOptions(Linear):
    """The share of an actor's received cooperation that comes from others than the counterpart.

    Formula
    -------
    θ · O, O = Σ_{k in others} M_k / (c + Σ_{k in others, counterpart} M_k): M_k the memory of
    cooperation received from k (its directed acts and the joint ones).

    Units
    -----
    O in [0, 1); θ in log-hazard; half-life in days; c in acts.

    Expected sign
    -------------
    Negative on what the actor concedes to the counterpart.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Outside options in bargaining: Voeten (2001), American Political Science Review 95(4).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of O", sign="negative"),
        "half_life": DAYS,
        "prior": ACTS,
    }

    effect: Literal["outside-options"] = "outside-options"
    actor: ActorId = Field(description="actor that has the options")
    counterpart: ActorId = Field(description="actor whose cooperation the others replace")
    others: list[ActorId] = Field(min_length=1, description="actors that offer other options")
    acts: Acts = Field(description="acts that count as cooperation")
    half_life: HalfLife = Field(description="days after which an act counts half")
    prior: Positive = Field(1.0, description="c, in acts")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """Cooperation of each of the others."""
        for k in self.others:
            yield Wait("acts", self.acts, towards(k, self.actor), k)

    def lower(self, builder: Builder) -> None:
        """A share of two sums of memories."""

        def received(k: str) -> list[str]:
            return [builder.memory(d, self.acts, self.half_life) for d in towards(k, self.actor)]

        others = [plane for k in self.others for plane in received(k)]
        total = [*others, *received(self.counterpart)]
        plane = builder.derived(
            Op.SHARE,
            builder.derived(Op.SUM, *others),
            builder.derived(Op.SUM, *total),
            c1=self.prior,
        )
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
