"""The rush before a deadline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.conditions.fields import Days
from detente.conditions.lower import event_of
from detente.conditions.model import (
    ActsCondition,
    Condition,
    ProcessesCondition,
    StateCondition,
)
from detente.effects.base import ActorId, Linear
from detente.effects.domain import DAYS, Domain
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology.fields import Date, Positive
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import PAIR, Op


class Deadline(Linear):
    """Acts crowd before a day: a date, or so many days after a condition has become true.

    Formula
    -------
    θ · exp(−(D − t)/τ) up to the day D itself, 0 after it. D is the date `on_day`, or the day that
    comes `days` after the first on which `since` is true: of a state the day on which it has
    entered the value, and only while it keeps it; of an act the morning after it, the last one of
    the record included. Each time anew. Until D the act has come with the chance 1 − exp(−Σ λ), the
    sum over the days up to D.

    Units
    -----
    θ in log-hazard, on D itself; τ in days.

    Expected sign
    -------------
    Positive on what the deadline is for; either sign on what it puts off.

    Touches
    -------
    The named processes, on the side of `actor` if given.

    Source
    ------
    Roth, Murnighan & Schoumaker (1988), American Economic Review 78(4), "The deadline effect in
    bargaining"; Pinfari (2011), J. of Conflict Resolution 55(5), "Time to agree".
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard", sign="positive"),
        "tau": DAYS,
        "days": DAYS,
    }

    effect: Literal["deadline"] = "deadline"
    on_day: Date | None = Field(None, description="D: the deadline, as a date")
    since: Condition | None = Field(
        None, description="the condition from which D is counted; goes with `days`"
    )
    days: Days | None = Field(None, description="days from the first on which it is true to D")
    tau: Positive = Field(
        description="τ: days before D on which the rush is 1/e of what it is on D"
    )
    actor: ActorId | None = Field(
        None, description="on whose side it weighs; by default on that of both"
    )

    @model_validator(mode="after")
    def _one_day(self) -> Deadline:
        if (self.since is None) != (self.days is None):
            raise ValueError(_("since and days go together"))
        if (self.on_day is None) == (self.since is None):
            raise ValueError(_("give the deadline as on_day, or by since and days"))
        return self

    def _plane(self, builder: Builder) -> str:
        if self.on_day is not None:
            last = self.on_day
            return builder.calendar(
                f"level:deadline:{last}:{self.tau:.17g}",
                lambda d: math.exp(-(last - d).days / self.tau) if d <= last else 0.0,
            )
        assert self.since is not None
        assert self.days is not None
        age, holds = _age(self.since, builder)
        near = builder.derived(Op.AT_MOST, age, c1=float(self.days))
        most = builder.derived(Op.WEIGHTED, CONSTANT, weights=(float(self.days),))
        counted = builder.derived(Op.ALL, age, most)  # what never came is very long ago
        return builder.derived(
            Op.PRODUCT,
            builder.derived(Op.ALL, holds, near) if holds else near,
            builder.derived(Op.EXP, counted, c1=1.0 / self.tau, c2=-self.days / self.tau),
        )

    def lower(self, builder: Builder) -> None:
        """A rising plane that falls to nothing after the day."""
        if self.on_day is not None and self.on_day <= builder.as_of:
            raise ScenarioError(
                _("{place}: {on} is not after as_of {as_of}, so it would never come").format(
                    place="on_day", on=self.on_day, as_of=builder.as_of
                )
            )
        plane = self._plane(builder)
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = PAIR if self.actor is None else builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)


def _age(condition: Condition, builder: Builder) -> tuple[str, str | None]:
    """Days since a condition has become true, and what has to hold for them to count."""
    if isinstance(condition, StateCondition) and condition.for_ is None:
        holds = builder.in_state(condition.state, condition.is_)
        return builder.state(condition.state).age, holds
    moment = event_of(condition, builder)
    if not isinstance(condition, ActsCondition | ProcessesCondition):
        moment = builder.derived(Op.ROSE, moment)
    return builder.derived(Op.AGE, moment), None
