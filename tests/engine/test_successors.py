"""Several possible successors in an office: who comes is a matter of the path."""

from __future__ import annotations

import datetime as dt
import functools
import re

import numpy as np
import pytest

from detente.errors import ScenarioError
from detente.scenario.effect_names import effect_title
from tests.engine.laws import assert_frequencies
from tests.engine.worlds import (
    AS_OF,
    Change,
    Course,
    add,
    course,
    day_of,
    plain,
    quantity,
    rates,
    toy,
)
from tests.scenario.mutated import Raw, by_id

ELECTION, START = dt.date(2024, 12, 20), dt.date(2025, 1, 20)
P, ALPHA = 0.3, np.log(-np.log1p(-60 / 365.25))
WON = {"state": "election", "is": "won"}
LOST = {"state": "election", "is": "lost"}


def election(raw: Raw) -> None:
    """A vote with two results; two who may come of it."""
    raw["states"] = [
        {
            "id": "election", "title": "The election", "values": ["open", "won", "lost"],
            "start": "open",
            "transitions": [{"on": ELECTION, "from": "open", "to": {"won": P, "lost": 1 - P}}],
        }
    ]  # fmt: skip
    office = by_id(raw["offices"], "us-president")
    old = {"id": "old", "name": "The outgoing one", "start": dt.date(2021, 1, 20), "end": START}
    office["holders"] = [
        old,
        {"id": "again", "name": "The heir", "start": START, "elected": ELECTION, "if": WON},
        {"id": "new", "name": "The challenger", "start": START, "elected": ELECTION, "if": LOST},
    ]
    by_id(raw["processes"], "call")["counterpart"] = "new"


def heirs(*changes: Change) -> Change:
    def change(raw: Raw) -> None:
        for each in (plain, rates(call=60), election, *changes):
            each(raw)

    return change


def linear(effect: str, **keys: object) -> Raw:
    return {"effect": effect, "id": effect, "on": ["sanction"], "coefficient": quantity(1.0)} | keys


@functools.cache
def run(days: int = 120) -> tuple[Course, np.ndarray]:
    """Effects of who holds office on sanctions, and which paths the challenger wins."""
    effects = [
        linear("office", office="us-president", lines={"old": 0.1, "again": 0.5, "new": -0.4},
               half_life=1e-4),
        linear("rapport", leaders=["new", "other"]),
        linear("record", leader="again", remembered_by="USA", measures=3, measures_reference="x"),
        linear("lame-duck", office="us-president", successor="new"),
        linear("disposition", actor="USA") | {"while": {"office": "new"}},
    ]  # fmt: skip
    played = course(toy(heirs(add(effects=effects))), 2000, days=days, trace=True)
    state = played.plane(played.compiled.model.states["election"].name)
    return played, state[:, -1] == 2.0


def term(played: Course, effect: str) -> np.ndarray:
    """What an effect adds, on all paths and days."""
    found = np.zeros(played.acts.shape[:2])
    for each in played.compiled.model.terms:
        if each.effect == effect:
            found += (
                each.scale * played.column(each.coefficient)[:, None] * played.plane(each.plane)
            )
    return found


def test_each_comes_with_the_chance_of_the_state() -> None:
    _, lost = run()
    assert_frequencies(lost.sum(), lost.size, 1 - P)


def test_every_effect_follows_who_holds_office_on_the_path() -> None:
    played, lost = run()
    days = np.arange(played.acts.shape[1])
    elect, sworn = days >= day_of(ELECTION), days >= day_of(START)
    new, again = lost[:, None] & elect, ~lost[:, None] & elect
    wanted = {
        "rapport": new,
        "record": np.log1p(3) * again,
        "lame-duck": new & ~sworn,
        "disposition": lost[:, None] & sworn,
    }
    for effect, what in wanted.items():
        np.testing.assert_allclose(term(played, effect), what, rtol=1e-9, atol=1e-12)
    line = np.where(sworn, np.where(lost[:, None], -0.4, 0.5), 0.1)
    told = term(played, "office")  # institutions follow a day later
    settled = days != day_of(START)
    np.testing.assert_allclose(told[:, settled], line[:, settled], atol=1e-6)


def test_only_who_comes_can_be_called() -> None:
    played, lost = run()
    calls = played.act("call")
    elect = day_of(ELECTION)
    assert not calls[:, :elect].any()
    assert not calls[~lost].any()
    there = calls[lost][:, elect:]
    assert_frequencies(there.sum(), there.size, 60 / 365.25)
    (gate,) = (g for g in played.compiled.model.gates if g.process == "call")
    assert gate.effect == "call.counterpart"
    scenario = toy(heirs())
    assert effect_title(scenario, gate.effect) == "only where The challenger comes to hold office"


def test_an_offer_opens_with_who_comes() -> None:
    offer = {"effect": "offer", "id": "hand", "actor": "USA", "on": ["sanction"],
             "opens_with": "new"}  # fmt: skip
    played = course(toy(heirs(add(effects=[offer]))), 200, days=80, trace=True)
    state = played.plane(played.compiled.model.states["election"].name)
    (gate,) = (g for g in played.compiled.model.gates if g.effect == "hand")
    sworn = np.arange(80) >= day_of(START)
    np.testing.assert_array_equal(played.plane(gate.plane) == 1.0, (state == 2.0) & sworn)


def holders(*conditions: object) -> Change:
    """The two with other conditions; None is none."""

    def change(raw: Raw) -> None:
        for holder, condition in zip(
            by_id(raw["offices"], "us-president")["holders"][1:], conditions, strict=True
        ):
            del holder["if"]
            if condition is not None:
                holder["if"] = condition

    return change


def starts(date: dt.date) -> Change:
    def change(raw: Raw) -> None:
        old, again, _new = by_id(raw["offices"], "us-president")["holders"]
        old["end"] = again["start"] = date
        del again["elected"]

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (holders(WON, WON), "'again' and 'new' could hold it at one time"),
        (holders(WON, {"from": START}), "'again' and 'new' could hold it at one time"),
        (holders(WON, None), "'again' holds it without end, and 'new' already from 2025-01-20"),
        (holders(WON, {"state": "election", "is": "lots"}), "did you mean 'lost'"),
        (holders(WON, {"all": [LOST, {"state": "vote", "is": "lost"}]}), "no state 'vote'"),
        (
            holders({"all": [WON, {"office": "new"}]}, {"all": [LOST, {"office": "again"}]}),
            "the `if` of office holders goes in a circle: new → again → new",
        ),
        (starts(AS_OF), "who holds office by then is known"),
    ],
)
def test_holders_that_cannot_be_are_told(change: Change, told: str) -> None:
    with pytest.raises(ScenarioError, match=re.escape(told)):
        toy(heirs(change))


def test_conditions_that_exclude_each_other_may_be_named_or_joined() -> None:
    def named(raw: Raw) -> None:
        raw["conditions"] = {"victory": WON}
        holders({"condition": "victory"}, {"all": [LOST, {"from": START}]})(raw)

    first, second = toy(heirs(named)).offices[0].holders[1:]
    assert first.excludes(second)
