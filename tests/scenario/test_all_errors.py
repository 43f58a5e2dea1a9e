"""All errors of a scenario are told together, each on a line of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import InputError, ScenarioError
from detente.language.current import use_language
from detente.language.faults import MOST, listed
from detente.scenario.read import load
from tests.cli.test_cli import Cli
from tests.scenario.mutated import Raw, by_id, changed, copy, without_line

HEADER = "date,source,target,act,claim,note,reference\n"


def faults(folder: Path) -> list[str]:
    """What is wrong with a folder, without its path and the numbers of lines."""
    with pytest.raises(ScenarioError) as caught:
        load(folder)
    first, *others = caught.value.faults
    more = f" (and {len(others)} more)" if others else ""
    assert str(caught.value) == f"{first}{more}"
    assert all(line.isprintable() for line in caught.value.faults)
    return [without_line(line.removeprefix(f"{folder}/")) for line in caught.value.faults]


def all_wrong(raw: Raw) -> None:
    """Errors of all kinds, some of which would bring others with them."""
    raw["horizn"] = 120
    by_id(raw["actors"], "UKR")["id"] = "UKX"  # and of the process that names UKR
    raw["processes"][1]["sorce"] = raw["processes"][1].pop("source")
    raw["processes"][2]["rate"]["per_year"] = -4
    raw["processes"][3]["target"] = "RUX"
    raw["claims"][0]["credence"] = 60
    raw["claims"].append(raw["claims"][0] | {"id": "b", "credence": 0.2, "voice": "auther"})
    raw["effects"][0]["on"] = ["contct"]
    raw["effects"].append(raw["effects"][0] | {"id": "other", "effect": "dispositon"})
    raw["outcomes"][1]["on"] = ["sanction", "sanctoin"]
    raw["outcomes"][2]["dys"] = raw["outcomes"][2].pop("days")


def test_of_all_kinds(tmp_path: Path) -> None:
    found = faults(changed(tmp_path, all_wrong))
    wanted = [
        "processes[2].sorce ('ru-accuses'): unknown key; did you mean 'source' or 'once'?",
        "processes[3].rate.per_year ('us-accuses'): give ",
        "claims[1].credence ('ready'): give 1 or less, not 60",
        "horizn: unknown key",
        "effects[2] ('other'): no effect 'dispositon'; did you mean 'disposition'?",
        "outcomes[3] ('thaw'): dys: unknown key; did you mean 'days'?",
        "actors[3].id: no actor 'UKX'",
        "processes[4] ('sanction'): unknown actor 'RUX'; did you mean 'RUS'",
        "processes[8] ('aid'): unknown actor 'UKR'",
        "claims[2] ('b').voice: no voice 'auther'; did you mean 'author'?",
    ]
    for line, start in zip(found, wanted, strict=False):
        assert line.startswith(f"scenario.toml: {start}"), found
    assert len(found) == len(wanted) + 3  # two lines of the acts, one outcome
    assert any("no process or group 'sanctoin'" in line for line in found)
    assert not any("this key is missing" in line for line in found)


@pytest.mark.parametrize("table", ["claims", "processes", "outcomes", "actors"])
def test_numbers_are_those_of_the_file(tmp_path: Path, table: str) -> None:
    """An entry that cannot be read does not shift the numbers of those behind it."""

    def change(raw: Raw) -> None:
        raw["claims"] += [raw["claims"][0] | {"id": name} for name in ("b", "c")]
        raw[table][0]["wrong"] = 1
        raw["claims"][2]["document"] = "nowhere"
        raw["processes"][-1]["target"] = "nowhere"

    last = len(changed_tables(change)["processes"])
    found = faults(changed(tmp_path, change))
    assert any("claims[3] ('c').document: no document 'nowhere'" in line for line in found)
    assert any(f"processes[{last}] (" in line and "'nowhere'" in line for line in found)


def changed_tables(change: Callable[[Raw], object]) -> Raw:
    """The toy's tables, changed."""
    from tests.scenario.mutated import tree

    raw = tree()
    change(raw)
    return raw


def test_every_line_of_the_acts(tmp_path: Path) -> None:
    copy(tmp_path)
    lines = [
        "2024-11-01,USA,UKA,AIDE,redy,,",
        "18/11/2024,USA,USA,AID,,,",
        "2024-11-01,USA,UKR,AID,,,",
        "2024-11-19,USA,UKR,AID,,",
        "2024-11-30,RUS,USA,AID,,,",
    ]
    (tmp_path / "acts.csv").write_text(HEADER + "\n".join(lines), encoding="utf-8")
    found = faults(tmp_path)
    places = [line.split(": ")[1] for line in found]
    assert places == ["line 2"] * 3 + ["line 3"] * 2 + ["line 5", "line 6"]


def test_words_of_a_translation_too(tmp_path: Path) -> None:
    folder = changed(tmp_path, lambda raw: raw.update(translations={"fr": "fr.toml"}))
    text = '[claims.redy]\nstatement = "x"\n[outcomes.contact]\nnote = "y"\n'
    (folder / "fr.toml").write_text(text, encoding="utf-8")
    assert [line.split(": ")[1] for line in faults(folder)] == [
        "claims.redy",
        "outcomes.contact.note",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_hint_that_names_what_is_wrong_does_not_stand_for_it(
    tmp_path: Path, language: str
) -> None:
    """The outcome is named, though what is proposed has its name."""
    folder = changed(tmp_path, lambda raw: raw["outcomes"][0].update(on=["contct"]))
    with use_language(language), pytest.raises(ScenarioError) as caught:
        load(folder)
    subject, hint = re.split(r"\s?;", str(caught.value))
    assert "contact" in subject.partition(".toml")[2]
    assert "contact" in hint


def test_what_follows_from_another_error_is_left_out(tmp_path: Path) -> None:
    (line,) = faults(changed(tmp_path, lambda raw: raw["processes"][0].update(target="UAS")))
    assert line.startswith(
        "scenario.toml: processes[1] ('call'): unknown actor 'UAS'; did you mean"
    )


def test_the_command_prints_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = changed(tmp_path, all_wrong)
    told = faults(folder)
    result = Cli(monkeypatch, capsys)("check", folder, "--json", tmp_path / "check.json")
    assert result.code == 2
    lines = [line.removeprefix("error: ") for line in result.err.splitlines()]
    assert [without_line(line) for line in lines] == [f"{folder}/{line}" for line in told]
    written: dict[str, Any] = json.loads((tmp_path / "check.json").read_text(encoding="utf-8"))
    assert written["format"] == "detente-check"
    assert written["faults"] == lines
    assert len(written["locations"]) == len(lines)


def test_no_more_are_listed_than_anyone_reads() -> None:
    many = InputError("first (and 59 more)", [f"error {n}" for n in range(MOST + 10)])
    assert listed(many) == [*many.faults[:MOST], "… and 10 more errors"]
    assert listed(InputError("alone")) == ["alone"]
    with use_language("fr"):
        assert listed(many)[-1] == "… et 10 autres erreurs"
