"""A client follows its patron."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.heard import third_party
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.act_fields import Acts
from detente.ontology.acts import ActClass, Quad
from detente.ontology.dyads import towards
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import Builder
from detente.planes.model import Op
from detente.planes.process import Process
from detente.planes.quantity import Quantity

COOPERATION, CONFLICT = ActClass.parse("cooperation"), ActClass.parse("conflict")
_FRIENDLY = (Quad.VERBAL_COOPERATION, Quad.MATERIAL_COOPERATION)


class Patronage(Linear):
    """A client follows its patron's line towards others, and does more the more it is supported.

    Formula
    -------
    ±θ · D(t), + on cooperative acts and − on hostile ones: D follows the patron's line towards the
    other side of the act with the half-life `delay`; the line is log((c + C)/(c + K)), C and K
    the memories with half-life `half_life` of what the patron does to it in cooperation and in
    conflict, joint acts included. At the start D is the usual line. With `support`, on the same
    acts of either kind, θ_s · log(1 + M/c), M the memory of that class of acts from the patron to
    the client. Supplies that are used up are a level that
    the acts of the patron fill and those of the client empty, and an effect `level` of it.

    Units
    -----
    θ is the share of the line that the client follows: 1 in full, 0 not at all; half-lives in days;
    c in acts; θ_s per unit of log(1 + M/c).

    Expected sign
    -------------
    Positive; of support too.

    Touches
    -------
    The named processes that the client starts or shares, with others than the patron.

    Source
    ------
    Salehyan, Gleditsch & Cunningham (2011), International Organization 65(4), "Explaining external
    support for insurgent groups"; Byman (2005), Deadly Connections.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("share of the patron's line", sign="positive"),
        "half_life": DAYS,
        "delay": DAYS,
        "prior": ACTS,
        "support_coefficient": Domain("log-hazard per unit of log(1 + M/c)", sign="positive"),
    }

    effect: Literal["patronage"] = "patronage"
    patron: ActorId = Field(description="actor whose line is followed")
    client: ActorId = Field(description="actor that follows it")
    half_life: HalfLife = Field(description="days after which an act of the patron counts half")
    delay: HalfLife = Field(description="days in which the client closes half of the gap")
    prior: Positive = Field(1.0, description="c, in acts")
    support: Acts | None = Field(
        None, description="acts of the patron towards the client that raise what it does"
    )
    support_coefficient: Quantity | None = Field(
        None, description="θ_s of support, where the owner holds; goes with `support`"
    )

    @model_validator(mode="after")
    def _support_has_a_coefficient(self) -> Patronage:
        if (self.support is None) != (self.support_coefficient is None):
            raise ValueError(_("support and support_coefficient go together"))
        return self

    def _others(self, process: Process) -> list[str]:
        """Whom the client meets with in a process."""
        return [other for _side, actor, other in process.sides() if actor == self.client]

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """A line of the patron towards each of the others, and support."""
        others = [other for p in builder.select(self.on) for other in self._others(p)]
        for other in dict.fromkeys(others):
            every = ActClass((*COOPERATION.quads, *CONFLICT.quads))
            yield Wait("patron", every, towards(self.patron, other), other)
        if self.support is not None:
            yield Wait("support", self.support, towards(self.patron, self.client))

    def _line(self, builder: Builder, other: str) -> str:
        """Plane of the patron's line, as the client follows it."""
        dyads = towards(self.patron, other)
        friendly, hostile = (
            builder.memories(dyads, acts, self.half_life) for acts in (COOPERATION, CONFLICT)
        )
        amounts = [builder.log_amount(memories, self.prior) for memories in (friendly, hostile)]
        line = builder.derived(Op.SUM, amounts[0], builder.negative(amounts[1]))
        usual = [self.prior + builder.usual(memories) for memories in (friendly, hostile)]
        start = math.log(usual[0] / usual[1])
        return builder.relaxing(f"{self.id}:{other}", line, self.delay, start)

    def lower(self, builder: Builder) -> None:
        """A line for each of the others, and what support has come."""
        theta = self.theta(builder)
        supported = None
        if self.support is not None:
            memories = builder.memories(
                towards(self.patron, self.client), self.support, self.half_life
            )
            supported = builder.log_amount(memories, self.prior)
        for process in builder.select(self.on):
            side = builder.side(process, self.client)
            third_party(self.id, self.patron, process)
            way = 1.0 if process.act.quad in _FRIENDLY else -1.0
            for other in self._others(process):
                line = self._line(builder, other)
                builder.term(process, side, line, theta, self.owner, way / process.counterparts)
            if supported is not None and self.support_coefficient is not None:
                more = self.coefficient_of(
                    builder,
                    "support_coefficient",
                    "support",
                    self.support_coefficient,
                    otherwise=0.0,
                )
                builder.term(process, side, supported, more, self.owner)
