"""Effects that leave out what holds where their claim is false, or how strong they are.

Where one thing alone can be meant, it is that: a coefficient is 0 where the claim is false. The act
of scheduled acts may say who does it, like that of a process.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from detente.effects.domain import is_numeric
from detente.effects.registry import effects
from detente.language.faults import Faults
from detente.scenario.short.acts import parties
from detente.scenario.short.usual import coefficient


def effect(entry: dict[str, Any], tables: Mapping[str, Any], at: str, faults: Faults) -> Any:
    """An effect with what it leaves out."""
    name = entry.get("effect")
    if name == "scheduled-acts":
        entry = parties(entry, at, faults)
    theta = coefficient(str(name), entry.get("coefficient"))
    if theta is not None and theta is not entry.get("coefficient"):
        entry = {**entry, "coefficient": theta}
    if "claim" not in entry or "otherwise" in entry or not isinstance(name, str):
        return entry
    usual = usual_otherwise(name)
    if usual is None:
        return entry
    full: dict[str, Any] = {}
    for key, value in entry.items():
        full |= {key: value} | ({"otherwise": usual} if key == "claim" else {})
    return full


@cache
def usual_otherwise(name: str) -> float | str | None:
    """What an effect has where its claim is false, if no more than one thing can be meant.

    A coefficient is 0 then, and of words there may be one alone. A gate may be open or closed: that
    has to be said.
    """
    known = effects().get(name)
    if known is None or "otherwise" not in known.model_fields:
        return None
    annotation = known.model_fields["otherwise"].annotation
    words = [
        word
        for part in (annotation, *get_args(annotation))
        if get_origin(part) is Literal
        for word in get_args(part)
    ]
    if not words and any(is_numeric(part) for part in (annotation, *get_args(annotation))):
        return 0.0
    return str(words[0]) if len(words) == 1 else None
