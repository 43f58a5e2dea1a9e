"""The toy scenario with states and levels, played in full."""

from __future__ import annotations

from typing import Any

from detente.scenario.scenario import Scenario
from tests.engine.worlds import add, only, plain, rates, toy
from tests.scenario.mutated import Raw, by_id


def state(name: str = "truce", **keys: Any) -> Raw:
    """A state; keywords ending in an underscore are written without it."""
    return {"id": name, "title": "The truce"} | {k.rstrip("_"): v for k, v in keys.items()}


def move(**keys: Any) -> Raw:
    """A transition."""
    return {k.rstrip("_"): v for k, v in keys.items()}


def hazard(per_year: float) -> Raw:
    """A hazard without uncertainty."""
    return {"per_year": per_year, "sd": 0.0, "basis": "judgement", "reference": "a test"}


def level(name: str = "stock", **keys: Any) -> Raw:
    """A level."""
    return {"id": name, "title": "The stock"} | {k.rstrip("_"): v for k, v in keys.items()}


def size(process: str, *cases: Raw, **keys: Any) -> Any:
    """Give the acts of a process a size, or sizes of which the first counts that applies."""

    def change(raw: Raw) -> None:
        by_id(raw["processes"], process)["size"] = list(cases) or keys

    return change


def world(*changes: Any, **per_year: float) -> Scenario:
    """The toy without effects, with these processes at these rates, changed."""
    names = [name.replace("_", "-") for name in per_year]
    return toy(only(*names), plain, rates(**per_year), *changes)


__all__ = ["add", "hazard", "level", "move", "size", "state", "world"]
