"""Faults of outcomes that ask conditions, amounts and chances given something."""

from __future__ import annotations

import datetime as dt

import pytest

from detente.check.signs import try_signs
from detente.errors import ScenarioError
from tests.engine.worlds import add, toy
from tests.ensemble.asked import amount, condition
from tests.scenario.mutated import Raw, by_id

CALLS = {"on": ["call"]}
LATE = dt.date(2025, 3, 19)


@pytest.mark.parametrize(("entries", "said"), [
    ([condition("c", CALLS, on=LATE)],
     r"outcomes\[4\] \('c'\)\.on: 2025-03-19 lies outside the horizon, which goes from 2024-11-19"),
    ([condition("c", CALLS, on="end", throughout=True)], "asks of a window, 'on' of one day"),
    ([condition("c", CALLS, on="end", since=dt.date(2025, 1, 1))], "leave out 'since' and 'until'"),
    ([condition("c", CALLS, on="later")], "on: "),
    ([condition("c", CALLS, given="d")], r"\('c'\)\.given: no outcome 'd'"),
    ([condition("c", CALLS, given="c")], r"\('c'\)\.given names the outcome itself"),
    ([condition("c", CALLS, given="a"), amount("a", acts=["call"])],
     r"\('c'\)\.given: 'a' is an amount, which has no yes or no"),
    ([amount("a")], "name one of level, index, state, acts, days, what is asked"),
    ([amount("a", acts=["call"], index=["USA", "RUS"])], "name one of .*; here stand index, acts"),
    ([amount("a", index=["USA", "RUS"], since=LATE)], "'since' goes with what is counted"),
    ([amount("a", acts=["call"], on="end", upon="contact")], "give 'on' or 'upon', not both"),
    ([amount("a", acts=["call"], upon="contac")], r"\.upon: no outcome 'contac'.*'contact'"),
    ([amount("a", acts=["cal"])], "no process or group 'cal'.*'call'"),
    ([amount("a", index=["USA", "CHN"])], "no relation index for .CHN~USA."),
    ([condition("c", {"not": {"state": "truce", "is": "in-force"}})],
     "outcome 'c': when: no state 'truce'"),
    ([condition("c", CALLS, given={"on": ["cal"]})],
     "outcome 'c': given: no process or group 'cal'"),
    ([amount("a", days={"level": "oil", "above": 3.0})], "outcome 'a': days: no level 'oil'"),
    ([amount("a", acts={"state": "truce", "is": "x"})], "count acts, with act or on"),
    ([amount("a", acts=CALLS | {"at_least": 2})], "'at_least' has no place where a number"),
    ([amount("a", level="oil")], "no level 'oil'"),
    ([amount("a", state="truce")], "no state 'truce'"),
    ([amount("contact", acts=["call"])], "two outcomes have the id 'contact'"),
])  # fmt: skip
def test_what_is_wrong_is_said_with_its_key(entries: list[Raw], said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as caught:
        toy(add(outcomes=entries))
    assert len(caught.value.faults) == 1


@pytest.mark.parametrize(("judgement", "said"), [
    ({"given": "contac"}, r"judgement\.given: no outcome 'contac'.*'contact'"),
    ({"given": {"on": ["cal"]}}, "claim 'ready': given: no process or group 'cal'"),
    ({"outcome": "a"}, r"judgement\.outcome: 'a' is an amount"),
])  # fmt: skip
def test_faults_of_judgements(judgement: Raw, said: str) -> None:
    def change(raw: Raw) -> None:
        by_id(raw["claims"], "ready")["judgement"] = {
            "outcome": "contact", "words": "soon", "high": 0.3,
        } | judgement  # fmt: skip

    with pytest.raises(ScenarioError, match=said):
        toy(change, add(outcomes=[amount("a", acts=["call"])]))


def signed(target: str, moves: str) -> Raw:
    return {"forced": True, "target": target, "moves": moves}


def test_an_amount_is_neither_sooner_nor_later() -> None:
    def change(raw: Raw) -> None:
        by_id(raw["claims"], "ready")["signs"] = [signed("a", "sooner")]

    with pytest.raises(ScenarioError, match=r"signs\[1\]\.moves: an amount moves up or down"):
        toy(change, add(outcomes=[amount("a", acts=["call"])]))


def test_signs_of_amounts_and_conditions_are_tried() -> None:
    """The toy's claim makes calls more frequent, by the effect that it owns."""

    def change(raw: Raw) -> None:
        by_id(raw["claims"], "ready")["signs"] = [
            signed("calls", "up"),
            signed("days", "down"),
            signed("two", "sooner"),
            signed("upon", "none"),
        ]

    outcomes = [
        amount("calls", acts=["call"]),
        amount("days", days={"not": {"on": ["call"], "within": 30}}),
        amount("upon", acts=["call"], upon="two"),
        condition("two", CALLS | {"at_least": 2}),
    ]
    up, down, sooner, none = try_signs(toy(change, add(outcomes=outcomes)), paths=300)
    assert [each.verdict for each in (up, down, sooner)] == ["holds"] * 3
    assert up.measure == down.measure == "mean"
    assert up.difference > 0.0 > down.difference
    assert none.verdict == "holds"  # two calls on the evening of the second one, whatever holds
