"""Conditions that could never hold are refused, and none that could."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from detente.conditions.model import Condition
from detente.conditions.possible import BEFORE, Days
from detente.errors import ScenarioError
from detente.language.faults import Faults
from detente.scenario.scenario import Scenario
from tests.conditions.plain import History, holds
from tests.conditions.test_form import with_condition
from tests.engine.worlds import AS_OF, add, plain, toy
from tests.forms import size

D = dt.date
Raw = dict[str, Any]
DAY = dt.timedelta(days=1)
ADAPTER: TypeAdapter[Any] = TypeAdapter(Condition)

ACTS = {"act": "ACCUSE", "by": "USA>RUS"}
JUNE = {"season": ["06-01", "06-30"]}
DECEMBER = {"season": ["12-01", "12-31"]}
HIGH = {"index": ["USA", "RUS"], "above": 5}
KEPT, BROKEN = ({"state": "truce", "is": value} for value in ("kept", "broken"))
NONE = "it holds on no day of the horizon, which goes from 2024-11-19 to 2025-03-18"


def with_truce(condition: Raw, **named: Raw) -> Scenario:
    """The toy with a state of two values, which moves while a condition holds."""
    truce = {
        "id": "truce", "title": "The truce", "values": ["kept", "broken"], "start": "kept",
        "transitions": [
            {"from": "kept", "to": "broken", "for": 20},
            {"from": "broken", "to": "kept", "when": condition},
        ],
    }  # fmt: skip

    def change(raw: Raw) -> None:
        raw["conditions"] = named
        add(states=[truce])(raw)

    return toy(change)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        (JUNE, f"while: {NONE}"),
        ({"all": [DECEMBER, {"from": D(2025, 1, 1)}]}, f"while: {NONE}"),
        ({"all": [ACTS, {"any": [JUNE, {"all": [JUNE, ACTS]}]}]}, f"while: all[2]: {NONE}"),
        ({"all": [{"office": "old"}, {"from": D(2025, 2, 1)}]}, f"while: {NONE}"),
        ({"after": {"until": D(2024, 11, 1)}, "within": 5}, f"while: {NONE}"),
        ({"from": D(2024, 12, 1), "until": D(2024, 12, 11), "for": 20}, f"while: {NONE}"),
        ({"not": {"any": [{"from": D(2024, 1, 1)}, ACTS]}}, f"while: {NONE}"),
        ({"at_least": 2, "of": [JUNE, ACTS]}, f"while: {NONE}"),
        ({"condition": "summer"}, f"conditions.summer: {NONE}"),
        (ACTS | {"since": {"from": D(2025, 6, 1)}}, f"while: {NONE}"),
        (
            {"any": [HIGH, {"after": {"from": D(2025, 6, 1)}}]},
            "while: any[2].after: it holds on no day up to 2025-03-18, the end of the horizon",
        ),
        ({"all": [ACTS, {"not": ACTS}]}, "while: all[1] and all[2].not exclude each other"),
        (
            {"all": [ACTS | {"at_least": 3}, {"not": ACTS | {"at_least": 2}}]},
            "while: all[1] and all[2].not exclude each other",
        ),
        ({"all": [HIGH, {"not": HIGH}]}, "while: all[1] and all[2].not exclude each other"),
        (
            {"all": [{"any": [HIGH, {**HIGH, "above": 7}]}, {"not": {**HIGH, "above": 4}}]},
            "exclude each other",
        ),
        (
            {"all": [HIGH | {"for": 5}, {"index": ["RUS", "USA"], "below": 4.5}]},
            "while: all[1] and all[2] exclude each other",
        ),
        (
            {"all": [{"condition": "hostile"}, {"not": {"any": [ACTS, HIGH]}}]},
            "while: all[1] and all[2].not.any[1] exclude each other",
        ),
        ({"at_least": 2, "of": [ACTS, {"not": ACTS}]}, "of[1] and of[2].not exclude each other"),
        (ACTS | {"weights": {"USA": 0.0}}, "while: at_least = 1 is more than all together reach"),
    ],
)
def test_what_could_never_hold_is_refused(condition: Raw, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_condition(condition, hostile=ACTS, **({"summer": JUNE} if "summer" in message else {}))
    assert any(message in line for line in caught.value.faults), caught.value.faults


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"all": [{"not": KEPT}, {"not": BROKEN}]}, "all[1].not and all[2].not exclude each other"),
        ({"all": [KEPT, {"not": {"any": [KEPT, HIGH]}}]}, "all[1] and all[2].not.any[1] exclude"),
        ({"all": [{"condition": "calm"}, BROKEN]}, "all[1] and all[2] exclude each other"),
    ],
)
def test_values_of_a_state_exclude_each_other(condition: Raw, message: str) -> None:
    with pytest.raises(ScenarioError, match="transitions") as caught:
        with_truce(condition, calm=KEPT)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "condition",
    [
        {"any": [JUNE, ACTS]},  # a part may be idle: it is noted, not refused
        {"not": JUNE},
        {"after": {"until": D(2024, 11, 1)}},
        {"after": JUNE},
        {"all": [ACTS, {"not": ACTS | {"for": 5}}]},  # it has happened, but not for long
        {"all": [{"after": ACTS, "within": 9}, {"not": ACTS | {"within": 2}}]},
        {"all": [ACTS | {"at_least": 2}, {"not": ACTS | {"at_least": 3}}]},
        {"all": [{**HIGH, "above": 4, "below": 4}, {"not": {**HIGH, "above": 5}}]},
        {"any": [{"all": [ACTS, {"not": ACTS}]}, HIGH]},
        {"from": D(2024, 1, 1), "for": 160},
    ],
)
def test_what_could_hold_is_not_refused(condition: Raw) -> None:
    assert with_condition(condition).compiled() is not None


# -------------------------------------------------------------- the calendar, against plain Python

days = st.integers(1, 40)
dates = st.integers(-60, 130).map(lambda n: AS_OF + n * DAY)
leaf = st.one_of(
    dates.map(lambda d: {"from": d}),
    dates.map(lambda d: {"until": d}),
    st.tuples(dates, days).map(lambda x: {"from": x[0], "until": x[0] + x[1] * DAY}),
    st.sampled_from([JUNE, DECEMBER, {"season": ["12-20", "01-10"]}]),
    st.sampled_from([{"office": "old"}, {"office": "new"}, {"office": "new", "elect": True}]),
)


def grown(inner: st.SearchStrategy[Raw]) -> st.SearchStrategy[Raw]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda parts: {"all": parts}),
        several.map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        several.map(lambda parts: {"at_least": len(parts), "of": parts}),
        st.tuples(inner, days).map(lambda x: {"after": x[0], "within": x[1]}),
        st.tuples(inner, days).map(lambda x: x[0] | {"for": x[1]}),
    )


@settings(max_examples=size(60, 1000), deadline=None)
@given(st.recursive(leaf, grown, max_leaves=5))
def test_days_on_which_the_calendar_holds_are_those_of_plain_python(raw: Raw) -> None:
    scenario = toy(plain)
    found = Days(scenario.lowered(scenario.file.horizon, Faults()))
    may, must = found.of(ADAPTER.validate_python(raw))
    offices = {h.id: (h.start, h.end, h.elected) for o in scenario.offices for h in o.holders}
    history = History({}, AS_OF - 900 * DAY, offices, {}, {})
    expected = [holds(raw, history, day, "morning") for day in found.dates[BEFORE:]]
    assert (must[BEFORE:] <= np.array(expected)).all()
    assert (may[BEFORE:] >= np.array(expected)).all()
    if "'not'" not in str(raw):  # else a play may know less of what was so before it
        assert may[BEFORE:].tolist() == expected
