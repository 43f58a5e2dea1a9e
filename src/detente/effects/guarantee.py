"""Someone stands behind what was agreed, or watches over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.acts import ActClass
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import PAIR, Coefficient, Op
from detente.planes.process import Process
from detente.planes.quantity import Quantity


class Guarantee(Linear):
    """A guarantor or monitor deters named breaches as long as it stands, and answers them.

    Formula
    -------
    θ · κ on the breaches, κ the credibility of the guarantor (1 if not given), while the effect
    holds. On the `answers` of the guarantor θ_a · log(1 + M/c), M the memory with half-life
    h of acts like the breaches; where the claim is false there is no answer. Of a monitor the
    answers are reports.

    Units
    -----
    κ in [0, 1]; θ in log-hazard; θ_a per unit of log(1 + M/c); half-life in days; c in acts.

    Expected sign
    -------------
    Negative on breaches; positive on the answers.

    Touches
    -------
    The named breaches, for the pair, and the named processes that the guarantor starts or shares.

    Source
    ------
    Walter (1997), International Organization 51(3), "The critical barrier to civil war
    settlement"; Fortna (2003), International Organization 57(2), "Scraps of paper?".
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard", sign="negative"),
        "credibility": Domain("share", low=0.0, high=1.0),
        "answer_coefficient": Domain("log-hazard per unit of log(1 + M/c)", sign="positive"),
        "half_life": DAYS,
        "prior": ACTS,
    }

    effect: Literal["guarantee"] = "guarantee"
    guarantor: ActorId = Field(description="actor that guarantees or monitors")
    credibility: Quantity | None = Field(
        None, description="κ: how far the guarantee is believed, from 0 to 1; by default 1"
    )
    answers: list[str] = Field(
        [], description="processes or groups by which the guarantor answers a breach"
    )
    answer_coefficient: Quantity | None = Field(
        None, description="θ_a of the answers, where the owner holds; goes with `answers`"
    )
    half_life: HalfLife | None = Field(
        None, description="days after which a breach counts half; goes with `answers`"
    )
    prior: Positive = Field(1.0, description="c, in acts")

    @model_validator(mode="after")
    def _answers_are_whole(self) -> Guarantee:
        given = (
            bool(self.answers),
            self.answer_coefficient is not None,
            self.half_life is not None,
        )
        if len(set(given)) > 1:
            raise ValueError(_("answers, answer_coefficient and half_life go together"))
        return self

    @staticmethod
    def _breach(process: Process) -> tuple[str, ActClass]:
        return process.dyad, ActClass.parse(str(process.act))

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The breaches, where they are answered."""
        if self.answers:
            for process in builder.select(self.on):
                dyad, acts = self._breach(process)
                yield Wait("on", acts, (dyad,), process.id)

    def lower(self, builder: Builder) -> None:
        """Deterrence, and the answer to breaches."""
        standing = CONSTANT
        if self.credibility is not None:
            bounds = self.domain("credibility")
            known = builder.drawn(
                f"{self.id}.credibility", self.credibility, bounds.low, bounds.high
            )
            standing = builder.derived(Op.SCALE, CONSTANT, coefficient=Coefficient(known))
        theta = self.theta(builder)
        breaches = builder.select(self.on)
        for process in breaches:
            builder.term(process, PAIR, standing, theta, self.owner)
        if self.answer_coefficient is None or self.half_life is None:
            return
        answer = self.coefficient_of(
            builder, "answer_coefficient", "answer", self.answer_coefficient, otherwise=0.0
        )
        seen = dict.fromkeys(self._breach(process) for process in breaches)
        memories = [
            memory
            for dyad, acts in seen
            for memory in builder.memories([dyad], acts, self.half_life, received_by=self.guarantor)
        ]
        plane = builder.log_amount(memories, self.prior)
        builder.publish(self.id, plane)
        for process in builder.select(self.answers):
            side = builder.side(process, self.guarantor)
            builder.term(process, side, plane, answer, self.owner)
