"""How large something is on a date: a level, an index, a state, a number of acts or of days."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Literal

from pydantic import Field, model_validator

from detente.conditions.given import Given
from detente.conditions.lower import plane_of
from detente.conditions.model import ActsCondition, Condition, ProcessesCondition
from detente.conditions.vain import MOST_TONE
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.fields import Date
from detente.outcomes.base import Asked, Reading, condition_reading
from detente.outcomes.counted import Counted, from_day, number_plane
from detente.planes.builder import Builder
from detente.planes.model import Op, Phase

WHAT = ("level", "index", "state", "acts", "days")
"""Keys of which one says what is asked."""

PARTIES = "parties"
"""What is counted where acts are told by who did them, or to whom."""

COUNTED = ("acts", "days")
"""Those of them that are counted from a day on."""


class Amount(Asked):
    """How large something is on a date, at the end, or when an outcome first comes.

    No yes or no, but a distribution over the futures; of a state, the chance of each value.
    """

    kind: Literal["amount"] = Field(
        "amount", description="amount: how large something is on a date, or how far it has come"
    )
    level: str | None = Field(None, description="id of a level: in its unit")
    index: tuple[str, str] | None = Field(
        None, strict=False, description="the relation index of two actors; [[index]] must follow it"
    )
    state: str | None = Field(None, description="id of a state: which value it has")
    acts: Counted | None = Field(
        None,
        description="processes or groups, or a table such as { act = CLASS, by = DYADS } or { on = "
        '[…], distinct = "source" }: how many acts, or parties, counted from `since` on',
    )
    days: Condition | None = Field(
        None, description="a condition: on how many days it has held, from `since` on"
    )
    since: Date | None = Field(
        None,
        description="first day that counts, of acts also before as_of; by default the first day "
        "played",
    )
    on: Date | Literal["end"] | None = Field(
        None, description='the day on whose evening it is asked, or "end", the default'
    )
    upon: str | None = Field(
        None, description="id of an outcome: asked on the evening of its first day instead"
    )
    given: Given | None = Field(
        None,
        description="id of an outcome, or a condition: asked also in the futures that see it alone",
    )

    @model_validator(mode="after")
    def _one_thing(self) -> Amount:
        said = [key for key in WHAT if getattr(self, key) is not None]
        if len(said) != 1:
            raise ValueError(
                _("name one of {keys}, what is asked; here stand {said}").format(
                    keys=", ".join(WHAT), said=", ".join(said)
                )
                if said
                else _("name one of {keys}, what is asked").format(keys=", ".join(WHAT))
            )
        if self.since is not None and said[0] not in COUNTED:
            raise ValueError(
                _("'since' goes with what is counted, acts or days, not with {key}").format(
                    key=said[0]
                )
            )
        if self.acts is not None and not isinstance(self.acts, list):
            _check_counted(self.acts)
        if self.on is not None and self.upon is not None:
            raise ValueError(_("give 'on' or 'upon', not both"))
        return self

    @property
    def what(self) -> str:
        """The key that says what is asked."""
        return next(key for key in WHAT if getattr(self, key) is not None)

    @property
    def whole(self) -> bool:
        """Whether it is a whole number: of acts or parties, or of days."""
        return self.what in COUNTED and (self.acts is None or not self.counted.weights)

    @property
    def counted(self) -> ActsCondition | ProcessesCondition:
        """The acts that it counts."""
        if isinstance(self.acts, list):
            return ProcessesCondition.model_validate({"on": self.acts})
        assert isinstance(self.acts, ActsCondition | ProcessesCondition)
        return self.acts

    def unit(self, units: Mapping[str, str]) -> str:
        """What it is counted in, empty if nothing; `units` are those of the levels, by id."""
        if self.what in COUNTED:
            return PARTIES if self.acts is not None and self.counted.distinct else self.what
        return "" if self.level is None else units.get(self.level, "")

    def bounds(self, levels: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
        """Between which it lies; `levels` are the bounds of the levels, by id."""
        if self.what in COUNTED:
            return 0.0, math.inf
        if self.index is not None:
            return -MOST_TONE, MOST_TONE
        return (-math.inf, math.inf) if self.level is None else levels[self.level]

    def day(self, builder: Builder) -> int | None:
        """The day on whose evening it is asked; None where an outcome decides."""
        if self.upon is not None:
            return None
        return builder.day_of(self.on) if isinstance(self.on, dt.date) else builder.days - 1

    def reading(self, builder: Builder) -> Reading:
        """Write it down for the kernel."""
        with builder.at(Phase.EVENING):
            return Reading(self.id, self._plane(builder), self.day(builder), self.upon)

    def given_reading(self, builder: Builder) -> Reading | None:
        """The condition that it is given, on the same evening; None if it has none."""
        if self.given is None or isinstance(self.given, str):
            return None
        day = self.day(builder)
        return condition_reading(f"given:{self.id}", self.given, builder, day, self.upon)

    def _plane(self, builder: Builder) -> str:
        if self.level is not None:
            return builder.level(self.level)
        if self.index is not None:
            return builder.index_plane(*self.index)
        if self.state is not None:
            return builder.state(self.state).name
        if self.acts is not None:
            with told_of("acts"):
                return number_plane(self.counted, self.since, builder)
        assert self.days is not None
        with told_of("days"):
            # a plane of its own: days are counted of the play, and none of the record's
            held = builder.derived(Op.ALL, plane_of(self.days, builder))
        return from_day(held, self.since or builder.date_of(0), builder)


def _check_counted(acts: Condition) -> None:
    """Refuse a condition that counts no acts, or says more than what is to be counted."""
    if not isinstance(acts, ActsCondition | ProcessesCondition):
        raise ValueError(_("acts: count acts, with act or on, not another condition"))
    for key, said in (
        ("at_least", acts.at_least != 1),
        ("since", acts.since is not None),
        ("for", acts.for_ is not None),
    ):
        if said:
            raise ValueError(
                _("acts: '{key}' has no place where a number is asked for").format(key=key)
            )
