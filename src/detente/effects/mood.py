"""The unmeasured weather between two actors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Effect
from detente.effects.domain import DAYS, Domain
from detente.ontology.fields import HalfLife, Number
from detente.planes.builder import ONE, Builder
from detente.planes.model import PAIR, Op
from detente.planes.quantity import Quantity


class MoodEffect(Effect):
    """A slow latent AR(1) for each dyad or pair and quad class; part of chance.

    Formula
    -------
    σ·z(t) − ½σ², z a stationary AR(1) with unit variance and the given half-life, one for each
    dyad (directed) or pair (joint) and quad class; the mean of its exponential is 1.

    Units
    -----
    σ in log-hazard; half-life in days.

    Expected sign
    -------------
    None: it widens, and leaves mean rates alone.

    Touches
    -------
    The named processes.

    Source
    ------
    Overdispersion of event counts after King (1989), American J. of Political
    Science 33(3).
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "half_life": DAYS,
        "sigma": Domain("log-hazard", low=0.0),
    }

    effect: Literal["mood"] = "mood"
    otherwise: Number | None = Field(
        None, description="θ where the claim is false; required with a claim"
    )
    on: list[str] = Field(min_length=1, description="processes or groups that it touches")
    half_life: HalfLife = Field(description="days after which half of a mood is left")
    sigma: Quantity = Field(description="σ of the mood, in log-hazard")

    def lower(self, builder: Builder) -> None:
        """One latent plane for each dyad or pair and quad class."""
        sigma = self.coefficient_of(builder, "sigma", "sigma", self.sigma)
        for process in builder.select(self.on):
            latent = builder.mood(f"{process.dyad}:{process.act.quad.label}", self.half_life)
            plane = builder.derived(Op.SPREAD, latent, coefficient=sigma)
            builder.term(process, PAIR, plane, ONE, self.owner)
