"""Effects that change nothing, and claims that are tied to nothing, are faults."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.check.histories import Histories
from detente.check.idle import Idle
from detente.check.idle import idle as idle_of
from detente.check.report import check
from detente.check.ties import ties
from detente.scenario.scenario import Scenario
from tests.effects.examples import (
    BITE,
    EXAMPLES,
    OWNED,
    READINESS,
    RED_LINE,
    SCHEDULED,
    Example,
    quantity,
)
from tests.effects.test_conformance import each_example, with_entry
from tests.effects.toy import Entry, raw_toy, toml, toy, write_toy
from tests.engine import worlds
from tests.scenario.mutated import by_id

D = dt.date


def idle(scenario: Scenario) -> list[Idle]:
    return idle_of(scenario, Histories(scenario.compiled()))


@each_example
def test_every_effect_that_acts_is_seen_to_act(name: str, example: Example) -> None:
    assert not idle(toy(example.entries))


@each_example
def test_every_effect_that_is_nothing_is_seen_to_be_nothing(name: str, example: Example) -> None:
    if not example.background or name == "scheduled-acts":
        return  # a rule without a number; anticipation, which its claim's acts of the record have
    (found,) = idle(toy(with_entry(example, **dict(example.background))))
    assert found.effect == example.entry["id"]
    assert not found.settled
    assert "changes nothing on any day" in found.text


WINTER = READINESS | OWNED | {"id": "e"}
EMPTY: list[tuple[Entry, str]] = [
    (WINTER | {"otherwise": 0.9}, "its coefficient is 0.9 whether 'held' holds or not"),
    (
        WINTER | {"since": D(2025, 4, 1)},
        "what it would change is 0 on every day on which 'call' can happen; what it would change "
        "is 0 on every day on which 'concede' can happen",
    ),
    (
        WINTER | {"until": D(2024, 11, 19)},
        "what it would change is 0 on every day on which 'call' can happen",
    ),
    (
        RED_LINE | OWNED | {"id": "e", "threshold": quantity(1000.0), "presses": None},
        "its threshold of 1000 cannot be reached; if all that it waits for happened every day, it "
        "would come to ",
    ),
    (
        EXAMPLES["legacy"][0].entry | {"id": "e", "successor": "other"},
        "what it would change is 0 on every day on which 'call' can happen",
    ),
    (
        EXAMPLES["lame-duck"][0].entry
        | {"id": "e", "office": "russian-president", "successor": "other", "on": ["concede"]},
        "what it would change is 0 on every day on which 'concede' can happen",
    ),
    (
        SCHEDULED | {"id": "e", "occasions": SCHEDULED["occasions"][3:], "anticipation": {}},
        "none of its occasions is within the horizon",
    ),
]


@pytest.mark.parametrize(("entry", "says"), EMPTY)
def test_what_cannot_come_about_is_a_fault(entry: Entry, says: str) -> None:
    entry = {key: value for key, value in entry.items() if value is not None}
    found = check(toy((entry,)), quick=True)
    (fault,) = [f for f in found.faults if f.startswith("effect 'e' changes nothing on any day: ")]
    assert says in fault
    assert found.document()["idle"] == [{"effect": "e", "settled": False, "text": fault}]


def test_a_threshold_that_its_spread_brings_near_is_none() -> None:
    most = 1 / (1 - 2 ** (-1 / 20))
    law = quantity(2.5 * most) | {"sd": 0.5 * most}
    line = {key: value for key, value in RED_LINE.items() if not key.startswith("presses")}
    assert not idle(toy((line | OWNED | {"threshold": law},)))
    (found,) = idle(toy((line | OWNED | {"threshold": law | {"sd": 0.0}},)))
    assert "cannot be reached" in found.text


def test_a_gate_that_is_open_already_is_settled_and_no_fault() -> None:
    gate = EXAMPLES["offer"][2].entry | {"opens": D(2024, 1, 1)}
    scenario = toy((gate, *USED))
    found = check(scenario, quick=True)
    (each,) = found.idle
    assert each.settled
    assert "is open from the first day on" in each.text
    assert each.text not in found.faults
    assert [t.kind for t in ties(scenario, {each.effect}) if t.claim == "held"] == ["settled"]
    later = toy((gate | {"opens": D(2025, 1, 1)},))
    assert not idle(later)


# ------------------------------------------------------------------------------ claims


USED: tuple[Entry, ...] = tuple(
    READINESS | {"id": f"of-{claim}", "claim": claim, "otherwise": 0.0}
    for claim in ("ready", "expected", "presses", "slow")
)
"""Something for every claim of the toy but `held`."""


def kinds(folder: Path, effects: tuple[Entry, ...], **changes: Any) -> dict[str, str]:
    """What forcing each claim changes, with changes of claims and processes by id."""
    raw = raw_toy(effects)
    for entry in (*raw["claims"], *raw["processes"]):
        entry |= changes.get(entry["id"].replace("-", "_"), {})
    write_toy(folder, effects)
    lines = [f"{key} = {toml(value)}" for key, value in raw.items()]
    (folder / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    scenario = detente.load(folder)
    return {tie.claim: tie.kind for tie in ties(scenario, set())}


def test_a_claim_without_anything_is_a_fault(tmp_path: Path) -> None:
    assert kinds(tmp_path, USED) == {
        "held": "nothing", "ready": "tied", "expected": "tied", "presses": "tied", "slow": "tied",
    }  # fmt: skip
    found = detente.load(tmp_path).check()
    (fault,) = [f for f in found.faults if "tied to nothing that can happen" in f]
    assert fault.startswith("claim 'held' is tied to nothing that can happen: ")
    assert found.document()["ties"]["nothing"] == ["held"]
    assert detente.load(tmp_path).check(quick=True).document()["ties"] is None


def test_a_claim_before_a_closed_gate_is_tied_to_nothing(tmp_path: Path) -> None:
    """The effect acts on given histories; in play the gate never opens."""
    shut: Entry = {"effect": "offer", "id": "shut", "actor": "USA", "on": ["ease"]}
    eases = READINESS | OWNED | {"id": "eases", "actor": "USA", "on": ["ease"]}
    assert kinds(tmp_path / "a", (*USED, shut, eases))["held"] == "nothing"
    ajar = shut | {"ajar": 0.01}
    assert kinds(tmp_path / "b", (*USED, ajar, eases))["held"] == "tied"


def test_a_claim_that_hangs_on_rare_acts_is_told_apart(tmp_path: Path) -> None:
    lock = EXAMPLES["lock"][0].entry | {"towards": ["USA"]}
    seldom = {"rate": quantity(0.0) | {"per_year": 1e-5, "sd": 0.1}}
    del seldom["rate"]["mean"]
    assert kinds(tmp_path / "a", (*USED, lock), answer=seldom)["held"] == "rare"
    assert kinds(tmp_path / "b", (*USED, lock))["held"] == "tied"


def test_what_a_claim_is_given_is_tied_to_what_it_is_tied_to(tmp_path: Path) -> None:
    given = {"given": "held", "credence_otherwise": 0.1}
    assert kinds(tmp_path / "a", USED, slow=given)["held"] == "tied"
    same = {"given": "held", "credence_otherwise": 0.5}
    assert kinds(tmp_path / "b", USED, slow=same)["held"] == "nothing"


def test_an_excluded_claim_is_tied_by_that(tmp_path: Path) -> None:
    assert kinds(tmp_path, USED, held={"credence": 0.4, "excludes": ["slow"]})["held"] == "tied"


def test_a_judgement_moves_nothing_and_is_no_fault(tmp_path: Path) -> None:
    words = {"judgement": {"outcome": "contact", "words": "soon"}}
    assert "held" not in kinds(tmp_path, USED, held=words)


def test_an_act_that_nothing_remembers_is_a_future_of_its_own(tmp_path: Path) -> None:
    act = SCHEDULED | {"claim": "held", "anticipation": {}, "act": "PROTEST"}
    del act["expected"]
    assert kinds(tmp_path, (*USED, act))["held"] == "tied"


def test_bite_without_further_measures_still_acts() -> None:
    alone = BITE | {"acts": "PROTEST"}
    assert not idle(toy((alone,)))


# --------------------------------------------------------------------- gates and outcomes


def offer(name: str, on: list[str], acts: str, dyad: str, **more: object) -> Entry:
    """A gate of Washington's, or of Moscow's where Moscow decides."""
    actor = "RUS" if on == ["concede"] else "USA"
    return {
        "effect": "offer", "id": name, "actor": actor, "on": on, "opens_after": acts,
        "opens_after_dyad": dyad, **more,
    }  # fmt: skip


def swinging(entry: Entry, acts: str) -> Entry:
    """The same, said by conditions, and closed again by sanctions."""
    dyad = entry["opens_after_dyad"]
    rest = {key: value for key, value in entry.items() if not key.startswith("opens")}
    closes = {"act": "COERCE", "by": "USA>RUS"}
    return rest | {"opens": {"act": acts, "by": dyad}, "closes": closes}


MINE = offer("mine", ["ease", "sanction"], "RETREAT", "USA>RUS")
FIRST = offer("first", ["ease"], "CONCEDE", "RUS>USA")
SECOND = offer("second", ["concede"], "RETREAT", "USA>RUS")
TALK = offer("talk", ["summit"], "CONSULT", "RUS~BRICS+") | {"actor": "RUS"}
THEIRS = TALK | {"id": "theirs", "actor": "BRICS+"}
BOTH: Entry = {"effect": "mutual-consent", "id": "both", "on": ["summit"]}


@pytest.mark.parametrize(
    ("effects", "says"),
    [
        ([MINE], ["'mine': nothing can ever open it: it waits for 'ease', held shut by itself"]),
        (
            [swinging(MINE, "RETREAT"), swinging(SECOND, "RETREAT")],
            [
                "'mine': nothing can ever open it: it waits for 'ease', held shut by itself",
                "'second': nothing can ever open it: it waits for 'ease', held shut by 'mine'",
            ],
        ),
        (
            [FIRST, SECOND],
            [
                "'first': nothing can ever open it: it waits for 'concede', held shut by 'second'",
                "'second': nothing can ever open it: it waits for 'ease', held shut by 'first'",
            ],
        ),
        (
            [TALK, BOTH],
            ["'talk': nothing can ever open it: it waits for 'summit', held shut by it"],
        ),
        ([TALK, THEIRS], ["'talk': nothing can ever open it", "'theirs': nothing can ever open"]),
        (
            [TALK | {"on": ["call"], "opens_after_dyad": "RUS~USA"}, BOTH | {"on": ["call"]}],
            [],
        ),  # open on record
        ([TALK], []),  # the other side is enough
        ([MINE | {"ajar": 0.1}], []),
        ([FIRST, SECOND | {"ajar": 0.1}], []),
        ([FIRST], []),
        ([MINE, SCHEDULED | {"act": "RETREAT", "anticipation": {}}], []),
    ],
)
def test_gates_that_hold_one_another_shut(effects: list[Entry], says: list[str]) -> None:
    effects = [{k: v for k, v in each.items() if k != "expected"} for each in effects]
    found = check(toy(tuple(effects)), quick=True).in_vain
    assert len(found) == len(says)
    for fault, wanted in zip(found, says, strict=True):
        assert fault.startswith(f"effect {wanted}")


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        ({"kind": "acts", "on": ["ease", "aid"], "at_least": 241}, "can act 240 times at most"),
        ({"kind": "acts", "on": ["ease"], "at_least": 11, "after": "contact", "within": 10},
         "can act 10 times at most"),
        ({"kind": "acts", "on": ["ease"], "at_least": 3, "until": D(2024, 11, 21)},
         "can act 2 times at most"),
        ({"kind": "index-held", "pair": ["RUS", "USA"], "level": 9.5, "days": 5},
         "level = 9.5, but the weights of its pair's acts end at"),
        ({"kind": "index-held", "pair": ["USA", "RUS"], "level": -9.9, "days": 5,
          "side": "below"}, "level = -9.9, but the weights of its pair's acts begin at"),
        ({"kind": "index-held", "pair": ["RUS", "USA"], "level": 0.0, "days": 9,
          "since": D(2025, 3, 14)}, "days = 9, but its window has 5"),
    ],
)  # fmt: skip
def test_an_outcome_out_of_reach_is_a_fault(tmp_path: Path, outcome: Entry, says: str) -> None:
    raw = raw_toy(USED)
    raw["outcomes"].append({"id": "far", "title": "far", **outcome})
    write_toy(tmp_path, USED)
    lines = [f"{key} = {toml(value)}" for key, value in raw.items()]
    (tmp_path / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = detente.load(tmp_path).check(quick=True)
    (fault,) = found.out_of_reach
    assert fault.startswith("outcome 'far': ")
    assert says in fault
    assert fault in found.faults


def test_an_outcome_of_a_line_that_cannot_be_crossed_is_told(tmp_path: Path) -> None:
    line = RED_LINE | {"threshold": quantity(1000.0)}
    raw = raw_toy((*USED, line))
    raw["outcomes"].append({"kind": "latch", "id": "far", "title": "far", "of": "line"})
    write_toy(tmp_path, (*USED, line))
    lines = [f"{key} = {toml(value)}" for key, value in raw.items()]
    (tmp_path / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = detente.load(tmp_path).check(quick=True)
    assert any("cannot be reached" in fault for fault in found.faults)


OFTEN: Entry = {"act": "CONSULT", "within": 3}
COLD: Entry = {"index": ["USA", "RUS"], "above": 9.9}
SILENCE: Entry = {"all": [{"act": "ACCUSE", "by": "RUS>USA", "within": 90},
                          {"not": {"act": "ACCUSE", "by": "USA>RUS"}, "for": 60}]}  # fmt: skip


def test_an_effect_acts_whose_condition_can_hold() -> None:
    """Also one that waits for one side to act and for the other to keep silent long."""
    for condition in (OFTEN, SILENCE, {"until": D(2025, 1, 1)}):
        assert not idle(toy((READINESS | {"id": "e", "while": condition},)))


def test_an_effect_whose_condition_never_holds_is_a_fault() -> None:
    entries = (
        READINESS | OWNED | {"id": "e", "while": COLD},
        READINESS | {"id": "f", "while": {"all": [OFTEN, COLD]}},
        {"effect": "mutual-consent", "id": "two", "on": ["call"], "while": COLD},
        SCHEDULED | {"id": "g", "anticipation": {}, "while": COLD},
    )
    found = idle(toy(entries))
    assert [each.effect for each in found] == ["e", "f", "two", "g"]
    for each in found:
        assert not each.settled
        assert "in none of " in each.text
        assert "the relation index of " in each.text
        assert "is at 9.9 or more" in each.text
    assert "CONSULT" not in found[1].text  # acts are told in words


def test_a_process_whose_condition_never_holds_is_a_fault() -> None:

    def change(raw: dict[str, Any]) -> None:
        by_id(raw["processes"], "sanction")["while"] = COLD
        by_id(raw["processes"], "call")["while"] = {"not": OFTEN}

    (fault,) = check(worlds.toy(change), quick=True).in_vain
    assert fault.startswith("process 'sanction': while: in none of ")


def test_a_claim_that_only_ever_waits_is_tied_to_nothing(tmp_path: Path) -> None:
    """Its effect acts under a condition that never holds; another's does now and then."""
    entries = (
        READINESS | OWNED | {"id": "e", "while": COLD},
        READINESS | {"claim": "ready", "otherwise": 0.0, "id": "f", "while": SILENCE},
    )
    found = kinds(tmp_path, entries)
    assert found["held"] == "nothing"
    assert found["ready"] in ("tied", "rare")
