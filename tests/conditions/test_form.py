"""How conditions are written, and what is said of those that cannot be."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from detente.conditions.model import Condition, NotCondition
from detente.conditions.names import Named, names
from detente.errors import ScenarioError
from detente.scenario.scenario import Scenario
from tests.engine.worlds import add, quantity, toy

D = dt.date


def with_condition(condition: object, **named: object) -> Scenario:
    """The toy with an effect that acts while a condition holds."""

    def change(raw: dict[str, Any]) -> None:
        raw["conditions"] = named
        add(
            effects=[
                {
                    "effect": "disposition", "id": "trial", "actor": "USA", "on": ["sanction"],
                    "coefficient": quantity(1.0), "while": condition,
                }
            ]
        )(raw)  # fmt: skip

    return toy(change)


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"actt": "CONSULT"}, "while: no condition 'actt'; did you mean 'act'?"),
        ({"at_least": 2}, "while: at_least of what?"),
        ("calm", "while: write a condition of the table 'conditions' as { condition = \"calm\" }"),
        (3, "while: give a condition: a table with one of act, on, state"),
        (
            {"act": "CONSULT", "season": ["07-01", "08-31"]},
            "while: 'act' and 'season' are two conditions",
        ),
        (
            {"all": [{"act": "CONSULT", "wihin": 3}]},
            "while.all[1].wihin: unknown key; did you mean",
        ),
        ({"act": "CONSULT", "by": "USA>USA"}, "while.by: 'USA>USA' names 'USA' twice"),
        ({"act": "CONSULT", "by": "USA"}, "while.by: write 'USA' as A>B, or as A~B"),
        ({"act": "CONSULT", "at_least": 1.5}, "while: at_least = 1.5: without weights"),
        ({"from": D(2025, 2, 1), "until": D(2025, 1, 1)}, "while: until 2025-01-01 is not after"),
        (
            {"season": ["02-30", "03-01"]},
            "no year has the day 02-30; write the month",
        ),
        ({"index": ["USA", "RUS"], "above": 1, "below": 0}, "while: above = 1 and below = 0 never"),
        ({"at_least": 3, "of": [{"from": D(2025, 1, 1)}]}, "while: at_least = 3 is more than all"),
        ({"condition": "clam"}, "while: no condition 'clam'; did you mean 'calm'?"),
        ({"state": "truce", "is": "held"}, "while: no state 'truce'"),
        ({"office": "nobody"}, "while: no office holder 'nobody'"),
        ({"on": ["calls"]}, "while: no process or group 'calls'; did you mean 'call'"),
    ],
)
def test_each_mistake_has_one_message_that_names_its_key(condition: object, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_condition(condition, calm={"from": D(2025, 1, 1)})
    assert len(caught.value.faults) == 1
    assert message in str(caught.value)
    assert "effects[" in str(caught.value) or "effect 'trial'" in str(caught.value)


def test_conditions_that_hang_on_each_other_in_a_circle_are_refused_with_the_chain() -> None:
    with pytest.raises(ScenarioError) as caught:
        with_condition({"condition": "a"}, a={"not": {"condition": "b"}}, b={"condition": "a"})
    assert [line.partition(": ")[2] for line in caught.value.faults] == [
        "conditions.a: conditions go in a circle: a → b → a"
    ]


def test_far_too_deep_conditions_are_refused() -> None:
    deep: object = {"from": D(2025, 1, 1)}
    for _ in range(21):
        deep = {"not": deep}
    with pytest.raises(ScenarioError, match="within each other"):
        with_condition(deep)


def test_what_a_condition_names() -> None:
    condition: Condition = NotCondition.model_validate(
        {
            "not": {
                "all": [
                    {"state": "truce", "is": ["held", "broken"]},
                    {"act": "CONSULT", "by": "USA>RUS", "since": {"office": "new"}},
                ]
            }
        }
    )
    assert list(names(condition)) == [
        Named("not.all[1].state", "state", "truce", ("held", "broken")),
        Named("not.all[2].by", "actor", "USA"),
        Named("not.all[2].by", "actor", "RUS"),
        Named("not.all[2].since.office", "holder", "new"),
    ]


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"act": "AID", "by": "RUS>USA"}, "while: nothing plays AID on RUS>USA or RUS~USA, and"),
        (
            {"act": "ACCUSE", "by": ["USA>RUS", "RUS>USA"], "distinct": "source", "at_least": 3},
            "while: at_least = 3 is more than all together reach, 2",
        ),
        (
            {"on": ["sanction"], "distinct": "source", "weights": {"RUS": 2.0}},
            "while: weights: 'RUS' has no part in such an act; did you mean 'USA'?",
        ),
        ({"index": ["USA", "RUS"], "above": 11}, "while: above = 11 is never reached: it stays"),
        ({"any": [{"from": D(2031, 1, 1)}]}, "while: any[1]: no day of the horizon"),
        ({"until": D(2020, 1, 1)}, "while: no day of the horizon"),
        (
            {"all": [{"until": D(2024, 12, 1)}, {"from": D(2024, 12, 9)}]},
            "while: from 2024-12-09 on and until 2024-12-01 no day is left",
        ),
        ({"act": "any", "for": 4000}, "while: for = 4000 is longer than the record and the"),
    ],
)
def test_what_could_never_be_true_is_refused(condition: object, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        with_condition(condition)
    assert len(caught.value.faults) == 1
    assert message in str(caught.value)


def test_a_shorter_horizon_makes_no_condition_wrong() -> None:
    assert with_condition({"from": D(2025, 3, 1)}).compiled(10) is not None
