"""Whether the relation index stays above (or below) a level."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, FiniteFloat

from detente.outcomes.base import Outcome, Question
from detente.planes.builder import Builder


class IndexHeld(Outcome):
    """The first day on which the relation index has been at `level` or beyond for `days` days."""

    kind: Literal["index-held"] = Field(
        "index-held", description="index-held: whether the relation index stays beyond a level"
    )
    pair: tuple[str, str] = Field(
        strict=False, description="the two actors; [[index]] must follow them"
    )
    level: FiniteFloat = Field(ge=-10, le=10, description="level of the index, in [−10, 10]")
    days: int = Field(
        ge=1, le=3660, description="days running on which the index is at the level or beyond"
    )
    side: Literal["above", "below"] = Field(
        "above", description="above: at the level or more; below: at the level or less"
    )

    def question(self, builder: Builder) -> Question:
        """The index plane of the pair."""
        first, last = self.window(builder)
        return Question(
            self.id,
            first,
            last,
            plane=builder.index_plane(*self.pair),
            sign=1.0 if self.side == "above" else -1.0,
            level=self.level,
            days=self.days,
        )
