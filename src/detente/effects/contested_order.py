"""Cooperation that bypasses the leading power."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, SHARE, Domain
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.fields import HalfLife, Positive, Share
from detente.planes.builder import Builder
from detente.planes.model import PAIR, Op


class ContestedOrder(Linear):
    """The share of the system's cooperation that goes past the leading power.

    Formula
    -------
    θ · C on the named processes, and −δ·C · (each term of the effects in `dampens`): C the
    memory of cooperation on dyads without the leader over that on all dyads of the scenario
    (plus c).

    Units
    -----
    C in [0, 1); θ in log-hazard; δ in [0, 1] without unit; half-life in days; c in acts.

    Expected sign
    -------------
    Negative on easing by the leader (a contested leader concedes less); dampens its leverage.

    Touches
    -------
    The named processes, and those of the dampened effects.

    Source
    ------
    Lake (2009), Hierarchy in International Relations; Cooley & Nexon (2020), Exit from Hegemony.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of C", sign="negative"),
        "half_life": DAYS,
        "prior": ACTS,
        "damping": SHARE,
    }

    effect: Literal["contested-order"] = "contested-order"
    leader: ActorId = Field(description="the leading actor")
    acts: Acts = Field(description="acts that count as cooperation")
    half_life: HalfLife = Field(description="days after which an act counts half")
    prior: Positive = Field(1.0, description="c, in acts")
    dampens: list[str] = Field([], description="ids of effects whose terms it dampens")
    damping: Share = Field(0.5, description="δ: share of those terms that C takes away")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """Cooperation that goes past the leader."""
        past = [p.dyad for p in builder.processes if self.leader not in p.parties]
        yield Wait("acts", self.acts, tuple(dict.fromkeys(past)))

    def lower(self, builder: Builder) -> None:
        """A share of two sums of memories."""
        dyads: dict[str, bool] = {}
        for process in builder.processes:
            if self.acts.contains(process.act):
                dyads.setdefault(process.dyad, self.leader not in process.parties)
        memories = {d: builder.memory(d, self.acts, self.half_life) for d in dyads}
        past = [m for d, m in memories.items() if dyads[d]] or [
            builder.calendar("zero", lambda _: 0.0)
        ]
        total = list(memories.values()) or past
        plane = builder.derived(
            Op.SHARE,
            builder.derived(Op.SUM, *past),
            builder.derived(Op.SUM, *total),
            c1=self.prior,
        )
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            builder.term(process, PAIR, plane, coefficient, self.owner)
        if self.dampens:
            builder.dampen(self.dampens, plane, self.owner, -self.damping)
