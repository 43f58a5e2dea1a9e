"""What a benchmark is: a function from options to figures, each beside its target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCENARIO = "us-russia-2024"
REMEDY = "`make bench` installs it"


@dataclass(frozen=True, slots=True)
class Options:
    """What every benchmark is told.

    `quick` asks for a rough answer in a few seconds, to see that it runs; `chart` names the file
    that a benchmark draws.
    """

    quick: bool = False
    chart: Path | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A bound that a figure should keep, from below or from above."""

    bound: float
    above: bool = False

    def reached(self, value: float) -> bool:
        """Whether the value keeps the bound."""
        return value >= self.bound if self.above else value <= self.bound

    def __str__(self) -> str:
        """Such as ``≥ 100``."""
        return f"{'≥' if self.above else '≤'} {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, its spread over the rounds, and its target."""

    what: str
    value: float
    unit: str = ""
    rounds: tuple[float, ...] = ()
    target: Target | None = None

    def document(self) -> dict[str, Any]:
        """Plain data."""
        found: dict[str, Any] = {"what": self.what, "value": self.value, "unit": self.unit}
        if self.rounds:
            found["rounds"] = list(self.rounds)
        if self.target is not None:
            found["target"] = str(self.target)
            found["reached"] = self.target.reached(self.value)
        return found


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of a benchmark; `notes` say how they are to be read, `data` is for charts."""

    title: str
    figures: list[Figure]
    notes: list[str] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "title": self.title,
            "figures": [figure.document() for figure in self.figures],
            "notes": self.notes,
            **({"data": self.data} if self.data else {}),
        }


Benchmark = Callable[[Options], Result]


class NotInstalledError(Exception):
    """A benchmark needs a package that is not there."""
