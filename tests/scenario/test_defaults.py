"""Texts and groups that a scenario leaves out: what stands in their place, and changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import detente
from detente.language.current import use_language
from tests.scenario.mutated import Raw, by_id, tree, write


def shortened(raw: Raw) -> Raw:
    """The toy without titles and prose."""
    for table in ("processes", "outcomes", "documents", "states", "levels", "offices"):
        for entry in raw.get(table, []):
            entry.pop("title", None)
            entry.pop("prose", None)
    return raw


def test_texts_that_are_left_out_change_no_number(tmp_path: Path) -> None:
    whole = detente.load(write(tmp_path / "whole", tree()))
    short = detente.load(write(tmp_path / "short", shortened(tree())))
    one, other = (each.simulate(60) for each in (whole, short))
    for outcome in whole.outcomes:
        assert one.probability(outcome.id) == other.probability(outcome.id)


def test_a_process_is_called_by_its_act(tmp_path: Path) -> None:
    scenario = detente.load(write(tmp_path, shortened(tree())))
    process = next(p for p in scenario.processes if p.id == "ru-accuses")
    assert process.title == process.prose == "Russia → United States: accusation"
    joint = next(p for p in scenario.processes if p.joint)
    assert " – " in joint.title
    with use_language("fr"):
        assert scenario.words.process("ru-accuses") == "Russie → États-Unis\u00a0: accusation"


def test_prose_is_the_title_with_a_capital(tmp_path: Path) -> None:
    raw = tree()
    entry = by_id(raw["processes"], "ru-accuses")
    del entry["prose"]
    entry["title"] = "a word of blame"
    scenario = detente.load(write(tmp_path, raw))
    assert scenario.words.prose("ru-accuses") == "A word of blame"
    assert ("processes", "ru-accuses", "prose") not in scenario.words.own.by_key


def test_outcomes_and_states_are_called_by_their_ids(tmp_path: Path) -> None:
    raw: dict[str, Any] = shortened(tree())
    raw["states"] = [{"id": "the-truce", "values": ["on", "off"], "start": {"on": 0.5, "off": 0.5}}]
    raw["levels"] = [{"id": "the-stock", "start": 3.0}]
    first = raw["outcomes"][0]["id"]
    scenario = detente.load(write(tmp_path, raw))
    said = first.replace("-", " ")
    assert scenario.words.outcome(first) == said[0].upper() + said[1:]
    assert scenario.words.state("the-truce") == "the truce"
    assert scenario.words.level("the-stock") == "the stock"


def test_all_is_every_process_unless_it_is_taken(tmp_path: Path) -> None:
    raw = tree()
    raw["groups"].pop("all", None)
    ids = [each["id"] for each in raw["processes"]]
    assert detente.load(write(tmp_path / "one", raw)).file.groups["all"] == ids
    raw["groups"]["all"] = ids[:1]
    assert detente.load(write(tmp_path / "two", raw)).file.groups["all"] == ids[:1]
