"""The protocol of an outcome: a question that the kernel can answer while it plays."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import Field, model_validator

from detente.conditions.given import Given
from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.fields import Date, FreeText, Identifier, Text
from detente.ontology.titled import Titled
from detente.planes.builder import Builder
from detente.planes.model import Phase
from detente.planes.quantity import STRICT


@dataclass(slots=True)
class Question:
    """An outcome in the kernel's terms: rows that count, or a plane that is watched."""

    id: str
    first_day: int
    last_day: int
    rows: list[str] = field(default_factory=list)
    plane: str | None = None
    sign: float = 1.0
    level: float = 0.0
    days: int = 1
    at_least: int = 1
    after: str | None = None
    within: int = 0
    evening: bool = False
    """whether the plane is looked at in the evening, with the day's own acts"""


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a plane on one evening of each path.

    That of `day`, or of the first passage of the outcome `upon`; no value on paths that never see
    that one.
    """

    id: str
    plane: str
    day: int | None = None
    upon: str | None = None


class Asked(Titled):
    """What a scenario asks of every future.

    What is `listed` stands in the tables that `simulate` prints, the rest serves signs and
    comparisons.
    """

    model_config = STRICT

    id: Identifier = Field(description="name, unique among the outcomes")
    title: Text = Field(
        "", description="what is asked, as the table prints it; by default its id in words"
    )
    listed: bool = Field(True, description="whether `detente simulate` prints it")
    note: FreeText = Field("", description="free text")


class Outcome(Asked):
    """A dated question with a yes or no on every path; `since` and `until` bound its window."""

    since: Date | None = Field(
        None, description="first day that counts; by default the first day played"
    )
    until: Date | None = Field(
        None, description="first day that no longer counts; by default the end of the horizon"
    )
    given: Given | None = Field(
        None,
        description="id of another outcome, or a condition on the last evening of the window: its "
        "chance given that, and that of both, are told beside its own",
    )

    @model_validator(mode="after")
    def _window_is_open(self) -> Outcome:
        if self.since and self.until and self.until <= self.since:
            raise ValueError(
                _("until {until} is not after since {since}").format(
                    until=self.until, since=self.since
                )
            )
        return self

    def window(self, builder: Builder) -> tuple[int, int]:
        """First and last day of the window."""
        first = builder.day_of(self.since) if self.since else 0
        last = builder.day_of(self.until) - 1 if self.until else builder.days - 1
        return max(first, 0), min(last, builder.days - 1)

    def question(self, builder: Builder) -> Question:
        """Write the outcome down for the kernel."""
        raise NotImplementedError

    def given_reading(self, builder: Builder) -> Reading | None:
        """The condition that it is given, on the last evening of its window; None if it has none.

        ``given:ID`` is what the reading is called.
        """
        if self.given is None or isinstance(self.given, str):
            return None
        return condition_reading(f"given:{self.id}", self.given, builder, self.window(builder)[1])


def condition_reading(
    name: str,
    condition: Condition,
    builder: Builder,
    day: int | None = None,
    upon: str | None = None,
) -> Reading:
    """Whether a condition holds on an evening: 1 or 0."""
    with builder.at(Phase.EVENING), told_of("given"):
        return Reading(name, plane_of(condition, builder), day, upon)
