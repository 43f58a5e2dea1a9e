"""Whether, and when, acts happen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from detente.language.current import gettext as _
from detente.outcomes.base import Outcome, Question
from detente.planes.builder import Builder
from detente.planes.quantity import together


class ActsOutcome(Outcome):
    """The first day by which named processes have happened `at_least` times.

    With `after` and `within`, only acts in the `within` days after the first passage of another
    outcome count.
    """

    model_config = together(("after", "within"))

    kind: Literal["acts"] = Field(
        "acts", description="acts: whether and when processes have happened"
    )
    on: list[str] = Field(min_length=1, description="processes or groups whose acts count")
    at_least: int = Field(1, ge=1, le=1_000_000, description="how many acts it takes")
    after: str | None = Field(
        None, description="id of another outcome: only acts after its first day count"
    )
    within: int | None = Field(
        None, ge=1, le=3660, description="days after that outcome in which acts count"
    )

    @model_validator(mode="after")
    def _after_needs_within(self) -> ActsOutcome:
        if (self.after is None) != (self.within is None):
            raise ValueError(_("'after' and 'within' go together"))
        return self

    def question(self, builder: Builder) -> Question:
        """Rows of the named processes and of scheduled acts of the same kind."""
        first, last = self.window(builder)
        processes = builder.select(self.on)
        rows = [p.id for p in processes]
        rows += builder.scheduled_alike(processes)
        return Question(
            self.id,
            first,
            last,
            rows=rows,
            at_least=self.at_least,
            after=self.after,
            within=self.within or 0,
        )
