"""What an effect waits for and nobody plays is named, and refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from detente.check.report import check
from detente.effects.registry import effects
from detente.errors import ScenarioError
from detente.ontology.acts import ActClass
from detente.planes.builder import Builder
from detente.scenario.read import load
from tests.effects.examples import EXAMPLES, Example, quantity
from tests.effects.test_conformance import ALL, each_example
from tests.effects.test_joint_acts import HEARINGS
from tests.effects.toy import Entry, toy, write_toy


@each_example
def test_what_is_listened_to_is_waited_for(
    name: str, example: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Every memory that an effect asks for is of acts and dyads that it says it waits for."""
    asked: set[tuple[str, str]] = set()
    waited: set[tuple[str, str]] = set()
    kind = effects()[name]
    lower, memory = kind.lower, Builder.memory
    asking: list[str] = []

    def lowered(self: Any, builder: Builder) -> None:
        asking.append(self.id)
        lower(self, builder)
        asking.pop()
        if self.id == example.entry["id"]:
            waits = list(self.waits(builder))
            waited.update((dyad, str(wait.acts)) for wait in waits for dyad in wait.dyads)

    def remembered(self: Builder, dyad: str, acts: ActClass, *rest: Any, **more: Any) -> str:
        if asking and asking[-1] == example.entry["id"]:
            asked.add((dyad, str(acts)))
        return memory(self, dyad, acts, *rest, **more)

    monkeypatch.setattr(kind, "lower", lowered)
    monkeypatch.setattr(Builder, "memory", remembered)
    load(write_toy(tmp_path, example.entries))
    if name == "sanctions":  # weigh without further ones as well
        assert example.entry["in_force"] > 0
    elif name in ("outside-options", "contested-order"):  # and what theirs is a share of
        assert waited <= asked
        assert waited
    elif name == "patronage":  # of a line either sign
        assert {dyad for dyad, _ in asked} <= {dyad for dyad, _ in waited}
    else:
        assert asked <= waited


@pytest.mark.parametrize(("name", "key"), HEARINGS)
def test_what_nobody_plays_is_refused(name: str, key: str) -> None:
    entry = dict(EXAMPLES[name][0].entry) | {"on": EXAMPLES[name][0].entry["on"]}
    if name == "offer":
        entry |= {"opens_after": "PROTEST", "opens_after_dyad": "USA>RUS"}
        del entry["opens_with"]
    elif name == "red-line":
        entry["pressure"] = [entry["pressure"][0] | {"acts": "PROTEST"}]
    else:
        entry[key] = "PROTEST"
    if name == "sanctions":
        entry["in_force"] = 0.0
    entry.pop("dampens", None)
    with pytest.raises(ScenarioError) as caught:
        toy((entry,))
    text = str(caught.value)
    assert f"effect '{entry['id']}': {'on' if name == 'inertia' else key.split('.')[0]}" in text
    assert "PROTEST" in text
    assert "\n" not in text
    if name != "inertia":
        assert "nothing plays PROTEST on " in text


GATE: Entry = {
    "effect": "offer", "id": "gate", "actor": "USA", "on": ["ease"],
    "opens_after": "CONSULT@leader", "opens_after_dyad": "RUS>USA",
}  # fmt: skip


def test_a_gate_on_the_wrong_dyad_says_what_is_played_where() -> None:
    with pytest.raises(ScenarioError) as caught:
        toy((GATE,))
    assert str(caught.value).endswith(
        "effect 'gate': opens_after: nothing plays CONSULT@leader on RUS>USA, and neither the "
        "record nor the schedule has it; played there: 'ru-accuses' (ACCUSE), 'concede' (CONCEDE), "
        "'answer' (MOBILIZE.weapons/military); played elsewhere: 'call' on RUS~USA, "
        "'summit' on BRICS+~RUS"
    )
    toy((GATE | {"opens_after_dyad": "RUS~USA"},))
    with pytest.raises(ScenarioError, match="nothing plays CONCEDE on USA>RUS or RUS~USA"):
        toy((GATE | {"opens_after": "CONCEDE", "opens_after_dyad": "USA>RUS"},))


def test_what_is_expected_or_recorded_is_not_waited_for_in_vain(tmp_path: Path) -> None:
    wants = {"opens_after": "PROTEST", "opens_after_dyad": "USA>RUS"}
    expected: Entry = {
        "effect": "scheduled-acts", "id": "soon", "source": "USA", "target": "RUS",
        "act": "PROTEST", "occasions": [
            {"date": dt.date(2024, 12, 1), "probability": quantity(0.5)}
        ],
    }  # fmt: skip
    toy((expected, GATE | wants))
    with pytest.raises(ScenarioError, match="nothing plays PROTEST"):
        toy((GATE | wants,))
    folder = write_toy(tmp_path, (GATE | wants,))
    with (folder / "acts.csv").open("a", encoding="utf-8") as file:
        file.write("2024-11-10,USA,RUS,PROTEST,,a protest,a test\n")
    load(folder)


def test_a_part_in_vain_is_a_fault_and_the_rest_is_played() -> None:
    lock = EXAMPLES["lock"][0].entry  # towards USA, which is answered, and UKR, which is not
    scenario = toy((lock,))
    found = check(scenario, quick=True)
    assert any("answer (UKR): nothing plays MOBILIZE" in fault for fault in found.faults)
    assert found.document()["in_vain"] == found.in_vain
    assert not check(toy((lock | {"towards": ["USA"]},)), quick=True).in_vain


def test_a_name_that_an_effect_cannot_touch_is_told() -> None:
    entry = EXAMPLES["inertia"][0].entry
    found = check(toy((entry,)), quick=True)
    assert any("on: 'sanction' (COERCE.restrict/economic) is nothing that it touches" in fault
               for fault in found.faults)  # fmt: skip
    with pytest.raises(ScenarioError, match=r"on: 'sanction' .* is nothing that it touches"):
        toy((entry | {"on": ["sanction"]},))


def test_examples_are_told_of_what_they_wait_for() -> None:
    """No example is refused, so that the others of this page mean what they say."""
    assert all(not vain.whole for _, e in ALL for vain in toy(e.entries).in_vain())
