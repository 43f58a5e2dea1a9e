"""What one side concludes about what the other hides."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field, FiniteFloat, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology.fields import SMALLEST
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import PAIR, Coefficient, Draw, Op
from detente.planes.owner import Owner
from detente.planes.process import Process
from detente.planes.quantity import STRICT
from detente.planes.rate import HIGHEST, YEAR

RatePerYear = Annotated[FiniteFloat, Field(ge=SMALLEST, le=HIGHEST)]


class Evidence(BaseModel):
    """An act from which the observer concludes, and how often it comes with the intent and without.

    On each day it happens or it does not, and both say something.
    """

    model_config = STRICT

    process: str = Field(description="the process that is seen, or a group, of which each is")
    if_true: RatePerYear = Field(description="days a year with the act, where the intent is there")
    if_false: RatePerYear = Field(description="days a year with the act, where it is not")

    @property
    def daily(self) -> tuple[float, float]:
        """Chance of the act on a day, with the intent and without."""
        return self.if_true / YEAR, self.if_false / YEAR

    @property
    def seen(self) -> float:
        """Logarithm of the likelihood ratio of a day with the act."""
        true, false = self.daily
        return math.log(true / false)

    @property
    def unseen(self) -> float:
        """The same of a day without."""
        true, false = self.daily
        return math.log1p(-true) - math.log1p(-false)

    @property
    def hazards(self) -> float:
        """Logarithm of the ratio of the hazards with the intent and without."""
        true, false = self.daily
        return math.log(math.log1p(-true) / math.log1p(-false))


class Signal(Linear):
    """A hidden intent, and what an observer believes of it from what it sees and does not see.

    Formula
    -------
    θ · (b(t) − b₀), b₀ the prior and log(b/(1 − b)) = log(b₀/(1 − b₀)) + Σ ln r, over the days of
    the play and the acts of `evidence`: r = p₁/p₀ on a day with the act and (1 − p₁)/(1 − p₀) on
    one without, p the daily chances `if_true` and `if_false` with the intent and without. That is
    Bayes' rule, exactly, for an observer who knows these chances. Days on which the act cannot
    happen say nothing.

    The intent itself may be a claim, `intent`: it then owns how the sender acts, by the term
    ln(h₁/h₀) on the hazard of each act of the evidence where it holds, h the hazards of those
    chances. Their rates as things stand lie between the two. Without `intent` the sender acts as
    other effects say.

    Units
    -----
    b in [0, 1]; chances as days a year with the act; θ in log-hazard from disbelief to certainty.

    Expected sign
    -------------
    Positive where the intent invites the act touched, negative where it deters from it.

    Touches
    -------
    The named processes that the observer starts or shares; with `intent` those of the evidence.

    Source
    ------
    Jervis (1970), The Logic of Images in International Relations; Fearon (1997), J. of Conflict
    Resolution 41(1), "Signaling foreign policy interests"; Kydd (2005), Trust and Mistrust in
    International Relations.
    """

    domains: ClassVar[Mapping[str, Domain]] = {
        "coefficient": Domain("log-hazard per unit of b"),
        "prior": Domain("probability"),
        "evidence.if_true": Domain("days a year"),
        "evidence.if_false": Domain("days a year"),
    }

    effect: Literal["signal"] = "signal"
    observer: ActorId = Field(description="actor that concludes, and acts upon it")
    intent: str | None = Field(
        None, description="claim that is the hidden intent; it owns how the sender acts"
    )
    prior: Annotated[FiniteFloat, Field(ge=SMALLEST, le=1 - SMALLEST)] = Field(
        description="b₀: what the observer believes of the intent at the start"
    )
    evidence: list[Evidence] = Field(min_length=1, description="acts that speak for or against it")

    @model_validator(mode="after")
    def _each_once(self) -> Signal:
        names = [each.process for each in self.evidence]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(
                _("evidence names '{process}' twice; name it once").format(process=twice)
            )
        return self

    def claims(self) -> list[str]:
        """The owner, and the intent."""
        return [*super().claims(), *([self.intent] if self.intent else [])]

    def _seen(self, builder: Builder) -> Iterator[tuple[Evidence, Process]]:
        told: set[str] = set()
        for each in self.evidence:
            for process in builder.select([each.process]):
                if process.id in told:
                    raise ScenarioError(
                        _("evidence has '{process}' twice, by itself and in a group").format(
                            process=process.id
                        )
                    )
                told.add(process.id)
                yield each, process

    def lower(self, builder: Builder) -> None:
        """Log-odds of counts, the belief, and what the intent does to the sender."""
        planes, weights = [CONSTANT], [math.log(self.prior / (1.0 - self.prior))]
        for each, process in self._seen(builder):
            first, last = max(process.first_day, 0), process.last_day
            days = builder.calendar(
                f"days-at-risk:{first}..{last}",
                lambda d, a=first, z=last: float(  # type: ignore[misc]
                    min(max(builder.day_of(d) - a, 0), max(z + 1 - a, 0))
                ),
            )
            count = builder.acts_so_far_by([process], since=builder.date_of(0))
            planes += [days, count]
            weights += [each.unseen, each.seen - each.unseen]
        odds = builder.derived(Op.WEIGHTED, *planes, weights=weights)
        belief = builder.derived(Op.LOGISTIC, odds)
        news = builder.derived(Op.WEIGHTED, belief, CONSTANT, weights=(1.0, -self.prior))
        builder.publish(self.id, belief, news)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.observer)
            builder.term(process, side, news, coefficient, self.owner)
        if self.intent is None:
            return
        owner = Owner(self.id, self.intent)
        for each, process in self._seen(builder):
            draw = Draw(f"{self.id}.intent.{process.id}", each.hazards)
            own = Coefficient(draw, ((self.intent, 0.0),))
            builder.term(process, PAIR, CONSTANT, own, owner)
