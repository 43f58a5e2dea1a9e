"""Answering in kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import Builder


class Reciprocity(Linear):
    """An actor answers what it has received.

    Formula
    -------
    θ · log((c + R)/(c + R̄)), R the memory with half-life h of the class of acts received from
    the other side: its directed acts and the joint ones; an anticipated act counts 1 − q.
    On a directed process the receiver is the one who starts it; on a joint process each side has
    a term of its own.

    Units
    -----
    θ per unit of log-level; half-life in days; c in acts.

    Expected sign
    -------------
    Positive in kind; negative where what is received holds back what is touched.

    Touches
    -------
    The named processes.

    Source
    ------
    Butts (2008), Sociological Methodology 38; Goldstein & Freeman (1990), Three-Way Street.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log-level", sign="positive"),
        "half_life": DAYS,
        "prior": ACTS,
    }

    effect: Literal["reciprocity"] = "reciprocity"
    acts: Acts = Field(description="acts that are received and answered")
    half_life: HalfLife = Field(description="days after which an act counts half")
    prior: Positive = Field(1.0, description="c, in acts")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """For each name in `on`, an act received by a side of one of its processes."""
        for name in self.on:
            sides = [side for p in builder.select([name]) for side in p.sides()]
            heard = [dyad for _, actor, other in sides for dyad in towards(other, actor)]
            yield Wait("acts", self.acts, tuple(dict.fromkeys(heard)), name)

    def lower(self, builder: Builder) -> None:
        """One log-level of what was received for each side that decides."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            for side, actor, other in process.sides():
                received = builder.memories(
                    towards(other, actor), self.acts, self.half_life, received_by=actor
                )
                plane = builder.log_level(received, self.prior)
                share = 1.0 / process.counterparts
                builder.term(process, side, plane, coefficient, self.owner, share)
