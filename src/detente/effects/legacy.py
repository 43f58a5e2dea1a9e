"""Measures of the outgoing side bind the successor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import ActorId, Linear
from detente.effects.domain import DAYS, Domain
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import HalfLife
from detente.planes.builder import Builder
from detente.planes.model import Op


class Legacy(Linear):
    """The stock of what the outgoing side did weighs on acts after the handover.

    Formula
    -------
    θ · log1p(S) · 1[successor in office], S the memory of `measures` on `dyad`, joint ones of the
    two included, taken before the handover; a stock unless `half_life` is given. On the side of
    `weighs_on`.

    Units
    -----
    θ in log-hazard per unit of log1p of acts.

    Expected sign
    -------------
    Negative on contact and easing.

    Touches
    -------
    The named processes that `weighs_on` starts or shares.

    Source
    ------
    Commitment by predecessors after Fearon (1994), American Political Science
    Review 88(3).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log1p of acts", sign="negative"),
        "half_life": DAYS,
    }

    effect: Literal["legacy"] = "legacy"
    successor: str = Field(description="id of the office holder who follows")
    dyad: tuple[ActorId, ActorId] = Field(
        strict=False, description="source and target of the measures"
    )
    measures: Acts = Field(description="acts that count as measures")
    weighs_on: ActorId = Field(description="actor on whose side the legacy weighs")
    half_life: HalfLife | None = Field(
        None, description="days after which a measure counts half; without it measures stay"
    )

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The measures."""
        yield Wait("measures", self.measures, towards(*self.dyad))

    def lower(self, builder: Builder) -> None:
        """A stock that closes at the handover, times a step."""
        start, end = builder.tenure(self.successor, elect=False)
        source, target = self.dyad
        stock = builder.total(
            builder.memories(towards(source, target), self.measures, self.half_life, until=start)
        )
        step = builder.calendar(
            f"level:in-office:{self.successor}",
            lambda d: float(start <= d and (end is None or d < end)),
        )
        step = builder.where_held(step, self.successor)
        plane = builder.derived(Op.PRODUCT, builder.derived(Op.LOG1P, stock), step)
        builder.publish(self.id, plane, stock)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.weighs_on)
            builder.term(process, side, plane, coefficient, self.owner)
