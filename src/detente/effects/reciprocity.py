"""Answering in kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Acts, Linear
from detente.effects.domain import ACTS, DAYS, Domain
from detente.ontology.fields import HalfLife, Positive
from detente.planes.builder import Builder
from detente.planes.model import PAIR


class Reciprocity(Linear):
    """An actor answers in kind what it has received; directed acts only.

    Formula
    -------
    θ · log((c + R)/(c + R̄)), R the memory with half-life h of the class of acts received from
    the other side; an anticipated act counts 1 − q.

    Units
    -----
    θ per unit of log-level; half-life in days; c in acts.

    Expected sign
    -------------
    Positive.

    Touches
    -------
    The named directed processes.

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

    def lower(self, builder: Builder) -> None:
        """One log-level of what was received for each directed process."""
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            if process.joint:
                continue
            memory = builder.memory(
                f"{process.target}>{process.source}",
                self.acts,
                self.half_life,
                received_by=process.source,
            )
            plane = builder.log_level(memory, self.prior)
            builder.term(process, PAIR, plane, coefficient, self.owner)
