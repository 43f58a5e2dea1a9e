"""Conditions that never change are noted; that one could never hold is a fault."""

from __future__ import annotations

import datetime as dt

from detente.check.histories import Histories
from detente.check.report import check
from detente.check.steady import look, steady
from detente.language.current import use_language
from detente.scenario.scenario import Scenario
from tests.engine.worlds import AS_OF, add, plain, quantity, rates, toy
from tests.scenario.mutated import Raw, by_id

TOMORROW = AS_OF + dt.timedelta(days=1)
SELDOM = {"act": "COERCE", "by": "USA>RUS", "at_least": 2}


def changing(raw: Raw) -> None:
    """Conditions that hold always, never and at times, in every place that has one."""
    by_id(raw["processes"], "aid")["while"] = {"not": {"state": "truce", "is": "over"}}
    by_id(raw["processes"], "concede")["once"] = True
    by_id(raw["processes"], "answer")["while"] = {"season": ["12-01", "12-31"]}


def regime(name: str, condition: Raw) -> Raw:
    return {
        "effect": "regime", "id": name, "on": ["call"], "coefficient": quantity(0.05),
        "while": condition,
    }  # fmt: skip


def world() -> Scenario:
    """A world in which sanctions come once a thousand years, and Moscow concedes as seldom."""
    truce = {
        "id": "truce", "title": "The truce", "values": ["kept", "over"], "start": "kept",
        "transitions": [{"from": "kept", "to": "over", "when": SELDOM}],
    }  # fmt: skip
    gate = {
        "effect": "gate", "id": "door", "actor": "RUS", "on": ["summit"],
        "open": {"any": [{"from": TOMORROW}, SELDOM]},
    }  # fmt: skip
    stock = {
        "id": "stock", "title": "Stock", "unit": "t", "start": 10, "inflow": 1,
        "inflow_while": {"level": "stock", "above": 5},
    }  # fmt: skip
    held = {"kind": "condition", "id": "held", "title": "It is over",
            "when": {"state": "truce", "is": "over"}}  # fmt: skip
    half = {"kind": "condition", "id": "half", "title": "Half",
            "when": {"from": dt.date(2025, 1, 1)}}  # fmt: skip
    return toy(
        plain,
        rates(sanction=0.001, concede=0.001),
        changing,
        add(
            states=[truce],
            levels=[stock],
            outcomes=[held, half],
            effects=[
                gate,
                regime("always", {"from": AS_OF - dt.timedelta(days=9)}),
                regime("seldom", SELDOM),
                regime("often", {"act": "ACCUSE", "by": "RUS>USA", "within": 5}),
            ],
        ),
    )


def notes(scenario: Scenario) -> list[str]:
    return list(steady(scenario, Histories(scenario.compiled()), look(scenario)))


def test_what_never_changes_is_noted() -> None:
    always, never = "on every day of all 200 futures that were played this is so", (
        "on no day of 200 futures that were played is this so"
    )  # fmt: skip
    twice = "“coercion” (United States → Russia) has happened at least 2 times"
    assert notes(world()) == [
        f"consent (open): {always}: it is 19 November 2024 or later or {twice}",
        f"condition in force (while): {always}: it is 9 November 2024 or later",
        f"condition in force (while): {never}: {twice}",
        f"“aid to Ukraine” (while): {always}: “The truce” is not “over”",
        f"“The truce” from “kept” to “over”: {never}: {twice}",
        f"“Stock” (inflow_while): {always}: “Stock” is at 5 t or more",
        f"“It is over” (when): {never}: “The truce” is “over”",
        "“Russia concedes” can happen once, and happens in none of 200 futures",
    ]


def test_they_are_no_fault() -> None:
    report = check(world(), quick=True)
    assert report.faults == []
    assert len([note for note in report.notes if "that were played" in note]) == 7
    with use_language("fr"):
        assert sum("futurs joués" in note for note in check(world(), quick=True).notes) == 7


ALWAYS, NEVER = {"from": AS_OF - dt.timedelta(days=9)}, {"level": "stock", "above": 90}
PERIOD = "it is 9 November 2024 or later"
FULL = "“Stock” is at 90 t or more"


def factors(*conditions: Raw) -> list[Raw]:
    return [{"while": each, "coefficient": quantity(0.2)} for each in conditions]


def weighed(raw: Raw) -> None:
    """Conditions in sizes, factors of transitions and votes, entries of a vote, and offers."""
    by_id(raw["processes"], "answer")["size"] = [
        {"mean": 2.0, "while": ALWAYS}, {"mean": 3.0, "while": NEVER}, {"mean": 4.0},
    ]  # fmt: skip
    raw["levels"] = [{"id": "stock", "title": "Stock", "unit": "t", "start": 10, "upper": 95}]
    rate = {"per_year": 5.0, "sd": 0.1, "basis": "judgement", "reference": "a test"}
    weighs = [*factors(ALWAYS), {"days": NEVER, "coefficient": quantity(0.2)}]
    move = {"from": "kept", "to": "over", "rate": rate, "factors": weighs}
    raw["states"] = [
        {"id": "truce", "title": "The truce", "values": ["kept", "over"], "start": "kept",
         "transitions": [move]}
    ]  # fmt: skip
    raw["effects"] += [
        {
            "effect": "vote", "id": "ballot", "bloc": "RUS", "members": ["CHN", "USA"],
            "rule": "unanimity", "on": ["summit"], "chance": quantity(0.5),
            "factors": factors(ALWAYS),
            "consents": [{"member": "CHN", "chance": quantity(0.5), "factors": factors(NEVER)}],
        },
        {"effect": "offer", "id": "hand", "actor": "RUS", "on": ["call"], "opens": ALWAYS,
         "closes": NEVER},
    ]  # fmt: skip


def test_sizes_factors_and_offers_are_looked_at() -> None:
    """Also where no future at all could bring a condition, which no other line tells of them."""
    always, never = (
        "on every day of all 200 futures that were played this is so",
        "on no day of 200 futures that were played is this so",
    )
    assert notes(toy(plain, weighed)) == [
        f"vote of the members (factors[1].while): {always}: {PERIOD}",
        f"vote of the members (consents[1].factors[1].while): {never}: {FULL}",
        f"offer held back (opens): {always}: {PERIOD}",
        f"offer held back (closes): {never}: {FULL}",
        f"“Russia answers” (size[1].while): {always}: {PERIOD}",
        f"“Russia answers” (size[2].while): {never}: {FULL}",
        f"“The truce” from “kept” to “over” (factors[1].while): {always}: {PERIOD}",
        f"“The truce” from “kept” to “over” (factors[2].days): {never}: {FULL}",
    ]


def test_a_condition_that_changes_is_not_noted() -> None:
    """At times, on the first day alone, on the last day alone."""
    last = AS_OF + dt.timedelta(days=120)
    scenario = toy(
        plain,
        add(
            effects=[
                regime("first", {"until": TOMORROW + dt.timedelta(days=1)}),
                regime("last", {"from": last}),
                regime("but-last", {"until": last}),
            ]
        ),
    )
    assert notes(scenario) == []
