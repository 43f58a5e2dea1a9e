"""What can be seen of a future: an outcome by a day, a claim, an amount, an act, a condition."""

from __future__ import annotations

from dataclasses import dataclass

from detente.conditions.model import Condition
from detente.seen.span import Span


@dataclass(frozen=True, slots=True)
class OutcomeSeen:
    """An outcome of the scenario first comes about in a span; without one at any time."""

    outcome: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """A claim holds."""

    claim: str


@dataclass(frozen=True, slots=True)
class AmountSeen:
    """An amount, where it is asked, lies at a threshold or beyond, or is one of some values."""

    amount: str
    above: float | None = None
    below: float | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActSeen:
    """A process, or one of a group, happens on some day of a span; without one on any."""

    process: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ConditionSeen:
    """A condition holds on some evening of a span; without one on the last evening."""

    condition: Condition
    span: Span | None = None


What = OutcomeSeen | ClaimSeen | AmountSeen | ActSeen | ConditionSeen
"""All that can be seen."""
