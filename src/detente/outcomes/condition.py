"""Whether, and when, a condition comes to hold, or goes on holding."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field, model_validator

from detente.conditions.lower import plane_of
from detente.conditions.model import Condition
from detente.language.current import gettext as _
from detente.language.faults import told_of
from detente.ontology.fields import Date
from detente.outcomes.base import Outcome, Question
from detente.planes.builder import Builder
from detente.planes.model import Phase

HOLDS = 0.5
"""Value of a condition's plane from which on it holds."""


class ConditionOutcome(Outcome):
    """The first day of the window on whose evening a condition holds.

    With `on` the window is one day. With `throughout` it comes about where the condition holds on
    every day of the window, and is dated its last day.
    """

    kind: Literal["condition"] = Field(
        "condition", description="condition: whether and when a condition holds"
    )
    when: Condition = Field(description="the condition, as it is on the evening of each day")
    on: Date | Literal["end"] | None = Field(
        None, description='the one day that counts, or "end", the last one played'
    )
    throughout: bool = Field(
        False, description="whether it has to hold on every day of the window, not on one"
    )

    @model_validator(mode="after")
    def _one_window(self) -> ConditionOutcome:
        if self.on is None:
            return self
        if self.since is not None or self.until is not None:
            raise ValueError(_("'on' is one day; leave out 'since' and 'until'"))
        if self.throughout:
            raise ValueError(_("'throughout' asks of a window, 'on' of one day; keep one"))
        return self

    def window(self, builder: Builder) -> tuple[int, int]:
        """First and last day of the window."""
        if self.on is None:
            return super().window(builder)
        day = builder.day_of(self.on) if isinstance(self.on, dt.date) else builder.days - 1
        return day, day

    def question(self, builder: Builder) -> Question:
        """The plane of the condition, on its evenings."""
        first, last = self.window(builder)
        with builder.at(Phase.EVENING), told_of("when"):
            plane = plane_of(self.when, builder)
        days = max(last - first + 1, 1) if self.throughout else 1
        return Question(self.id, first, last, plane=plane, level=HOLDS, days=days, evening=True)
