"""Relations persist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import Effect
from detente.effects.domain import ACTS, DAYS, Domain
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import pair_key
from detente.ontology.fields import HalfLife, Number, Positive
from detente.planes.builder import Builder
from detente.planes.model import PAIR
from detente.planes.process import Process
from detente.planes.quantity import Quantity


class Inertia(Effect):
    """An actor (or pair) goes on with what it has been doing.

    Formula
    -------
    Σ_h θ_h · log((c + M_h)/(c + M̄_h)), M_h the memory with half-life h of the class of acts: of
    a directed process the acts of its dyad and the joint ones of the pair, of a joint process the
    joint ones.

    Units
    -----
    θ per unit of log-level (elasticity: 0.2 means that twice the usual memory multiplies the
    hazard by about 1.15); half-lives in days; c in acts.

    Expected sign
    -------------
    Positive.

    Touches
    -------
    The named processes whose act is in the class.

    Source
    ------
    Butts (2008), Sociological Methodology 38, persistence; log-levels in docs/model.md.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficients": Domain("log-hazard per unit of log-level", sign="positive"),
        "half_lives": DAYS,
        "prior": ACTS,
    }

    effect: Literal["inertia"] = "inertia"
    otherwise: Number | None = Field(
        None, description="θ where the claim is false; required with a claim"
    )
    on: list[str] = Field(min_length=1, description="processes or groups that it touches")
    acts: Acts = Field(description="acts that the memories hold")
    half_lives: list[HalfLife] = Field(min_length=1, description="days, one for each memory")
    coefficients: list[Quantity] = Field(
        min_length=1, description="θ for each half-life, in the same order"
    )
    prior: Positive = Field(1.0, description="c, in acts")

    @model_validator(mode="after")
    def _one_coefficient_a_half_life(self) -> Inertia:
        if len(self.half_lives) != len(self.coefficients):
            raise ValueError(
                _(
                    "{half_lives} half_lives but {coefficients} coefficients; give one "
                    "coefficient for each half-life"
                ).format(half_lives=len(self.half_lives), coefficients=len(self.coefficients))
            )
        return self

    def touches(self, process: Process) -> bool:
        """Only what is of the class: its own memory then feeds it."""
        return self.acts.contains(process.act)

    def touching(self) -> str:
        """The class."""
        return _("processes whose act is in {acts}").format(acts=self.acts)

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """What each touched process hears of, itself at least."""
        for process in builder.select(self.on):
            if self.touches(process):
                yield Wait("acts", self.acts, self._own(process), process.id)

    @staticmethod
    def _own(process: Process) -> tuple[str, ...]:
        return (process.dyad, *(() if process.others else (pair_key(*process.pair),)))

    def lower(self, builder: Builder) -> None:
        """One log-level for each process and half-life."""
        for process in builder.select(self.on):
            if not self.touches(process):
                continue
            for h, quantity in zip(self.half_lives, self.coefficients, strict=True):
                own = builder.memories(self._own(process), self.acts, h)
                builder.term(
                    process,
                    PAIR,
                    builder.log_level(own, self.prior),
                    self.coefficient_of(builder, "coefficients", f"h{h:g}", quantity),
                    self.owner,
                )
