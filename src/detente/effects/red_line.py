"""Pressure on a red line, its crossing, and the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import BaseModel, Field, FiniteFloat

from detente.effects.base import ActorId, Linear
from detente.effects.domain import DAYS, Domain
from detente.effects.waits import Wait
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import LARGEST, HalfLife, Positive
from detente.planes.builder import Builder
from detente.planes.model import PAIR, Coefficient, Draw, Op
from detente.planes.quantity import STRICT, Quantity


class Pressure(BaseModel):
    """Acts that press on the line, and the pressure of one of them."""

    model_config = STRICT

    source: ActorId = Field(description="actor that presses")
    target: ActorId = Field(description="actor that the acts are done to")
    acts: Acts = Field(description="acts that press")
    weight: Positive = Field(description="pressure of one act")


class RedLine(Linear):
    """Named acts press on a line; beyond a threshold the answer becomes likelier with the excess.

    Formula
    -------
    θ · log1p(max(0, κ·P − L)): P = Σ weight · received memory of the pressing acts (directed and
    joint ones; anticipated acts count 1 − q), κ = 1 under the claim `presses` and
    `presses_otherwise` without it, L the threshold. The hazard of the answer is multiplied by
    (1 + excess)^θ; it stays possible while the line is not crossed. The line is crossed on the
    first day that κ·P reaches L, days of the record included.

    Units
    -----
    P and L in units of pressure (one act of weight 1 is 1); half-life in days; θ without unit.

    Expected sign
    -------------
    Positive on the answering acts.

    Touches
    -------
    The named answering processes.

    Source
    ------
    Thresholds after Altman (2017), International Studies Quarterly 61(4),
    "By fait accompli, not coercion".
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log1p of pressure", sign="positive"),
        "pressure.weight": Domain("pressure of an act"),
        "half_life": DAYS,
        "threshold": Domain("pressure", low=0.0, high=1e9),
        "presses_otherwise": Domain("factor κ of the pressure"),
    }

    effect: Literal["red-line"] = "red-line"
    actor: ActorId = Field(description="actor whose line it is")
    pressure: list[Pressure] = Field(
        min_length=1, description="acts that press on the line, with weights"
    )
    half_life: HalfLife = Field(description="days after which an act presses half")
    threshold: Quantity = Field(description="L: the pressure at which the line is crossed")
    presses: str | None = Field(None, description="claim that owns the pressure")
    presses_otherwise: FiniteFloat = Field(
        0.0, ge=0, le=LARGEST, description="κ where that claim is false"
    )

    def claims(self) -> list[str]:
        """The owner, and the claim of pressure."""
        return [*super().claims(), *([self.presses] if self.presses else [])]

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """Each part of the pressure."""
        for number, part in enumerate(self.pressure, start=1):
            dyads = towards(part.source, part.target)
            yield Wait("pressure", part.acts, dyads, f"pressure[{number}].acts")

    def lower(self, builder: Builder) -> None:
        """Pressure, excess and crossing."""
        parts: list[str] = []
        for part in self.pressure:
            weight = part.weight
            parts += builder.memories(
                towards(part.source, part.target),
                part.acts,
                self.half_life,
                received_by=self.actor,
                weigh=lambda _, w=weight: w,  # type: ignore[misc]
                weighing=f"{weight:.17g}",
            )
        total = builder.derived(Op.SUM, *parts)
        when = ((self.presses, self.presses_otherwise),) if self.presses else ()
        pressure = builder.derived(
            Op.SCALE, total, coefficient=Coefficient(Draw(f"{self.id}.kappa", 1.0), when)
        )
        bounds = self.domain("threshold")
        threshold = Coefficient(
            builder.drawn(f"{self.id}.threshold", self.threshold, bounds.low, bounds.high)
        )
        excess = builder.derived(Op.HINGE, pressure, coefficient=threshold)
        plane = builder.derived(Op.LOG1P, excess)
        crossing = builder.latch(pressure, threshold, None)
        builder.publish(self.id, crossing, pressure, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            builder.side(process, self.actor)
            builder.term(process, PAIR, plane, coefficient, self.owner)
