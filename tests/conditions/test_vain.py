"""Conditions that could never hold: one line each, with the key and what would be right."""

from __future__ import annotations

from typing import Any

import pytest

from detente.conditions.model import LevelCondition
from detente.conditions.words import clause
from detente.errors import ScenarioError
from detente.language.current import use_language
from tests.engine.worlds import quantity
from tests.scenario.mutated import Raw
from tests.states.worlds import add, level, move, state, world

TRUCE = state(
    values=["kept", "breached", "expired"], start="kept",
    transitions=[
        move(from_="kept", to="breached", when={"on": ["sanction"]}),
        move(from_="breached", to="expired", for_=30),
    ],
)  # fmt: skip
STOCK = level(start=50, lower=0, upper=100)
PRICE = level("price", start=60, lower=20, upper=200, log=True, mean=60, half_life=90)


def is_(*values: str) -> Raw:
    return {"state": "truce", "is": list(values)}


def told(condition: Raw, **effect: Any) -> str:
    entry = {"effect": "regime", "id": "then", "while": condition, "on": ["sanction"],
             "coefficient": quantity(1.0)} | effect  # fmt: skip
    if "level" in entry:
        entry = {key: value for key, value in entry.items() if key != "while"}
    with pytest.raises(ScenarioError) as error:
        world(add(states=[TRUCE], levels=[STOCK, PRICE], effects=[entry]), _named, sanction=20)
    assert len(error.value.faults) == 1, error.value.faults
    return str(error.value)


def _named(raw: Raw) -> None:
    raw["conditions"] = {"kept": is_("kept")}


NEVER: dict[str, tuple[Raw, str]] = {
    "two values": (
        {"all": [is_("kept"), is_("breached")]},
        "state 'truce' is never 'kept' and 'breached' at once",
    ),
    "three lists": (
        {"all": [is_("kept", "breached"), is_("breached", "expired"), is_("kept", "expired")]},
        "while: all[1] and all[3] exclude each other, so it could never be true",
    ),
    "one within another": (
        {"all": [is_("kept"), {"all": [is_("breached"), is_("breached")]}]},
        "while: all[1] and all[2].all[1] exclude each other",
    ),
    "by name": (
        {"all": [{"condition": "kept"}, is_("expired")]},
        "while: all[1] and all[2] exclude each other",
    ),
    "what it is not": (
        {"all": [is_("kept"), {"not": is_("kept")}]},
        "while: all[1] and all[2].not exclude each other",
    ),
    "a missing value": (
        {"all": [is_("kept"), is_("brached")]},
        "no value 'brached'; did you mean 'breached'?",
    ),
    "above all": (
        {"level": "stock", "above": 101},
        "above = 101 is never reached: it stays from 0 to 100",
    ),
    "below all of a logarithm": (
        {"level": "price", "below": 19},
        "below = 19 is never reached: it stays from 20 to 200",
    ),
    "above and below": (
        {"level": "stock", "above": 9, "below": 3},
        "above = 9 and below = 3 never hold together",
    ),
    "weights that do not reach": (
        {"at_least": 4, "of": [is_("kept"), is_("breached")], "weights": [1.5, 2.0]},
        "at_least = 4 is more than all together reach, 3.5",
    ),
    "weights of others": (
        {"on": ["sanction"], "weights": {"CHN": 2.0}, "at_least": 2},
        "weights: 'CHN' has no part in such an act",
    ),
    "a weight too few": (
        {"at_least": 1, "of": [is_("kept"), is_("breached")], "weights": [1.5]},
        "1 weights for 2 conditions; give one for each",
    ),
}


@pytest.mark.parametrize("case", NEVER)
def test_what_never_holds_is_refused(case: str) -> None:
    condition, text = NEVER[case]
    assert text in told(condition)


def test_what_may_hold_is_not() -> None:
    """Values that a list has in common; a span that has to have lasted may not have."""
    for condition in (
        {"all": [is_("kept", "breached"), is_("breached", "expired")]},
        {"all": [is_("kept"), {"not": is_("kept") | {"for": 9}}]},
        {"any": [is_("kept"), is_("breached")]},
        {"level": "price", "above": 200},
    ):
        entry = {"effect": "regime", "id": "then", "while": condition, "on": ["sanction"],
                 "coefficient": quantity(1.0)}  # fmt: skip
        world(add(states=[TRUCE], levels=[STOCK, PRICE], effects=[entry]), sanction=20)


@pytest.mark.parametrize(("name", "low", "high"), [("stock", 0, 100), ("price", 20, 200)])
def test_an_excess_that_is_never_there_is_refused(name: str, low: int, high: int) -> None:
    line = told({}, effect="level", level=name, function="excess", threshold=quantity(high))
    assert f"threshold = {high} is never exceeded: '{name}' stays from {low} to {high}" in line


def above(value: float) -> LevelCondition:
    return LevelCondition.model_validate({"level": "stock", "above": value})


def test_one_has_a_unit_of_its_own() -> None:
    """At 1 person or more, at 2 people; in French at 1,5 as at 1."""
    entry = level(start=5, unit="people", unit_of_one="person")
    words = world(add(levels=[entry]), sanction=20).words
    said = [
        clause(above(value), words).removeprefix("“The stock” is at ") for value in (1.0, 1.5, 2.0)
    ]
    assert said == ["1 person or more", "1.5 people or more", "2 people or more"]
    with use_language("fr"):
        assert "1,5 person " in clause(above(1.5), words)
        assert "2 people" in clause(above(2.0), words)
