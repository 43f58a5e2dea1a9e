"""A process: an act on a dyad or pair that has a hazard."""

from __future__ import annotations

from dataclasses import dataclass

from detente.ontology.acts import Act
from detente.planes.quantity import Rate


@dataclass(frozen=True, slots=True)
class Process:
    """An act that a scenario lets happen.

    `first_day` and `last_day` bound the days at risk (a counterpart in office or elect);
    `joint` acts have one hazard for the pair.
    """

    id: str
    title: str
    source: str
    target: str
    act: Act
    prose: str
    rate: Rate
    first_day: int
    last_day: int
    counterpart: str | None = None
    expected: float | None = None
    """Days a year that the background is to realise, where that is not the usual rate"""

    @property
    def expected_per_day(self) -> float:
        """Probability of a day with the act that the background is to realise."""
        return self.rate.per_day if self.expected is None else self.expected / 365.25

    @property
    def joint(self) -> bool:
        """Whether the record writes the act down for both sides."""
        return self.act.joint

    @property
    def pair(self) -> tuple[str, str]:
        """The two actors in alphabetical order."""
        return (
            (self.source, self.target) if self.source < self.target else (self.target, self.source)
        )

    @property
    def dyad(self) -> str:
        """``A>B`` for directed acts, ``A~B`` in alphabetical order for joint ones."""
        return "~".join(self.pair) if self.joint else f"{self.source}>{self.target}"

    @property
    def stable_name(self) -> str:
        """What the draws of this process hang on: source, target, act with its qualifiers."""
        who = f"|with={self.counterpart}" if self.counterpart else ""
        return f"act:{self.dyad}:{self.act}{who}"

    @property
    def baseline_name(self) -> str:
        """Name of the draw of the baseline α."""
        return f"rate:{self.stable_name}"
