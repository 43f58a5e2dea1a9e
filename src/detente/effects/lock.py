"""After the answer, the way back is hard."""

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
from detente.planes.model import PAIR, Coefficient, Draw


class Lock(Linear):
    """Latched by the answering act (not by the crossing); lowers joint acts and easing.

    Formula
    -------
    θ · K(t), K = 1 on the day after the first act of `answer` from `actor` to any of `towards`,
    or of the two together where it is a joint act, then decaying with its half-life. It starts with
    what the last such act of the record has left.

    Units
    -----
    θ in log-hazard; half-life in days.

    Expected sign
    -------------
    Negative on joint acts and easing, after an answer that is hostile. What an act opens, or feeds,
    is no lock: a war with hazards of its own is a state, acts that feed one another a `response`.

    Touches
    -------
    The named processes.

    Source
    ------
    Conflict spirals after Jervis (1976), Perception and Misperception, ch. 3.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard", sign="negative"),
        "half_life": DAYS,
    }

    effect: Literal["lock"] = "lock"
    actor: ActorId = Field(description="actor that answers")
    towards: list[ActorId] = Field(
        min_length=1, description="actors that the answer is directed at"
    )
    answer: Acts = Field(description="acts that close the lock")
    half_life: HalfLife = Field(description="days after which the lock holds half")

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The answer towards each of them."""
        for other in self.towards:
            yield Wait("answer", self.answer, towards(self.actor, other), other)

    def lower(self, builder: Builder) -> None:
        """A latch on the pulse of the answer."""
        pulses = [
            pulse
            for other in self.towards
            for pulse in builder.memories(towards(self.actor, other), self.answer, 0)
        ]
        plane = builder.latch(builder.total(pulses), Coefficient(Draw("half", 0.5)), self.half_life)
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            builder.term(process, PAIR, plane, coefficient, self.owner)
