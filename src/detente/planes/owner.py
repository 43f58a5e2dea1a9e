"""Who owns a part of the model."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Owner:
    """Who owns what an effect adds: a claim and its `otherwise`, or the background.

    A claim that `denies` takes away what the background would do: where it holds, the effect does
    not act.
    """

    effect: str
    claim: str | None = None
    otherwise: float = 0.0
    denies: bool = False
