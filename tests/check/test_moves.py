"""What states never do is a fault; claims own what states begin with and how they move."""

from __future__ import annotations

from typing import Any

import pytest

from detente.check.histories import Histories
from detente.check.moves import never_moves, never_taken
from detente.check.report import check
from detente.check.ties import ties
from detente.language.current import use_language
from detente.scenario.owned import moved_by, owners
from detente.scenario.scenario import Scenario
from detente.terminal.claims_page import claims_page
from tests.engine.worlds import add, quantity, toy
from tests.scenario.mutated import Raw, claim

STRUCK = {"act": "ACCUSE", "by": "USA>RUS", "at_least": 3, "within": 14}
COLD = {"index": ["USA", "RUS"], "above": 9.9}
MOVES: list[Raw] = [
    {"from": "in-force", "to": "breached", "when": STRUCK},
    {"from": "in-force", "to": "expired", "for": 60, "chance": 0.5},
    {"from": ["breached", "expired"], "to": "in-force",
     "rate": {"per_year": 0.1, "sd": 0.5, "basis": "judgement", "reference": "a test"}},
]  # fmt: skip


def truce(*more: Raw, **changes: Any) -> Raw:
    return {
        "id": "truce", "title": "the truce", "of": ["USA", "RUS"], "start": "in-force",
        "values": ["in-force", "breached", "expired"],
        "titles": {"in-force": "in force"}, "transitions": [*MOVES, *more],
    } | changes  # fmt: skip


def regime(**more: Any) -> Raw:
    return {
        "effect": "regime", "id": "calm", "on": ["ru-accuses"], "coefficient": quantity(-1.0),
        "while": {"state": "truce", "is": "in-force"}, **more,
    }  # fmt: skip


def histories(scenario: Scenario) -> Histories:
    return Histories(scenario.compiled())


def world(state: Raw, *effects: Raw, claims: tuple[str, ...] = ()) -> Scenario:
    return toy(
        add(states=[state], effects=list(effects), claims=[claim(name, 0.5) for name in claims])
    )


def test_every_transition_that_can_come_is_seen_to() -> None:
    """A seldom one, one after a time, one on many acts in a few days."""
    scenario = world(truce(), regime())
    assert [*never_moves(scenario, histories(scenario))] == []
    assert [*never_taken(scenario, histories(scenario))] == []


@pytest.mark.parametrize(
    ("move", "why"),
    [
        ({"from": "in-force", "to": "breached", "when": COLD}, "is at 9.9 or more"),
        ({"from": "in-force", "to": "expired", "for": 60, "chance": 0.0}, "its chance is 0, or"),
        ({"from": "breached", "to": "expired", "when": {"all": [COLD, STRUCK]}}, "(United States"),
    ],
)
def test_a_transition_that_never_comes_is_a_fault(move: Raw, why: str) -> None:
    scenario = world(truce(move), regime())
    (fault,) = never_moves(scenario, histories(scenario))
    assert fault.startswith("state 'truce': transitions[4]: it never comes about: ")
    assert why in fault


def test_what_falls_due_after_the_last_day_is_no_fault() -> None:
    late = {"from": "in-force", "to": "expired", "for": 400}
    assert [*never_moves(s := world(truce(late), regime()), histories(s))] == []


def test_a_value_that_is_never_taken_is_told() -> None:
    state = truce() | {"transitions": [MOVES[0], {"from": "in-force", "to": "expired", "for": 400}]}
    scenario = world(state, regime())
    (note,) = never_taken(scenario, histories(scenario))
    assert note.startswith("“the truce” is never “expired”, in none of ")
    found = check(scenario, quick=True)
    assert note in found.notes
    assert not [fault for fault in found.faults if "truce" in fault]


# ------------------------------------------------------------------------------- owners

OWNED = world(
    truce(
        claim="began",
        otherwise="expired",
        transitions=[
            MOVES[0] | {"claim": "strict", "otherwise": 0.2},
            *MOVES[1:],
            {"from": "expired", "to": "breached", "when": STRUCK, "denied_by": "denied"},
        ],
    ),
    regime(),
    claims=("began", "strict", "denied", "idle"),
)


def test_claims_own_what_states_begin_with_and_how_they_move() -> None:
    found = {each.claim: (each.kind, each.number, each.denies) for each in moved_by(OWNED)}
    assert found == {
        "began": ("start of a state", 0, False),
        "strict": ("transition", 1, False),
        "denied": ("transition", 4, True),
    }
    assert {"began", "strict", "denied"} <= owners(OWNED)
    assert "idle" not in owners(OWNED)
    report = check(OWNED, quick=True)
    assert report.without_effect == ["idle"]


def test_each_of_them_is_tied_to_what_it_moves() -> None:
    kinds = {tie.claim: tie.kind for tie in ties(OWNED, set())}
    assert kinds["idle"] == "nothing"
    assert kinds["began"] == "tied"
    assert {kinds["strict"], kinds["denied"]} <= {"tied", "rare"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["“the truce” at the start; where the claim is false: “expired”",
                "“the truce” from “in force” to “breached”; where the claim is false: its chance, "
                "or the factor of its hazard, is 0.2", "it comes about"]),
        ("fr", ["« the truce » au départ", "« the truce » de « in force » à « breached »"]),
    ],
)  # fmt: skip
def test_the_page_of_claims_has_them(language: str, said: list[str]) -> None:
    with use_language(language):
        page = claims_page(OWNED)
        for text in said:
            assert text in page.replace("\xa0", " ").replace("\u202f", " ")
