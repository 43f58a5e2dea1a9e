"""What a quantity does to acts: approval, stocks, prices, water."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.ontology.fields import Positive
from detente.planes.builder import Builder
from detente.planes.model import PAIR
from detente.planes.quantity import Quantity
from detente.states.function import Function, check_reach, check_threshold, function_plane


class LevelEffect(Linear):
    """A level raises or lowers acts: a stock, approval, a price, the water of a river.

    Formula
    -------
    θ · f(L), L the level on the evening before. `function` says f: ``linear`` is (L − r)/u,
    ``log1p`` is log(1 + max(L, 0)/u), ``excess`` is max(0, L − r)/u; u is `unit_change` and r the
    `threshold`, by default 0. On the side of `actor`, without one on the whole act.

    Units
    -----
    θ in log-hazard per `unit_change` of the level, in its own unit; under ``log1p`` per unit of
    the logarithm.

    Expected sign
    -------------
    Of the level times θ; either sign is allowed.

    Touches
    -------
    The named processes; with `actor` those that it starts or shares.

    Source
    ------
    Time-varying covariates of hazard models, Box-Steffensmeier & Jones (2004), Event History
    Modeling.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of the function"),
        "unit_change": Domain("unit of the level"),
        "threshold": Domain("unit of the level"),
    }

    effect: Literal["level"] = "level"
    level: str = Field(min_length=1, description="id of the level")
    function: Function = Field(
        "linear", description="how its value counts: linear, log1p or excess (over a threshold)"
    )
    unit_change: Positive = Field(
        1.0, description="what of the level counts as one, such as 10 for ten points of approval"
    )
    threshold: Quantity | None = Field(
        None, description="value from which an excess counts; of a linear one where it is 0"
    )
    actor: ActorId | None = Field(
        None, description="actor on whose side it counts; by default the whole act"
    )

    @model_validator(mode="after")
    def _threshold_goes_with_its_function(self) -> LevelEffect:
        check_threshold(self.function, self.threshold)
        return self

    def lower(self, builder: Builder) -> None:
        """A function of the level, on an actor's side or on the whole act."""
        value = builder.level(self.level)
        threshold = None
        if self.threshold is not None:
            check_reach(self.level, self.function, self.threshold.mean, builder)
            threshold = self.coefficient_of(
                builder, "threshold", "threshold", self.threshold, otherwise=self.threshold.mean
            )
        plane, scale = function_plane(value, self.function, self.unit_change, threshold, builder)
        builder.publish(self.id, plane, value)
        theta = self.theta(builder)
        for process in builder.select(self.on):
            side = PAIR if self.actor is None else builder.side(process, self.actor)
            builder.term(process, side, plane, theta, self.owner, scale)
