"""What is shortened says the same, in fewer lines."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from detente.scaffold.kinds import KINDS
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.folder import BUILT_IN, SCENARIO, Memory, built_in, find
from detente.scenario.read import read_tables
from detente.scenario.scenario import Scenario
from detente.scenario.short.shorten import shortened
from detente.scenario.short.whole import whole


def files_of(folder: Path) -> Memory:
    texts = {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.is_file()}
    return Memory(texts, folder.name)


def same(tables: dict[str, Any], files: Memory) -> None:
    """Both forms are read as one scenario."""
    short = shortened(whole(tables))
    one, other = (read_tables(each, files) for each in (tables, short))
    assert one.processes == other.processes
    for table in ("effects", "claims", "outcomes", "states", "levels"):
        assert said(one, table) == said(other, table)
    assert one.file.index == other.file.index


def said(scenario: Scenario, table: str) -> dict[str, Any]:
    """What stands in a table, by id, with processes in the place of groups."""
    groups = scenario.file.groups

    def plain(value: Any) -> Any:
        if isinstance(value, list | tuple):
            members = [groups.get(e, [e]) if isinstance(e, str) else [plain(e)] for e in value]
            return [one for each in members for one in each]
        return {k: plain(v) for k, v in value.items()} if isinstance(value, dict) else value

    return {each.id: plain(each.model_dump()) for each in getattr(scenario, table)}


@pytest.mark.parametrize("name", built_in())
def test_a_built_in_scenario_stays_what_it_is(name: str) -> None:
    text = (BUILT_IN / name / SCENARIO).read_text(encoding="utf-8")
    same(tomllib.loads(text), files_of(find(name)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].needs_mediator])
def test_a_beginning_stays_what_it_is(tmp_path: Path, kind: str) -> None:
    files = start(str(tmp_path / kind), Settings(["FRA,DEU,POL"], kind=kind))
    same(tomllib.loads(files[SCENARIO]), Memory(files, kind))


FULL = {
    "actors": [{"id": "FRA"}, {"id": "DZA"}],
    "voices": [{"id": "author", "name": "The author"}],
    "documents": [{"id": "text"}],
    "index": [{"pair": ["FRA", "DZA"], "half_life": 30, "prior": 5}],
    "processes": [
        {"id": "a", "title": "they talk", "prose": "They talk", "source": "FRA", "target": "DZA",
         "act": "CONSULT"},
        {"id": "b", "source": "FRA", "target": "DZA", "act": "ACCUSE"},
        {"id": "c", "source": "FRA", "target": "DZA", "act": "THREATEN"},
        {"id": "d", "source": "FRA", "target": "DZA", "act": "REJECT"},
    ],
    "groups": {"bad": ["b", "c", "d"], "contact": ["a"], "two": ["a", "b"]},
    "claims": [
        {"id": "ready", "statement": "Ready.", "voice": "author", "document": "text",
         "sentence": 3, "fingerprint": "852431220d6a", "credence": 0.5,
         "signs": [{"forced": True, "target": "talk", "moves": "up"}]},
    ],
    "effects": [
        {"effect": "disposition", "id": "r", "claim": "ready", "otherwise": 0.0, "actor": "FRA",
         "on": ["b", "c", "d"],
         "coefficient": {"mean": -0.7, "sd": 0.3, "basis": "judgement", "reference":
                         "the usual size of such an effect: a placeholder that nobody has "
                         "estimated"}},
        {"effect": "mutual-consent", "id": "both", "on": ["a"]},
    ],
    "outcomes": [{"kind": "acts", "id": "talk", "on": ["contact"]}],
}  # fmt: skip


def test_what_is_left_out_and_how_it_is_said() -> None:
    assert shortened(FULL) == {
        "actors": ["FRA", "DZA"],
        "voices": [{"id": "author", "name": "The author"}],
        "documents": [{"id": "text"}],
        "index": [["FRA", "DZA"]],
        "processes": [
            {"id": "a", "title": "they talk", "act": "FRA~DZA: CONSULT"},
            {"id": "b", "act": "FRA>DZA: ACCUSE"},
            {"id": "c", "act": "FRA>DZA: THREATEN"},
            {"id": "d", "act": "FRA>DZA: REJECT"},
        ],
        "claims": [
            {"id": "ready", "statement": "Ready.", "at": "3 852431220d6a", "credence": 0.5,
             "effects": [{"effect": "disposition", "id": "r", "actor": "FRA",
                          "on": ["hostility"], "coefficient": "lowers"}],
             "signs": {"talk": "up"}},
        ],
        "effects": [{"effect": "mutual-consent", "id": "both", "on": ["a"]}],
        "outcomes": [{"kind": "acts", "id": "talk", "on": ["contact"]}],
    }  # fmt: skip
