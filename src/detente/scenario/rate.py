"""How a scenario states a rate: judged, or counted in one period or in several."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import (
    BaseModel,
    BeforeValidator,
    Discriminator,
    Field,
    FiniteFloat,
    Tag,
    model_validator,
)

from detente.language.current import gettext as _
from detente.ontology.fields import SMALLEST, Date, Text
from detente.ontology.usual.pairs import Dyad
from detente.planes.quantity import STRICT, Basis
from detente.planes.rate import Holds, Rate, counted

MOST_DAYS = 366_000
"""Days of a period: a thousand years."""

MOST_PERIODS = 100

HoldsKey = Annotated[
    Holds,
    Field(
        description='when the rate holds: "as-things-stand", at the start with every claim at its '
        'credence, or "claims-false", with every claim false'
    ),
]


class JudgedRate(BaseModel):
    """A rate that somebody judges, or that the literature gives.

    `per_year` is the mean of what one believes; the law is log-normal with `sd` on the log scale.
    """

    model_config = STRICT

    per_year: FiniteFloat = Field(
        ge=SMALLEST,
        lt=350,
        description="mean of the days a year that see the act; above 0, below 350",
    )
    sd: FiniteFloat = Field(
        ge=0,
        le=3,
        description="uncertainty on the log scale, 0 to 3: 0.4 is a factor of 1.5 either way",
    )
    basis: Basis = Field(
        description="where the number comes from: judgement, literature, record or fitted"
    )
    reference: Text = Field(description="where the number comes from")
    holds: HoldsKey = "as-things-stand"

    def rate(self) -> Rate:
        """What it says of the process."""
        return Rate(self.per_year, self.sd, self.basis, self.reference, holds=self.holds)

    def periods(self) -> list[Period]:
        """None: nothing was counted."""
        return []


class UsualRate(JudgedRate):
    """What stands in the place of a rate that is left out: the usual one of a kind of pair."""

    dyad: Dyad


class Period(BaseModel):
    """A period in which the act was counted."""

    model_config = STRICT

    events: int = Field(ge=0, le=MOST_DAYS, description="days of the period that saw the act")
    days: int = Field(ge=1, le=MOST_DAYS, description="days that were looked at, from 1")
    until: Date = Field(description="last of these days, at most as_of")
    reference: Text = Field(description="who counted, and where")

    @model_validator(mode="after")
    def _days_hold_the_events(self) -> Period:
        if self.events > self.days:
            raise ValueError(
                _(
                    "{events} events in {days} days are too many: count the days that saw the "
                    "act, at most 'days'"
                ).format(events=self.events, days=self.days)
            )
        return self

    @property
    def said(self) -> str:
        """The count and where it comes from."""
        return f"on {self.events:,} of {self.days:,} days up to {self.until}: {self.reference}"


class CountedRate(Period):
    """A rate that follows from a count; its law is the Gamma posterior under Jeffreys' prior."""

    holds: HoldsKey = "as-things-stand"

    def rate(self) -> Rate:
        """What it says of the process."""
        return counted([(self.events, self.days)], self.said, self.holds)

    def periods(self) -> list[Period]:
        """The one."""
        return [self]


class PooledRate(BaseModel):
    """A rate that follows from counts of several periods or classes of reference.

    Where they differ by more than chance, the spread is wider.
    """

    model_config = STRICT

    observed: list[Period] = Field(
        min_length=1, max_length=MOST_PERIODS, description="the periods, each with its count"
    )
    holds: HoldsKey = "as-things-stand"

    @model_validator(mode="after")
    def _counts_differ(self) -> PooledRate:
        for number, period in enumerate(self.observed, start=1):
            if period in self.observed[: number - 1]:
                raise ValueError(
                    _("observed[{number}] stands there before: count what was seen once").format(
                        number=number
                    )
                )
        return self

    def rate(self) -> Rate:
        """What they say of the process together."""
        counts = [(period.events, period.days) for period in self.observed]
        return counted(counts, "; ".join(period.said for period in self.observed), self.holds)

    def periods(self) -> list[Period]:
        """All of them."""
        return self.observed


_JUDGED, _COUNTED, _POOLED = (
    frozenset({"per_year", "sd", "basis"}),
    frozenset({"events", "days", "until"}),
    frozenset({"observed"}),
)


def _one_kind(value: object) -> object:
    if not isinstance(value, dict | BaseModel):
        raise ValueError(
            _(
                "give a table: what was counted, { events = 4, days = 365, until = "
                '2024-11-18, reference = "…" }, or what is judged, { per_year = 4, sd = '
                '0.5, basis = "judgement", reference = "…" }'
            )
        )
    if isinstance(value, dict):
        given = [kind & value.keys() for kind in (_JUDGED, _COUNTED, _POOLED)]
        if sum(bool(keys) for keys in given) > 1:
            raise ValueError(
                _(
                    "state what was counted (events, days, until, or a list of these under "
                    "observed), or what is judged (per_year, sd, basis), not both"
                )
            )
    return value


def _form(value: object) -> str:
    """Which of the tables is meant."""
    if isinstance(value, dict):
        if _POOLED & value.keys():
            return PooledRate.__name__
        return CountedRate.__name__ if _COUNTED & value.keys() else JudgedRate.__name__
    return type(value).__name__ if isinstance(value, BaseModel) else JudgedRate.__name__


StatedRate = Annotated[
    Annotated[JudgedRate, Tag(JudgedRate.__name__)]
    | Annotated[CountedRate, Tag(CountedRate.__name__)]
    | Annotated[PooledRate, Tag(PooledRate.__name__)],
    Discriminator(_form),
    BeforeValidator(_one_kind),
]


def late(stated: JudgedRate | CountedRate | PooledRate, as_of: dt.date) -> dt.date | None:
    """Last day of a period that ends after `as_of`; None if none does."""
    return next((p.until for p in stated.periods() if p.until > as_of), None)
