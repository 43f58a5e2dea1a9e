"""Claims that may exclude one another and do not say so are named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import detente
from detente.check.opposed import opposed
from detente.ensemble.intervention import in_words
from detente.errors import ScenarioError
from detente.language.safe import clean
from tests.effects.examples import READINESS, quantity
from tests.effects.toy import Entry, raw_toy, toml, write_toy

PULLS: list[Entry] = [
    READINESS | {"id": "towards", "claim": "held", "otherwise": 0.0},
    READINESS
    | {"id": "away", "claim": "slow", "otherwise": 0.0, "coefficient": quantity(-0.4)}
    | {"on": ["concede", "call"]},
]


def scenario(folder: Path, effects: list[Entry] = PULLS, **changes: Any) -> detente.Scenario:
    """The toy with these effects, and with changes of claims by id."""
    raw = raw_toy(effects)
    for entry in raw["claims"]:
        entry |= {"credence": 0.7} | changes.get(entry["id"], {})
    write_toy(folder, effects)
    lines = [f"{key} = {toml(value)}" for key, value in raw.items()]
    (folder / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return detente.load(folder)


def test_opposite_pulls_on_the_same_acts_are_named(tmp_path: Path) -> None:
    (found,) = opposed(scenario(tmp_path))
    assert found.claims == ("held", "slow")
    assert found.effects == ("towards", "away")
    assert found.processes == ("call", "concede")
    assert found.document()["credences"] == [0.7, 0.7]


def test_what_one_asserts_and_the_other_denies_is_named(tmp_path: Path) -> None:
    (found,) = opposed(
        scenario(tmp_path, [PULLS[0], READINESS | {"id": "no", "denied_by": "slow"}])
    )
    assert found.claims == ("held", "slow")
    assert found.effects == ("towards", "no")


@pytest.mark.parametrize(
    "changes",
    [
        {"held": {"credence": 0.3}},
        {"slow": {"excludes": ["held"], "credence": 0.3}},
        {"held": {"implies": ["slow"]}},
        {"held": {"given": "ready", "credence_otherwise": 0.0, "credence": 0.4}},
    ],
)
def test_what_is_said_or_seldom_together_is_not(tmp_path: Path, changes: Entry) -> None:
    assert not opposed(scenario(tmp_path, **changes))


def test_another_actor_or_the_same_way_is_not(tmp_path: Path) -> None:
    other = PULLS[1] | {"actor": "USA", "on": ["call"]}
    mine = PULLS[0] | {"on": ["call"]}
    assert not opposed(scenario(tmp_path / "a", [mine, other]))
    assert not opposed(scenario(tmp_path / "b", [PULLS[0], PULLS[1] | {"otherwise": -1.0}]))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"held": {"excludes": ["slwo"]}}, r"\('held'\).excludes: no claim 'slwo'; did you mean"),
        ({"held": {"implies": ["held"]}}, r"\('held'\).implies names the claim itself"),
        ({"held": {"excludes": ["slow"]}}, "0.7; 'held' excludes 'slow' .* may be 0 to 0.3"),
        ({"held": {"excludes": "slow"}}, r"excludes \('held'\): give a list"),
    ],
)
def test_relations_are_read_with_care(tmp_path: Path, changes: Entry, says: str) -> None:
    with pytest.raises(ScenarioError, match=says) as caught:
        scenario(tmp_path, **changes)
    assert "scenario.toml, line " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_relations_are_played_and_told(tmp_path: Path) -> None:
    held = {"credence": 0.6, "excludes": ["slow"], "implies": ["expected"]}
    own = scenario(tmp_path, held=held, slow={"credence": 0.35})
    ensemble = own.simulate(400, seed=2)
    column = {claim.id: ensemble.truth[:, i] == 1 for i, claim in enumerate(own.claims)}
    assert not (column["held"] & column["slow"]).any()
    assert not (column["held"] & ~column["expected"]).any()
    explained = own.simulate(200, seed=2, held=True).explain("contact")
    told = {worth.claim for worth in explained.worths}
    assert told.isdisjoint({"held", "slow", "expected"})  # forced, or settled by that
    forced = own.simulate(10, seed=2, held=True)
    assert forced.document()["intervention"]["settled"] == {"expected": True, "slow": False}
    assert list(in_words(forced.intervention, clean))[:3] == [
        "Intervention: claim forced true: held",
        "Settled by that: expected is true, which what is forced implies",
        "Settled by that: slow is false, which what is forced rules out",
    ]
    with pytest.raises(detente.InputError, match="'held' excludes 'slow'"):
        own.simulate(10, seed=2, held=True, slow=True)
    from detente.terminal.claims_page import claims_page

    page = claims_page(own)
    assert "- Excludes: [`slow`](#slow)" in page
    assert "- Implies: [`expected`](#expected)" in page
