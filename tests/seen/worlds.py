"""Worlds in which what is seen has an answer that can be written down."""

from __future__ import annotations

import functools
from typing import Any

from detente.public.kind import as_kind
from detente.public.play import Ensemble, Scenario
from detente.scenario.scenario import Scenario as Plain
from tests.engine.worlds import add, only, plain, rates, tendency, toy
from tests.ensemble.asked import STOCK, TRUCE, amount
from tests.scenario.mutated import Raw, claim


def owned(name: str, on: str, theta: float) -> Raw:
    """A constant term of a claim on how often a process comes; nothing where it is false."""
    return tendency(name, "USA", on, theta) | {"claim": name, "otherwise": 0.0}


def public(scenario: Plain) -> Scenario:
    """A scenario with the methods that people call."""
    return as_kind(Scenario, scenario)


def world(*changes: Any, **per_year: float) -> Scenario:
    """The toy without effects, with aid and sanctions at these rates."""
    return public(toy(only("aid"), plain, rates(**per_year), *changes))


@functools.cache
def counted() -> Ensemble:
    """A truce, a stock, sanctions and aid, whose futures are looked at in every way."""
    asked = [amount("measures", level="stock"), amount("mode", state="truce")]
    scenario = world(
        add(states=[TRUCE], levels=[STOCK], outcomes=asked), call=12, aid=6, sanction=5
    )
    return scenario.simulate(paths=1000, seed=3)


def told(**more: Any) -> Raw:
    """Claims of which one tells of the other, each of one process alone."""
    first = claim("first", 0.5)
    second = claim("second", 0.9) | {"given": "first", "credence_otherwise": 0.2}
    return {"claims": [first, second | more]}


@functools.cache
def claimed() -> Ensemble:
    """Sanctions hang on the second claim, which hangs on the first; aid hangs on nothing."""
    effects = [owned("second", "sanction", 2.0)]
    return world(add(effects=effects, **told()), call=12, aid=2, sanction=2).simulate(
        paths=4000, seed=5
    )
