"""What brings a condition about, or ends it, against the acts of the same futures."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.feeding import heard, plane_asked
from detente.ensemble.simulate import simulate
from detente.explain.brought import taken_apart
from detente.explain.explanation import explain
from detente.explain.memo.explained import memo
from detente.terminal import explained
from detente.terminal.printed import printed
from tests.engine.worlds import add, only, plain, rates, toy
from tests.ensemble.asked import PATHS, Bools, acts, cached, condition, days_of, world
from tests.states.worlds import hazard, move, state

CALLS, AIDS, SANCTIONS = {"on": ["call"]}, {"on": ["aid"]}, {"on": ["sanction"]}


@cached
def played() -> Ensemble:
    return world(
        condition("both", {"all": [CALLS | {"at_least": 3}, AIDS | {"at_least": 15}]}),
        condition("before", {"all": [CALLS, {"not": SANCTIONS | {"at_least": 4}}]}),
        condition("silence", {"not": CALLS | {"within": 30}}, since=dt.date(2025, 1, 1)),
        condition("holds", {"not": CALLS}, throughout=True),
    )


def signs(outcome: str) -> tuple[list[str], list[str]]:
    compiled = played().setting.compiled
    found = heard(compiled.model, plane_asked(compiled, outcome))
    return found.signed(1), found.signed(-1)


def test_which_acts_speak_for_a_condition_and_which_against() -> None:
    assert signs("both") == (["aid", "call"], [])
    assert signs("before") == (["call"], ["sanction"])
    assert signs("silence") == ([], ["call"])


def test_shares_of_the_acts_on_the_day_on_which_it_comes() -> None:
    brought, stacks = taken_apart(played().setting, "both")
    first, done = days_of(played(), "both"), acts(played())
    came = np.flatnonzero(first >= 0)
    shares = {name: float(done[name][came, first[came]].mean()) for name in ("aid", "call")}
    assert not brought.ends
    assert brought.futures == came.size
    assert {doer.name: doer.share for doer in brought.doers} == pytest.approx(shares)
    assert brought.alone == 0.0  # the last act of the two is one of that day
    assert {stack.process for stack in stacks} == {"aid", "call"}


def test_acts_that_can_only_hinder_bring_nothing_about() -> None:
    explanation = explain(played(), "silence")
    assert explanation.brought is not None
    assert explanation.brought.doers == ()
    assert explanation.brought.alone == 1.0
    assert [stack.process for stack in explanation.against] == ["call"]
    assert not explanation.stacks
    text = str(printed(lambda console: explained.show(console, explanation)))
    assert "where these acts stay away" in text
    assert "What keeps it from coming" in text


def test_what_has_to_hold_throughout_is_ended() -> None:
    brought, (stack,) = taken_apart(played().setting, "holds")
    call = acts(played())["call"]
    assert brought.ends
    assert brought.futures == call.any(axis=1).sum() == PATHS - played().happened("holds").sum()
    assert [(doer.name, doer.share) for doer in brought.doers] == [("call", 1.0)]
    waits: Bools = np.cumsum(call, axis=1) - call == 0  # none on an earlier day
    assert stack.waiting == pytest.approx(waits.mean(axis=0))


def test_the_memo_says_what_that_day_sees() -> None:
    explanation = explain(played(), "both")
    assert explanation.brought is not None
    first, second = explanation.brought.doers
    (said,) = [each for each in memo(explanation) if "that day sees" in each]
    words = played().scenario.words
    assert f"that day sees “{words.process(first.name)}” in " in said
    assert f" and “{words.process(second.name)}” in " in said
    assert not [each for each in memo(explain(played(), "holds")) if "that day sees" in each]


def test_an_act_that_only_ends_a_value_does_not_bring_it_about() -> None:
    """What leads out of a value counts since the state has it; it does not lead into it."""
    truce = state(
        values=["kept", "broken", "extended"],
        start="kept",
        transitions=[
            move(from_=["kept", "extended"], to="broken", rate=hazard(2)),
            move(to="extended", when={"on": ["call"]}),
        ],
    )
    scenario = toy(
        only(), plain, rates(call=12, sanction=30),
        add(outcomes=[condition("breaks", {"state": "truce", "is": "broken"})], states=[truce]),
    )  # fmt: skip
    explanation = explain(simulate(scenario, paths=300, seed=1), "breaks")
    brought = explanation.brought
    assert brought is not None
    assert brought.helping == ()
    assert brought.hindering == ("call",)
    assert {doer.to for doer in brought.doers} == {"broken"}
    assert not explanation.stacks
    assert [stack.process for stack in explanation.against] == ["call"]
    text = str(printed(lambda console: explained.show(console, explanation)))
    assert "a state moves by itself, where these acts stay away" in " ".join(text.split())
    assert [
        each for each in memo(explanation) if "The truce going from “kept” to “broken” in " in each
    ]


def test_a_condition_of_the_calendar_alone_says_that_it_cannot_be_taken_apart() -> None:
    ensemble = world(condition("spring", {"from": played().dates[100]}), paths=40)
    explanation = explain(ensemble, "spring")
    assert not explanation.stacks
    assert not explanation.against
    text = str(printed(lambda console: explained.show(console, explanation)))
    assert "cannot be taken apart" in text
