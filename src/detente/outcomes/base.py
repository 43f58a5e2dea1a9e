"""The protocol of an outcome: a question that the kernel can answer while it plays."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import BaseModel, Field, model_validator

from detente.language.current import gettext as _
from detente.ontology.fields import Date, FreeText, Identifier, Text
from detente.planes.builder import Builder
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
    value: str | None = None
    """plane whose value is asked, on the evening of `value_day` or of the first passage of
    `value_at`"""
    value_day: int | None = None
    value_at: str | None = None


class Outcome(BaseModel):
    """A dated question with a yes or no on every path.

    `since` and `until` bound the window, half-open; `listed` outcomes stand in the table that
    `simulate` prints, the others serve signs and comparisons.
    """

    model_config = STRICT

    id: Identifier = Field(description="name, unique among the outcomes")
    title: Text = Field(description="the outcome as the table prints it")
    since: Date | None = Field(
        None, description="first day that counts; by default the first day played"
    )
    until: Date | None = Field(
        None, description="first day that no longer counts; by default the end of the horizon"
    )
    listed: bool = Field(True, description="whether `detente simulate` prints it")
    note: FreeText = Field("", description="free text")

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
