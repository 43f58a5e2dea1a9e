"""What is wrong with a state or a level: one line, with the key, and what would be right."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.errors import ScenarioError
from tests.engine.worlds import quantity
from tests.scenario.mutated import Raw, without_line
from tests.states.worlds import add, hazard, level, move, size, state, world

DAY = dt.date(2024, 12, 10)
SANCTION = {"on": ["sanction"]}
BREACH = move(from_="kept", to="breached", when=SANCTION)


def truce(**keys: Any) -> Raw:
    given: Raw = {"values": ["kept", "breached"], "start": "kept", "transitions": [BREACH]}
    return state(**(given | keys))


def stock(**keys: Any) -> Raw:
    return level(**({"start": 5} | keys))


STATES: dict[str, tuple[Raw, str]] = {
    "no such value to": (
        truce(transitions=[BREACH, move(from_="kept", to="brached", on=DAY)]),
        "transitions[2].to: no value 'brached'; did you mean 'breached'?",
    ),
    "no such value from": (
        truce(transitions=[BREACH, move(from_="kep", to="breached", on=DAY)]),
        "states[1] ('truce').transitions[2].from: no value 'kep'; did you mean 'kept'?",
    ),
    "no such start": (truce(start="over"), "states[1] ('truce').start: no value 'over'"),
    "chances above one": (
        truce(transitions=[move(from_="kept", to={"breached": 0.7, "kept": 0.6}, on=DAY)]),
        "the chances add up to 1.3; all together they are at most 1",
    ),
    "start below one": (
        truce(start={"kept": 0.5, "breached": 0.4}),
        "the chances at the start add up to 0.9; they have to be 1",
    ),
    "a chance beyond one": (
        truce(transitions=[move(from_="kept", to="breached", on=DAY, chance=1.2)]),
        "chance ('truce'): a chance lies from 0 to 1, not at 1.2",
    ),
    "twice": (truce(values=["kept", "kept", "breached"]), "the value 'kept' stands there twice"),
    "too many": (truce(values=[f"v{n}" for n in range(31)]), "values ('truce'): give at most 30"),
    "since to come": (truce(since=DAY), ".since: 2024-12-10 is after as_of 2024-11-18"),
    "day gone by": (
        truce(transitions=[move(from_="kept", to="breached", on=dt.date(2024, 11, 18))]),
        "transitions[1].on: 2024-11-18 is not after as_of 2024-11-18",
    ),
    "to itself": (
        truce(transitions=[BREACH, move(from_="kept", to="kept", on=DAY)]),
        "transitions[2]: it leads from 'kept' to itself",
    ),
    "never due": (
        truce(transitions=[move(from_="kept", to="breached")]),
        "say when it comes: 'when' (a condition), 'on' (a day), 'for' (days) or 'rate'",
    ),
    "a rate on a day": (
        truce(transitions=[move(from_="kept", to="breached", rate=hazard(2), on=DAY)]),
        "'on' does not go with a rate",
    ),
    "unreachable": (
        truce(values=["kept", "breached", "expired"]),
        ".values: 'expired' is never reached",
    ),
    "flaps": (
        truce(
            transitions=[
                move(from_="kept", to="breached", when=SANCTION | {"within": 30}),
                move(from_="breached", to="kept", when=SANCTION | {"within": 30}),
            ]
        ),
        "on one condition the state goes in a circle",
    ),
    "had lasted too long": (
        truce(
            since=dt.date(2024, 10, 1),
            transitions=[move(from_="kept", to="breached", for_=30)],
        ),
        "transitions[1].for: since 2024-10-01 these days had passed on 2024-10-31",
    ),
    "no such claim": (
        truce(transitions=[BREACH | {"claim": "redy", "otherwise": 0.0}]),
        "transitions[1].claim: no claim 'redy'; did you mean 'ready'?",
    ),
    "no otherwise": (
        truce(claim="ready"),
        "'otherwise' is missing: the value at the start where the claim is false",
    ),
    "no such actor": (truce(of=["USX"]), "of: unknown actor 'USX'"),
    "no such process": (
        truce(transitions=[move(from_="kept", to="breached", when={"on": ["sanctio"]})]),
        "transitions[1]: when: no process or group 'sanctio'; did you mean 'sanction'?",
    ),
    "no such key": (truce(value=["a"]), "value ('truce'): unknown key; did you mean 'values'?"),
    "a rate of neither kind": (
        truce(
            transitions=[
                move(from_="kept", to="breached", rate={"per_year": 2.0, "reference": "a test"})
            ]
        ),
        "give what is judged, per_year, sd, basis, or what was counted, events, days",
    ),
}

LEVELS: dict[str, tuple[Raw, str]] = {
    "bounds": (stock(lower=10, upper=10), "lower = 10 is not below upper = 10"),
    "start outside": (stock(lower=10), "start = 5 lies outside the bounds, 10 to inf"),
    "no start": (level(), "'start' is missing: its value on the as-of date"),
    "no half-life": (stock(mean=5), "'half_life' is missing"),
    "a spread alone": (stock(sd=5), "'sd' needs a 'mean' to which the level returns"),
    "log of nothing": (stock(start=0, log=True), "start = 0: with 'log' it lies above 0"),
    "eleven months": (stock(season=[1.0] * 11), "season ('stock'): give at least 12"),
    "acts without a size": (
        stock(changes=[{"on": ["sanction"], "sizes": -1}]),
        "level 'stock': changes[1]: sizes: the acts of 'sanction' have no size; give the process",
    ),
    "a class without a size": (
        stock(changes=[{"act": "COERCE", "by": "USA>RUS", "sizes": -1}]),
        "changes[1]: sizes: the acts of 'sanction' have no size; give the process one",
    ),
    "no acts": (stock(changes=[{"amount": 1}]), "say which acts: 'act' (a class) or 'on'"),
    "no amount": (stock(changes=[SANCTION]), "say how much: 'amount' or 'sizes', one of them"),
    "no such claim": (
        stock(changes=[SANCTION | {"amount": 1, "denied_by": "redy"}]),
        "changes[1].denied_by: no claim 'redy'; did you mean 'ready'?",
    ),
    "no such process": (
        stock(changes=[{"on": ["sanctio"], "amount": 1}]),
        "changes[1]: no process or group 'sanctio'; did you mean 'sanction'?",
    ),
    "an amount of no kind": (
        stock(changes=[SANCTION | {"amount": "much"}]),
        "amount ('stock'): give a number, or a table",
    ),
    "no such state": (
        stock(inflow=1, inflow_while={"state": "truce", "is": "kept"}),
        "inflow_while: no state 'truce'",
    ),
    "fed without bounds": (
        stock(inflow=0.1, inflow_of="stock", lower=0),
        "what 'inflow_of' feeds has to stay within bounds: give lower and upper",
    ),
    "fed by nothing": (
        stock(inflow=0.1, inflow_of="stok", lower=0, upper=9),
        "inflow_of: no level 'stok'; did you mean 'stock'?",
    ),
}


def told(*changes: Any) -> str:
    with pytest.raises(ScenarioError) as error:
        world(*changes, sanction=20)
    assert len(error.value.faults) == 1, error.value.faults
    return str(error.value)


@pytest.mark.parametrize("case", STATES)
def test_states(case: str) -> None:
    entry, text = STATES[case]
    line = told(add(states=[entry]))
    assert text in line
    assert "states[1]" in line or "state 'truce'" in line


@pytest.mark.parametrize("case", LEVELS)
def test_levels(case: str) -> None:
    entry, text = LEVELS[case]
    line = told(add(levels=[entry]))
    assert text in line
    assert "levels[1]" in line or "level 'stock'" in line


def test_two_of_one_name() -> None:
    assert "two states have the id 'truce'" in told(add(states=[truce(), truce()]))
    assert "two levels have the id 'stock'" in told(add(levels=[stock(), stock()]))


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"mean": 2.0, "law": "log-normal"}, "'sd' is missing: a log-normal size has one"),
        ({"mean": 2.0, "law": "geometric", "sd": 1.0}, "'sd' belongs to a log-normal size"),
        ({"mean": 0.5, "law": "geometric"}, "a geometric size is at least 1"),
        ({"mean": 0.0}, "size.mean ('sanction'): give 0.000001 or more"),
    ],
)
def test_sizes(keys: Raw, text: str) -> None:
    assert text in told(size("sanction", **keys))


LATE = {"from": DAY}


@pytest.mark.parametrize(
    ("cases", "text"),
    [
        (
            [{"mean": 2.0}, {"mean": 3.0}],
            "size ('sanction'): size 1 needs a 'while': without one, those behind it never count",
        ),
        ([{"mean": 2.0, "while": LATE}], "the last size has no 'while'"),
        (
            [{"mean": 2.0, "unit": "tons", "while": LATE}, {"mean": 1.0, "unit": "trucks"}],
            "all sizes of a process are counted in one unit",
        ),
        (
            [{"mean": 2.0, "while": {"level": "stok", "above": 1}}, {"mean": 1.0}],
            "process 'sanction': size[1].while: no level 'stok'",
        ),
        ([{"mean": 0.0, "while": LATE}, {"mean": 1.0}], "size[1].mean"),
    ],
)
def test_sizes_by_condition(cases: list[Raw], text: str) -> None:
    assert text in told(size("sanction", *cases))


def test_every_act_may_turn_it_there_and_back() -> None:
    """Counted since the value was taken, one act is not the next one's reason."""
    back = move(from_="breached", to="kept", when=SANCTION)
    world(add(states=[truce(transitions=[BREACH, back])]), sanction=20)


def test_uncertain_numbers_are_quantities() -> None:
    """A table in the place of a number, with all its keys."""
    with pytest.raises(ScenarioError) as error:
        world(add(levels=[stock(start={"mean": 3.0})]), sanction=20)
    missing = "scenario/scenario.toml: levels[1].start.{key} ('stock'): this key is missing"
    assert [without_line(line) for line in error.value.faults] == [
        missing.format(key=key) for key in ("sd", "basis", "reference")
    ]
    world(add(levels=[stock(start=quantity(3.0, 1.0))]), sanction=20)


def test_what_is_named_elsewhere_is_told_once() -> None:
    """A fault in a state is not told again by what names the state."""
    wrong = truce(start="over")
    entry = stock(inflow=1, inflow_while={"state": "truce", "is": "kept"})
    assert "no value 'over'" in told(add(states=[wrong], levels=[entry]))
