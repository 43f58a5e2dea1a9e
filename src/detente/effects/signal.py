"""What one side concludes about what the other hides."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, Field, model_validator

from detente.effects.base import ActorId, Linear
from detente.effects.domain import Domain
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology.fields import SMALLEST
from detente.planes.builder import CONSTANT, Builder
from detente.planes.model import PAIR, Coefficient, Draw, Op, Phase
from detente.planes.owner import Owner
from detente.planes.process import Process
from detente.planes.quantity import STRICT, Quantity
from detente.planes.rate import HIGHEST, YEAR
from detente.states.number import NumberOrQuantity, drawn, mean_of

RATE = Domain("days a year", low=SMALLEST, high=HIGHEST)

LOG_RATIO = (1.0, -1.0)
"""Weights of the logarithms of a ratio."""


def _rate(value: NumberOrQuantity) -> NumberOrQuantity:
    mean = mean_of(value)
    if not SMALLEST <= mean <= HIGHEST:
        raise ValueError(
            _("days a year lie from {low} to {high}, not at {mean}").format(
                low=f"{SMALLEST:f}", high=f"{HIGHEST:g}", mean=f"{mean:g}"
            )
        )
    return value


def _prior(value: NumberOrQuantity) -> NumberOrQuantity:
    mean = mean_of(value)
    if not SMALLEST <= mean <= 1.0 - SMALLEST:
        raise ValueError(
            _("a prior lies between 0 and 1, not at {mean}: no act changes what is sure").format(
                mean=f"{mean:g}"
            )
        )
    return value


RatePerYear = Annotated[NumberOrQuantity, AfterValidator(_rate)]
Prior = Annotated[NumberOrQuantity, AfterValidator(_prior)]


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
        """Chance of the act on a day, with the intent and without; of uncertain ones the mean."""
        return mean_of(self.if_true) / YEAR, mean_of(self.if_false) / YEAR

    @property
    def uncertain(self) -> bool:
        """Whether one of the two is drawn."""
        return any(_spread(rate) > 0.0 for rate in (self.if_true, self.if_false))

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


def _spread(value: NumberOrQuantity) -> float:
    return value.sd if isinstance(value, Quantity) else 0.0


class Signal(Linear):
    """A hidden intent, and what an observer believes of it from what it sees and does not see.

    Formula
    -------
    θ · (b(t) − b₀), b₀ the prior and log(b/(1 − b)) = log(b₀/(1 − b₀)) + Σ ln r, over the days of
    the play and the acts of `evidence`: r = p₁/p₀ on a day with the act and (1 − p₁)/(1 − p₀) on
    one without, p the daily chances `if_true` and `if_false` with the intent and without. That is
    Bayes' rule, exactly, for an observer who knows these chances. Days on which the act cannot
    happen say nothing. With a spread, b₀ and p are drawn once for each parameter draw: how the
    observer sees it is then what the author is not sure of.

    A condition may look at b: ``{ belief = ID, above = 0.7 }``.

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
        "prior": Domain("probability", low=SMALLEST, high=1.0 - SMALLEST),
        "evidence.if_true": RATE,
        "evidence.if_false": RATE,
    }

    effect: Literal["signal"] = "signal"
    observer: ActorId = Field(description="actor that concludes, and acts upon it")
    intent: str | None = Field(
        None, description="claim that is the hidden intent; it owns how the sender acts"
    )
    prior: Prior = Field(description="b₀: what the observer believes of the intent at the start")
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

    def belief(self, builder: Builder) -> str:
        """Plane of what the observer believes, in the builder's phase."""
        planes, weights = self._prior_odds(builder)
        for each, process in self._seen(builder):
            days, count = self._days_at_risk(process, builder), self._count(process, builder)
            if not each.uncertain:
                planes += [days, count]
                weights += [each.unseen, each.seen - each.unseen]
                continue
            true, false = (self._log_chances(each, key, builder) for key in ("if_true", "if_false"))
            seen, unseen = (
                builder.derived(Op.WEIGHTED, a, b, weights=LOG_RATIO)
                for a, b in zip(true, false, strict=True)
            )
            planes += [builder.derived(Op.PRODUCT, days, unseen)]
            planes += [builder.derived(Op.PRODUCT, count, ratio) for ratio in (seen, unseen)]
            weights += [1.0, 1.0, -1.0]
        odds = builder.derived(Op.WEIGHTED, *planes, weights=weights)
        return builder.derived(Op.LOGISTIC, odds)

    def _prior_odds(self, builder: Builder) -> tuple[list[str], list[float]]:
        """Planes whose weighted sum is the logarithm of the prior's odds."""
        mean = mean_of(self.prior)
        if _spread(self.prior) == 0.0:
            return [CONSTANT], [math.log(mean / (1.0 - mean))]
        prior = self._drawn("prior", "prior", self.prior, builder)
        against = builder.derived(Op.ONE_MINUS, prior)
        return [_logarithm(prior, builder), _logarithm(against, builder)], list(LOG_RATIO)

    def _drawn(self, key: str, name: str, value: NumberOrQuantity, builder: Builder) -> str:
        """Plane of a number that is drawn once for each parameter draw."""
        domain = self.domain(key)
        draw = drawn(builder, f"{self.id}.{name}", value, domain.low, domain.high)
        return builder.derived(Op.SCALE, CONSTANT, coefficient=Coefficient(draw))

    def _log_chances(self, each: Evidence, key: str, builder: Builder) -> tuple[str, str]:
        """Planes of log p and log(1 − p), p the daily chance of an act."""
        value: NumberOrQuantity = getattr(each, key)
        rate = self._drawn(f"evidence.{key}", f"{each.process}.{key}", value, builder)
        chance = builder.derived(Op.WEIGHTED, rate, weights=(1.0 / YEAR,))
        without = builder.derived(Op.ONE_MINUS, chance)
        return _logarithm(chance, builder), _logarithm(without, builder)

    @staticmethod
    def _days_at_risk(process: Process, builder: Builder) -> str:
        """On how many days of the play so far the act could happen."""
        first, last = max(process.first_day, 0), process.last_day
        evening = builder.phase is Phase.EVENING  # which has seen its own day as well
        return builder.calendar(
            f"days-at-risk:{first}..{last}{':evening' if evening else ''}",
            lambda d: float(
                min(max(builder.day_of(d) + evening - first, 0), max(last + 1 - first, 0))
            ),
        )

    @staticmethod
    def _count(process: Process, builder: Builder) -> str:
        return builder.acts_so_far_by([process], since=builder.date_of(0))

    def lower(self, builder: Builder) -> None:
        """What the observer believes, and what the intent does to the sender."""
        belief = self.belief(builder)
        if _spread(self.prior) == 0.0:
            weights = (1.0, -mean_of(self.prior))
            news = builder.derived(Op.WEIGHTED, belief, CONSTANT, weights=weights)
        else:
            prior = self._drawn("prior", "prior", self.prior, builder)
            news = builder.derived(Op.WEIGHTED, belief, prior, weights=(1.0, -1.0))
        builder.publish(self.id, belief, news)
        coefficient = self.theta(builder)
        for process in builder.select(self.on):
            side = builder.side(process, self.observer)
            builder.term(process, side, news, coefficient, self.owner)
        if self.intent is None:
            return
        for each, process in self._seen(builder):
            plane, ratio = self._hazards(each, builder)
            own = Coefficient(Draw(f"{self.id}.intent.{process.id}", ratio), ((self.intent, 0.0),))
            builder.term(process, PAIR, plane, own, Owner(self.id, self.intent))

    def _hazards(self, each: Evidence, builder: Builder) -> tuple[str, float]:
        """Plane, and what it is times, of the log-ratio of the hazards with and without intent."""
        if not each.uncertain:
            return CONSTANT, each.hazards
        parts = [
            builder.derived(Op.LOG_LEVEL, self._log_chances(each, key, builder)[1], c2=-1.0)
            for key in ("if_true", "if_false")
        ]
        return builder.derived(Op.WEIGHTED, *parts, weights=LOG_RATIO), 1.0


def _logarithm(plane: str, builder: Builder) -> str:
    return builder.derived(Op.LOG_LEVEL, plane, c2=1.0)
