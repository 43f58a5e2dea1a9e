"""Sanctions lose their bite as the sanctioned adapt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field

from detente.effects.base import Effect
from detente.effects.domain import DAYS, SHARE, Domain
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.fields import HalfLife, Share
from detente.planes.builder import Builder
from detente.planes.model import Coefficient, Draw, Op
from detente.planes.quantity import Quantity


class Adaptation(Effect):
    """Takes −A·log1p(S) from a sanctions effect; A relaxes towards 1.

    Formula
    -------
    −strength · A · (each term of the effect `of`), with
    A ← A + (1 − A)·(1 − 2^(−(1 + γ·O)/half_life)): faster with the outside options O published by
    `faster_with`. The bite, published as the
    first plane, is (1 − strength·A)·log1p(S) under the claim and log1p(S) without it.

    Units
    -----
    A and strength in [0, 1]; half-life in days; γ without unit.

    Expected sign
    -------------
    Against the effect that it adapts to.

    Touches
    -------
    The processes of the effect `of`.

    Source
    ------
    Adjustment to sanctions after Drezner (1999), The Sanctions Paradox, and
    Early (2015), Busted Sanctions.
    """

    phase: ClassVar[int] = 2
    domains: ClassVar[Mapping[str, Domain]] = {
        "half_life": DAYS,
        "initial": SHARE,
        "gain": Domain("per unit of that plane", low=0.0),
        "strength": SHARE,
    }

    effect: Literal["adaptation"] = "adaptation"
    otherwise: Literal["none"] | None = Field(
        None, description='"none": without the claim there is no adaptation; required with a claim'
    )
    of: list[str] = Field(min_length=1, description="ids of the effects that lose their bite")
    half_life: HalfLife = Field(description="days in which half of what is left is adapted to")
    initial: Share = Field(description="share A adapted to at the start")
    faster_with: str | None = Field(
        None, description="id of the effect whose plane speeds it up, such as outside-options"
    )
    gain: Quantity | None = Field(None, description="γ: how much that plane speeds it up")
    strength: Share = Field(1.0, description="share of the bite that full adaptation takes away")

    @classmethod
    def example_otherwise(cls) -> str:
        """No adaptation without the claim."""
        return '"none"'

    def lower(self, builder: Builder) -> None:
        """The relaxing share, and the opposite of every term of the other effects."""
        speed = None
        gain = None
        if self.faster_with is not None:
            if self.faster_with not in builder.published:
                raise ScenarioError(
                    _(
                        "effect '{id}': faster_with names '{faster_with}', which offers no plane"
                    ).format(id=self.id, faster_with=self.faster_with)
                    + did_you_mean(self.faster_with, builder.published)
                )
            speed = builder.published[self.faster_with][0]
            if self.gain is None:
                raise ScenarioError(
                    _("effect '{id}': faster_with needs a 'gain'").format(id=self.id)
                )
            gain = self.coefficient_of(builder, "gain", "gain", self.gain, otherwise=0.0)
        share = builder.relaxing(
            f"adaptation:{self.id}", "constant", self.half_life, self.initial, speed, gain
        )
        when = () if self.claim is None else ((self.claim, 0.0),)
        weight = Coefficient(Draw(f"{self.id}.strength", self.strength), when)
        active = builder.derived(Op.SCALE, share, coefficient=weight)
        first = builder.published.get(self.of[0], ())
        if first:
            left = builder.derived(Op.ONE_MINUS, active)
            builder.publish(self.id, builder.derived(Op.PRODUCT, first[0], left))
        builder.publish(self.id, share)
        builder.dampen(self.of, share, self.owner, -self.strength)
