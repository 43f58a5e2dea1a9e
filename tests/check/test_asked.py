"""What a check says of conditions that are asked: never, and at once."""

from __future__ import annotations

from detente.check.histories import Histories
from detente.check.notes import misleading
from detente.check.out_of_reach import out_of_reach
from tests.engine.worlds import add, toy
from tests.ensemble.asked import condition

CALLS = {"on": ["call"]}


def test_a_condition_that_no_future_brings_about_is_a_fault() -> None:
    scenario = toy(
        add(
            outcomes=[
                condition(
                    "not-at-all", {"all": [CALLS | {"within": 5}, {"not": CALLS | {"within": 9}}]}
                ),
                condition("twice", CALLS | {"at_least": 2}),
                condition("quiet", {"not": CALLS | {"within": 90}}, on="end"),
            ]
        )
    )
    (fault,) = out_of_reach(scenario, Histories(scenario.compiled()))
    assert fault.startswith("outcome 'not-at-all': in none of ")


def test_a_condition_that_holds_at_once_is_noted_where_its_first_day_is_asked() -> None:
    quiet = {"not": CALLS | {"within": 30}}
    scenario = toy(
        add(
            outcomes=[
                condition("at-once", quiet),
                condition("at-the-end", quiet, on="end"),
                condition("throughout", quiet, throughout=True),
                condition("some-day", CALLS),
            ]
        )
    )
    noted = [line for line in misleading(scenario) if "first evening" in line]
    assert len(noted) == 1
    assert "“It is at-once”" in noted[0]
