"""What acts at different times is not added up where acts breed acts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from detente.kernel.occasions import Choices
from detente.kernel.stability import Elasticities
from tests.kernel.test_kernel import quantity
from tests.scenario.mutated import Raw
from tests.states.worlds import add, hazard, move, state, world

WAR = {"state": "front", "is": "war"}
TRUCE = {"state": "front", "is": ["truce", "talks"]}
FRONT = state(
    "front",
    title="The front",
    values=["war", "truce", "talks"],
    start="war",
    transitions=[
        move(from_="war", to="truce", rate=hazard(2)),
        move(from_="truce", to="talks", rate=hazard(2)),
        move(from_="talks", to="war", rate=hazard(2)),
    ],
)
DAY = dt.date(2025, 1, 1)
LATE, EARLY = {"from": DAY}, {"until": DAY}


def inertia(name: str, theta: float, while_: Any = None) -> Raw:
    """Sanctions that bring about sanctions, at times."""
    keys = {} if while_ is None else {"while": while_}
    return {
        "effect": "inertia", "id": name, "on": ["sanction"], "acts": "COERCE.restrict",
        "half_lives": [365], "coefficients": [quantity(theta)], "prior": 1.0, **keys,
    }  # fmt: skip


def radius(*effects: Raw) -> float:
    """Of the toy with these effects."""
    found = world(add(states=[FRONT], effects=list(effects)), sanction=20)
    return Elasticities.of(found.compiled()).radius()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (WAR, TRUCE),
        (WAR, {"state": "front", "is": "truce"}),
        (WAR, {"not": WAR}),
        (EARLY, LATE),
        ({"all": [WAR, EARLY]}, TRUCE),
        ({"all": [WAR, {"act": "CONSULT"}]}, {"any": [TRUCE, {"state": "front", "is": "talks"}]}),
    ],
)
def test_of_what_excludes_each_other_the_larger_counts(one: Raw, other: Raw) -> None:
    """One process, one memory: the radius is in proportion to θ, so it is known."""
    whole = radius(inertia("a", 1.0))
    assert whole > 0.1
    found = radius(inertia("a", 0.6, one), inertia("b", 0.4, other))
    assert found == pytest.approx(0.6 * whole)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, TRUCE),
        (WAR, {"state": "front", "is": ["war", "talks"]}),
        (WAR, EARLY),
        (WAR, {"act": "CONSULT", "within": 30}),
        (WAR, {"after": TRUCE, "within": 30}),
        (WAR, {"any": [TRUCE, {"act": "CONSULT"}]}),
    ],
)
def test_what_may_act_together_adds_up(one: Any, other: Raw) -> None:
    whole = radius(inertia("a", 1.0))
    found = radius(inertia("a", 0.6, one), inertia("b", 0.4, other))
    assert found == pytest.approx(whole)


def test_of_three_the_pair_counts_that_acts_at_once() -> None:
    whole = radius(inertia("a", 1.0))
    found = radius(
        inertia("a", 0.5, WAR),
        inertia("b", 0.3, {"state": "front", "is": ["truce", "war"]}),
        inertia("c", 0.6, {"state": "front", "is": "talks"}),
    )
    assert found == pytest.approx(0.8 * whole)


def test_turns_that_grow_together_are_not_missed() -> None:
    """Each alone has the radius 0; one after the other they grow, and the bound says so."""
    process, row = np.array([0, 1]), np.array([1, 0])
    when = [("front", np.array([True, False])), ("front", np.array([False, True]))]
    system = Elasticities(
        np.ones(1), process, row, np.zeros(2, dtype=np.int64), np.full((1, 2), 1.5), 2,
        Choices.of(process, row, when),
    )  # fmt: skip
    assert system.radius() == pytest.approx(1.5)
    assert not system.settles()
