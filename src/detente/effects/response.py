"""An act in one place answered in another: linkage, a concession for a concession, momentum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.conditions.fields import Dyads
from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.heard import heard_where, parties
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import Builder
from detente.planes.model import PAIR


class Response(Linear):
    """Named acts on named dyads move named processes anywhere: linkage, concession for concession.

    Formula
    -------
    θ · log(1 + M/c), M the memory with half-life h of the acts on the dyads `by`. Of ``A>B`` joint
    acts of the two count as well, of ``A~B`` these alone. Who starts a directed process hears them,
    and of any process `actor` if given; an act that it saw coming counts 1 − q. It is counted from
    no acts at all, not from the usual level as with reciprocity: what is usual there is answered
    too, where the claim holds.

    Units
    -----
    θ per unit of log(1 + M/c); half-life in days; c in acts.

    Expected sign
    -------------
    Positive where the answer is in kind, or where acts of force feed one another (momentum);
    negative where what is done there takes the place of what is touched, or spoils it.

    Touches
    -------
    The named processes, on the side of `actor` if given.

    Source
    ------
    Osgood (1962), An Alternative to War or Surrender, on concessions that call for others;
    Haas (1980), World Politics 32(3), "Why collaborate? Issue-linkage and international regimes".
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log(1 + M/c)"),
        "half_life": DAYS,
        "prior": ACTS,
    }

    effect: Literal["response"] = "response"
    acts: Acts = Field(description="acts that are answered")
    by: Dyads = Field(
        description="whose acts: A>B, joint ones included, or A~B for these alone, or a list of "
        "them"
    )
    half_life: HalfLife = Field(description="days after which an act counts half")
    prior: Positive = Field(1.0, description="c, in acts")
    actor: ActorId | None = Field(
        None, description="on whose side it weighs; by default on that of both"
    )

    def actors(self) -> list[tuple[str, str]]:
        """Also those of the dyads."""
        return [*super().actors(), *parties("by", self.by)]

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The acts on each of the dyads."""
        for dyad in self.by:
            yield Wait("acts", self.acts, heard_where([dyad], self.acts), dyad)

    def lower(self, builder: Builder) -> None:
        """One plane of the acts, as each process hears them."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = PAIR if self.actor is None else builder.side(process, self.actor)
            hears = self.actor or (None if process.joint else process.source)
            memories = builder.memories(
                heard_where(self.by, self.acts), self.acts, self.half_life, received_by=hears
            )
            plane = builder.log_amount(memories, self.prior)
            builder.term(process, side, plane, coefficient, self.owner)
