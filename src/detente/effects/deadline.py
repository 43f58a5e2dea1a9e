"""The rush before a deadline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import DAYS, Domain
from detente.language.current import gettext as _
from detente.ontology.fields import Date, HalfLife
from detente.planes.builder import Builder
from detente.planes.model import PAIR, Op


class Deadline(Linear):
    """Acts crowd before a day: a date, or so many days after a state has entered a value.

    Formula
    -------
    θ · exp(−(D − t)/τ) up to the day D itself, 0 after it. D is the date `on_day`, or the day that
    comes `days` after `state` has entered one of `values`; each time that it enters, anew. So until
    D the act has come with the probability 1 − exp(−Σ λ), Σ over the days up to D.

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
    state: str | None = Field(
        None, description="id of the state from which D is counted; goes with `values` and `days`"
    )
    values: list[str] = Field([], description="values of the state whose entry starts the count")
    days: int | None = Field(None, ge=1, le=36525, description="days from the entry to D")
    tau: HalfLife = Field(
        description="τ: days before D on which the rush is 1/e of what it is on D"
    )
    actor: ActorId | None = Field(
        None, description="on whose side it weighs; by default on that of both"
    )

    @model_validator(mode="after")
    def _one_day(self) -> Deadline:
        counted = (self.state is not None, bool(self.values), self.days is not None)
        if len(set(counted)) > 1:
            raise ValueError(_("state, values and days go together"))
        if (self.on_day is None) == (self.state is None):
            raise ValueError(_("give the deadline as on_day, or by state, values and days"))
        return self

    def _plane(self, builder: Builder) -> str:
        if self.on_day is not None:
            last = self.on_day
            return builder.calendar(
                f"level:deadline:{last}:{self.tau:.17g}",
                lambda d: math.exp(-(last - d).days / self.tau) if d <= last else 0.0,
            )
        assert self.state is not None
        assert self.days is not None
        age = builder.state(self.state).age
        return builder.derived(
            Op.PRODUCT,
            builder.derived(
                Op.ALL,
                builder.in_state(self.state, self.values),
                builder.derived(Op.AT_MOST, age, c1=float(self.days)),
            ),
            builder.derived(Op.EXP, age, c1=1.0 / self.tau, c2=-self.days / self.tau),
        )

    def lower(self, builder: Builder) -> None:
        """A rising plane that falls to nothing after the day."""
        plane = self._plane(builder)
        builder.publish(self.id, plane)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = PAIR if self.actor is None else builder.side(process, self.actor)
            builder.term(process, side, plane, coefficient, self.owner)
