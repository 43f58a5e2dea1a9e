"""What an example of an effect is: entries on the toy scenario, and the sign that they declare."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

Entry = dict[str, Any]
D = dt.date


def quantity(mean: float) -> Entry:
    """A number without uncertainty."""
    return {"mean": mean, "sd": 0.0, "basis": "judgement", "reference": "a test"}


@dataclass(frozen=True)
class Moves:
    """The sign that the effect declares, as something that can be seen.

    With the effect rather than without it, the mean chance of `process` goes `way`. Where the
    effect answers to acts, `busy` names a process: the same comparison between a history in which
    it happens every fourth day and one in which it never does.
    """

    process: str
    way: Literal["up", "down", "wider"]
    busy: str | None = None


@dataclass(frozen=True)
class Example:
    """Entries as in a scenario file, the effect under test last, and its declared sign."""

    name: str
    entries: tuple[Entry, ...]
    moves: tuple[Moves, ...]
    background: tuple[tuple[str, object], ...]
    """what makes the effect nothing: replaced keys (dotted), none where only a claim can"""
    beside: tuple[tuple[str, object], ...] = ()
    """what the claim owns beside the coefficient, as it is where the claim is false"""

    @property
    def entry(self) -> Entry:
        """The effect under test."""
        return self.entries[-1]

    @property
    def helpers(self) -> tuple[Entry, ...]:
        """The others."""
        return self.entries[:-1]


OWNED: Entry = {"claim": "held", "otherwise": 0.0}
NONE = (("coefficient", quantity(0.0)),)
