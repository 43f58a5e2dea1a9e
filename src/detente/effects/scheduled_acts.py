"""Acts announced or expected, and who saw them coming."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import BaseModel, Field, model_validator

from detente.effects.base import ActorId, Effect
from detente.effects.domain import PROBABILITY, Domain
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.ontology.act_fields import ActText
from detente.ontology.acts import Act
from detente.ontology.dyads import heard_on
from detente.ontology.fields import Date, FreeText
from detente.planes.builder import Builder
from detente.planes.limits import MOST_PARTIES, MOST_SCHEDULED
from detente.planes.model import Coefficient, Draw
from detente.planes.quantity import STRICT, Quantity
from detente.planes.schedule import ScheduledAct


class Occasion(BaseModel):
    """A day on which the act is expected, and how probable it then is."""

    model_config = STRICT

    date: Date = Field(description="day on which the act is expected, after as_of")
    probability: Quantity = Field(description="probability that it then happens")


class ScheduledActs(Effect):
    """Exogenous acts with dates and probabilities; anticipation q for each actor.

    Formula
    -------
    The act happens on each date with its probability, independently of the state; a day sees the
    act once, so where a process has brought it already, it does not come again. In received
    memories of actor j it counts 1 − q_j; the same holds for acts of the record that the same
    claim owns. Anticipation belongs to the claim `expected`: where that is false, q is 0.

    Units
    -----
    Probabilities and anticipations in [0, 1].

    Expected sign
    -------------
    That of the act.

    Touches
    -------
    No hazard directly; every memory of the act's class.

    Source
    ------
    Anticipated against unanticipated events after Brandt & Freeman
    (2006), Political Analysis 14(1).
    """

    phase: ClassVar[int] = 0
    domains: ClassVar[Mapping[str, Domain]] = {
        "occasions.probability": PROBABILITY,
        "anticipation": Domain("share", low=0.0, high=1.0),
    }

    effect: Literal["scheduled-acts"] = "scheduled-acts"
    otherwise: Literal["absent"] | None = Field(
        None, description='"absent": without the claim there is no act; required with a claim'
    )
    source: ActorId = Field(description="actor that does it")
    target: ActorId = Field(description="actor that it is done to")
    others: list[ActorId] = Field(
        [],
        alias="with",
        max_length=MOST_PARTIES - 2,
        description="of a joint act of three and more: its parties beside source and target",
    )
    act: ActText = Field(description="the act, TYPE[.mode][/context][@rank][:cameo]")
    prose: FreeText = Field("", description="how a future tells it")
    occasions: list[Occasion] = Field(
        [], max_length=MOST_SCHEDULED, description="dates, each with a probability"
    )
    anticipation: dict[str, Quantity] = Field(
        {}, description="share in which each actor expects the act, by actor"
    )
    expected: str | None = Field(None, description="claim that owns the anticipation")

    @classmethod
    def example_otherwise(cls) -> str:
        """No act without the claim."""
        return '"absent"'

    @property
    def parties(self) -> tuple[str, ...]:
        """All who do it together; of a directed act its source and its target."""
        return (self.source, self.target, *self.others)

    @model_validator(mode="after")
    def _parties_differ(self) -> ScheduledActs:
        if self.others and not self.act.joint:
            raise ValueError(
                _(
                    "'with': {act} is done by one to another; only a joint act, such as "
                    "{example}, has further parties"
                ).format(act=self.act, example="CONSULT.multilateral")
            )
        if self.others and len({*self.parties}) < len(self.parties):
            raise ValueError(_("'with' names a party twice; name each once"))
        return self

    @model_validator(mode="after")
    def _dates_differ(self) -> ScheduledActs:
        for before, after in pairwise(sorted(occasion.date for occasion in self.occasions)):
            if before == after:
                raise ValueError(
                    _("two occasions are on {after}; a day sees the act once").format(after=after)
                )
        return self

    def actors(self) -> list[tuple[str, str]]:
        """Also those who anticipate the acts."""
        return [*super().actors(), *(("anticipation", actor) for actor in self.anticipation)]

    def claims(self) -> list[str]:
        """The owner, and the claim of anticipation."""
        return [*super().claims(), *([self.expected] if self.expected else [])]

    def _expectation(self, actor: str, quantity: Quantity) -> Draw:
        bounds = self.domain("anticipation")
        q = quantity
        return Draw(
            f"{self.id}.anticipation.{actor}",
            q.mean,
            q.sd,
            bounds.low,
            bounds.high,
            q.basis,
            q.reference,
        )

    def lower(self, builder: Builder) -> None:
        """A row for each occasion; anticipations for the record's acts of the claim."""
        when = ((self.expected, 0.0),) if self.expected else ()
        anticipation = {
            actor: Coefficient(self._expectation(actor, quantity), when)
            for actor, quantity in self.anticipation.items()
        }
        if self.claim is not None and anticipation:
            known = builder.past_anticipation.setdefault(self.claim, {})
            known.update(anticipation)
        for occasion in self.occasions:
            day = builder.day_of(occasion.date)
            if day < 0:
                raise ScenarioError(
                    _(
                        "effect '{id}': {date} is not after the as-of date {as_of}; acts up to "
                        "then belong into the record"
                    ).format(id=self.id, date=occasion.date, as_of=builder.as_of)
                )
            if day >= builder.days:
                continue
            builder.schedule(
                ScheduledAct(
                    f"{self.id}@{occasion.date}",
                    self.source,
                    self.target,
                    self.act,
                    day,
                    self.owner.claim,
                    tuple(anticipation.items()),
                    builder.denied(
                        self.coefficient_of(
                            builder,
                            "occasions.probability",
                            f"{occasion.date}",
                            occasion.probability,
                        ),
                        self.owner,
                    ),
                    tuple(self.others),
                )
            )


def announced(
    effects: Iterable[Effect], as_of: dt.date, days: int
) -> Iterator[tuple[tuple[str, ...], Act]]:
    """Acts that effects schedule within the days after a date, each with where it is heard."""
    for effect in effects:
        if isinstance(effect, ScheduledActs):
            dyads = heard_on(effect.source, effect.target, effect.act, effect.others)
            if any(0 < (each.date - as_of).days <= days for each in effect.occasions):
                yield dyads, effect.act
