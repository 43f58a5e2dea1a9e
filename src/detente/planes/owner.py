"""Who owns a part of the model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns what an effect adds: a claim and its `otherwise`, or the background."""

    effect: str
    claim: str | None = None
    otherwise: float = 0.0
