"""Whether a latch of an effect falls."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.outcomes.base import Outcome, Question
from detente.planes.builder import Builder


class LatchOutcome(Outcome):
    """The first day on which the latch that an effect offers has fallen."""

    kind: Literal["latch"] = Field(
        "latch", description="latch: whether a latch, such as a red line, has fallen"
    )
    of: str = Field(description="id of the effect that has the latch: a red-line, lock or offer")

    def question(self, builder: Builder) -> Question:
        """The first plane that the effect publishes."""
        first, last = self.window(builder)
        if self.of not in builder.published:
            raise ScenarioError(
                _("outcome '{id}': effect '{of}' has no latch").format(id=self.id, of=self.of)
                + did_you_mean(self.of, builder.published)
            )
        plane = builder.published[self.of][0]
        return Question(self.id, first, last, plane=plane, level=1e-12)
