"""What a scenario that goes on asks, and under which name."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import detente
from detente.check.report import check
from detente.ensemble.simulate import simulate
from detente.observe.asked import named_from
from detente.observe.observe import observe
from detente.observe.successor import successor
from detente.ontology.acts import Act
from detente.planes.record import PastAct
from detente.scenario.folder import built_in
from tests.fitting.worlds import AS_OF
from tests.forms import some
from tests.observe.worlds import world

TO = AS_OF + dt.timedelta(days=20)
NEXT = TO + dt.timedelta(days=1)


def day(number: int) -> dt.date:
    return AS_OF + dt.timedelta(days=number)


def aid(number: int) -> PastAct:
    return PastAct(day(number), "USA", "UKR", Act.parse("AID"))


def asked() -> list[dict[str, object]]:
    return [
        {"id": "once", "kind": "acts", "on": ["aid"]},
        {"id": "thrice", "kind": "acts", "on": ["aid"], "at_least": 3},
        {"id": "after-aid", "kind": "acts", "on": ["talk"], "after": "once", "within": 30},
        {"id": "number", "kind": "amount", "acts": ["aid"]},
        {"id": "quiet-days", "kind": "amount", "days": {"act": "AID", "by": ["USA>UKR"]}},
        {"id": "never-aid", "kind": "condition", "throughout": True,
         "when": {"not": {"act": "AID", "by": ["USA>UKR"]}}},
        {"id": "never-talk", "kind": "condition", "throughout": True,
         "when": {"not": {"act": "CONSULT", "by": ["USA~RUS"]}}},
    ]  # fmt: skip


def test_each_question_goes_on_as_what_it_is() -> None:
    scenario = world([], [], outcomes=asked())
    found = successor(observe(scenario, [aid(3), aid(9)], TO))
    now: dict[str, Any] = {
        each.id: each for each in (*found.scenario.outcomes, *found.scenario.amounts)
    }
    new = {name: named_from(name, NEXT) for name in ("once", "after-aid", "quiet-days")}
    assert set(now) == {*new.values(), "thrice", "number", "never-talk"}
    assert now["thrice"].at_least == 1
    assert now["number"].since == day(1)
    assert now[new["after-aid"]].after == new["once"]
    assert str(NEXT.year) in now[new["once"]].title
    said = "\n".join(map(str, found.became))
    assert "Thrice: 2 of 3 so far" in said
    assert f"Once: is asked anew from 21 October 2018 on, as {new['once']}" in said
    assert "Never aid: can no longer come" in said


def test_a_number_of_acts_goes_on_from_what_there_were() -> None:
    """Two of the record and those to come; not those to come alone."""
    scenario = world([], [], outcomes=[*asked()[3:4], *asked()[1:2]])
    found = successor(observe(scenario, [aid(3), aid(9)], TO)).scenario
    ensemble = simulate(found, paths=30, seed=1)
    to_come = [len({a.date for a in ensemble.future(k).acts if a.act == "AID"}) for k in range(30)]
    assert max(to_come) > 0
    assert ensemble.amount("number").mean == pytest.approx(2 + sum(to_come) / 30)


def test_a_third_name_takes_the_place_of_the_second() -> None:
    assert named_from("once-from-2024-01-02", dt.date(2024, 3, 1)) == "once-from-2024-03-01"
    assert len(named_from("a" * 100, dt.date(2024, 3, 1))) == 100


@pytest.mark.parametrize("name", some(("tariff-truce-2025",), of=[(name,) for name in built_in()]))
def test_check_accepts_what_observe_writes(name: str) -> None:
    """A month of silence, or of one future."""
    scenario = detente.load(name)
    to = scenario.as_of + dt.timedelta(days=min(60, scenario.file.horizon // 2))
    acts = [a for a in scenario.simulate(3).future(1).acts if a.date <= to]
    found = scenario.observe(acts, to, paths=200).updated()
    report = check(found, quick=True)
    assert report.faults == []
    assert found.simulate(10).paths == 10
