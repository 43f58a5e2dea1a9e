"""A hand held out, but not yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Discriminator, Field, Tag, model_validator

from detente.conditions.lower import event_of
from detente.conditions.model import ActsCondition, Condition, ProcessesCondition
from detente.effects.base import ActorId, Effect
from detente.effects.domain import Domain
from detente.effects.doors import AJAR, add_gates
from detente.effects.waits import Wait
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.act_fields import Acts
from detente.ontology.dyads import spelled, towards
from detente.ontology.fields import Date, Share
from detente.planes.builder import Builder
from detente.planes.model import NEVER_HELD, Coefficient, Draw, Op
from detente.planes.quantity import together


def _date_or_condition(value: object) -> str:
    return "condition" if isinstance(value, Mapping | BaseModel) else "date"


When = Annotated[
    Annotated[Date, Tag("date")] | Annotated[Condition, Tag("condition")],
    Discriminator(_date_or_condition),
]
"""A date, or a condition."""


class Offer(Effect):
    """A gate on the actor's side, closed until a date, an inauguration, an act or a condition.

    Formula
    -------
    g = `ajar` until it opens, 1 afterwards. It opens on the date `opens`, or once the condition
    `opens` becomes true; when `opens_with` takes office; or after the first act of `opens_after`
    on `opens_after_dyad`, in play or on record; with none of them it stays closed. With `closes`
    it closes again on a day on which that condition is true, and opens when `opens` becomes true
    anew: a concession that is taken back.

    Units
    -----
    A factor of the hazard in [0, 1].

    Expected sign
    -------------
    Negative while closed.

    Touches
    -------
    The named processes that the actor starts or shares.

    Source
    ------
    Conditional offers after Schelling (1960), The Strategy of Conflict.
    """

    model_config = together(("claim", "otherwise"), ("opens_after", "opens_after_dyad"))

    domains: ClassVar[Mapping[str, Domain]] = {
        "ajar": AJAR,
    }

    effect: Literal["offer"] = "offer"
    otherwise: Literal["open", "closed"] | None = Field(
        None,
        description='"open" or "closed": what the gate is without the claim; required with a claim',
    )
    actor: ActorId = Field(description="actor that holds back")
    on: list[str] = Field(min_length=1, description="processes or groups that it gates")
    ajar: Share = Field(0.0, description="value of the gate while it is closed")
    opens: When | None = Field(
        None,
        description="first day on which the gate is open, or a condition that opens it when it "
        "becomes true; an act is that of each single day",
    )
    closes: Condition | None = Field(
        None, description="a condition that closes it again, until what opens it comes anew"
    )
    opens_with: str | None = Field(
        None, description="id of the office holder whose start opens the gate"
    )
    opens_after: Acts | None = Field(None, description="acts whose first one opens the gate")
    opens_after_dyad: str | None = Field(
        None,
        description="dyad of that act: A>B, joint ones included, or A~B for these alone",
    )

    @classmethod
    def example_otherwise(cls) -> str:
        """The gate without the claim."""
        return '"open"'

    @model_validator(mode="after")
    def _opens_one_way(self) -> Offer:
        ways = [self.opens, self.opens_with, self.opens_after]
        if sum(way is not None for way in ways) > 1:
            raise ValueError(_("give one of opens, opens_with and opens_after, not several"))
        if self.closes is not None and all(way is None for way in ways):
            raise ValueError(_("closes needs what opens it: give opens, opens_with or opens_after"))
        if (self.opens_after is None) != (self.opens_after_dyad is None):
            raise ValueError(_("opens_after and opens_after_dyad go together"))
        if self.opens_after_dyad is not None and not re.fullmatch(
            r"[^>~]+[>~][^>~]+", self.opens_after_dyad
        ):
            raise ValueError(_("write opens_after_dyad as A>B, or A~B for joint acts"))
        return self

    def actors(self) -> list[tuple[str, str]]:
        """Also those of the dyad whose act opens the gate."""
        dyad = re.split("[>~]", self.opens_after_dyad or "")
        return [*super().actors(), *(("opens_after_dyad", actor) for actor in dyad if actor)]

    def _heard(self) -> tuple[str, ...]:
        """Where the opening act is heard: of ``A>B`` also what the two do together.

        An act that has no direction of its own is that of ``A~B``; where it alone is waited for,
        ``A>B`` is a mistake.
        """
        dyad = spelled(self.opens_after_dyad or "")
        if ">" not in dyad or self.opens_after is None or self.opens_after.joint:
            return (dyad,)
        return towards(*dyad.split(">"))

    def waits(self, builder: Builder) -> Iterator[Wait]:
        """The opening act."""
        if self.opens_after is not None:
            yield Wait("opens_after", self.opens_after, self._heard())

    def lower(self, builder: Builder) -> None:
        """A gate for each process."""
        for process in builder.select(self.on):
            builder.side(process, self.actor)
        plane = self._opened(builder) if self.closes is None else self._swings(builder)
        builder.publish(self.id, plane)
        add_gates(self, builder, self.actor, plane, self.ajar)

    def _opened(self, builder: Builder) -> str:
        """1 once it has opened."""
        if self.opens_after is not None:
            pulses = builder.memories(self._heard(), self.opens_after, 0)
            return builder.latch(builder.total(pulses), Coefficient(Draw("half", 0.5)), None)
        if self.opens is None or isinstance(self.opens, dt.date):
            return self._dated(builder)
        with told_of("opens"):
            age = builder.derived(Op.AGE, event_of(self.opens, builder))
        return builder.derived(Op.AT_MOST, age, c1=NEVER_HELD / 2)

    def _dated(self, builder: Builder) -> str:
        """1 from the day on which it opens."""
        date = self._date(builder)
        plane = builder.calendar(
            f"level:offer:{date or 'never'}", lambda d: float(date is not None and d >= date)
        )
        return plane if self.opens_with is None else builder.where_held(plane, self.opens_with)

    def _date(self, builder: Builder) -> dt.date | None:
        if self.opens_with is not None:
            return builder.tenure(self.opens_with, elect=False)[0]
        return self.opens if isinstance(self.opens, dt.date) else None

    def _swings(self, builder: Builder) -> str:
        """1 while what opens it has come later than what closes it."""
        assert self.closes is not None
        with told_of("closes"):
            goes = builder.derived(Op.AGE, event_of(self.closes, builder))
        return builder.derived(Op.LESS, self._since_it_came(builder), goes)

    def _since_it_came(self, builder: Builder) -> str:
        """Days since what opens it came last; what holds at the start came then."""
        if self.opens_after is not None:
            acts = builder.acts_of_day(self._heard(), self.opens_after)
            return builder.derived(Op.AGE, builder.derived(Op.AT_LEAST, acts, c1=1.0))
        if self.opens is None or isinstance(self.opens, dt.date):
            date = self._date(builder)
            age = builder.calendar(
                f"age:offer:{date or 'never'}",
                lambda d: NEVER_HELD if date is None or d < date else float((d - date).days),
            )
            if self.opens_with not in builder.possible:
                return age
            comes = builder.derived(Op.ROSE, self._dated(builder))
            return builder.derived(Op.AGE, comes)
        with told_of("opens"):
            comes = event_of(self.opens, builder)
        if not _of_single_days(self.opens):
            comes = builder.derived(Op.ROSE, comes)
        return builder.derived(Op.AGE, comes)


def _of_single_days(condition: Condition) -> bool:
    """Whether a condition is an act of each single day, so that every one comes anew."""
    return (
        isinstance(condition, ActsCondition | ProcessesCondition)
        and condition.within is None
        and condition.since is None
        and condition.for_ is None
    )
