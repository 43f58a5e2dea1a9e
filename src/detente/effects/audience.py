"""Who has threatened or promised in public cannot easily go back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import towards
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import Op
from detente.planes.process import Process
from detente.planes.quantity import Quantity


class Audience(Linear):
    """Own public threats or commitments make backing down costly, at home or abroad.

    Formula
    -------
    θ · log(1 + M/c), M the memory with half-life h of what the actor has done itself to the
    other side of the act in the class `acts`, joint acts included. With `level`, each of the named
    acts takes `cost` · min(1, M) from that level: in full while a threat is fresh, nothing without
    one.

    Units
    -----
    θ per unit of log(1 + M/c); half-life in days; c in acts; the cost in the unit of the level.

    Expected sign
    -------------
    Negative on concessions to the one who was threatened; positive on what makes good the threat.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Fearon (1994), American Political Science Review 88(3), "Domestic political audiences and the
    escalation of international disputes"; Tomz (2007), International Organization 61(4).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of log(1 + M/c)", sign="negative"),
        "half_life": DAYS,
        "prior": ACTS,
        "cost": Domain("unit of the level"),
    }

    effect: Literal["audience"] = "audience"
    actor: ActorId = Field(description="actor that has committed itself")
    acts: Acts = Field(description="its threats or promises to the other side of the act")
    half_life: HalfLife = Field(description="days after which one counts half")
    prior: Positive = Field(1.0, description="c, in acts")
    level: str | None = Field(
        None, description="level, such as approval, that backing down lowers; goes with `cost`"
    )
    cost: Quantity | None = Field(
        None, description="what one of the named acts takes from it just after a threat"
    )

    @model_validator(mode="after")
    def _cost_of_a_level(self) -> Audience:
        if (self.level is None) != (self.cost is None):
            raise ValueError(_("level and cost go together"))
        return self

    def _others(self, process: Process) -> list[str]:
        """Whom the actor meets with in a process."""
        return [other for _side, actor, other in process.sides() if actor == self.actor]

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """For each process, what was said to its other side."""
        for process in builder.select(self.on):
            said = [d for other in self._others(process) for d in towards(self.actor, other)]
            yield Wait("acts", self.acts, tuple(said), process.id)

    def lower(self, builder: Builder) -> None:
        """A plane of own acts for each process; what backing down costs."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.actor)
            for other in self._others(process):
                said = builder.memories(towards(self.actor, other), self.acts, self.half_life)
                plane = builder.log_amount(said, self.prior)
                share = 1.0 / process.counterparts
                builder.term(process, side, plane, coefficient, self.owner, share)
                if self.level is not None and self.cost is not None:
                    amount = self.coefficient_of(builder, "cost", "cost", self.cost, otherwise=0.0)
                    amount = builder.denied(amount, self.owner)
                    fresh = builder.derived(Op.ALL, builder.total(said), CONSTANT)
                    with builder.during(fresh):
                        builder.change_level(self.level, process, amount, weight=-share)
