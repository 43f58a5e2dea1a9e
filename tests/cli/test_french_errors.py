"""What goes wrong is told in French: one line, the same exit code, no word of English."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.cli.options import VARIABLE
from detente.errors import InputError
from detente.language.current import use_language
from detente.scenario.read import load
from tests.cli.test_cli import Cli, Result
from tests.scenario.mutated import Raw, copy, tree, write
from tests.scenario.test_read import CASES, Change

ENGLISH = re.compile(
    r"\b(the|of|is|are|and|not|give|write|with|it|its|to|must|has|have|name|which|where|than|that|"
    r"for|by|this|no|cannot|missing|there|twice|known|error|day|days|leave)\b"
)
QUOTED = re.compile(r"«[^»]*»|'[^']*'|\"[^\"]*\"|`[^`]*`|\S*/\S*|--?[\w-]+|\[[^\]]*\]|\w+ =|\.\w+")
"""What the user wrote, or has to write: the same in every language."""

WRONG = [
    "frobnicate",
    "simulat toy",
    "simulate --pathz 3",
    "simulate toy --paths",
    "simulate toy --paths x",
    "simulate toy --paths 0",
    "simulate toy --seed -1",
    "simulate toy --until 2020-01-01",
    "simulate toy --until soon",
    "simulate toy --threads 0",
    "simulate toy --force nope",
    "simulate toy --force nope=true",
    "simulate toy --force ready=true --force ready=false",
    "simulate toy --out full",
    "simulate toy --out full/x/y",
    "simulate toy --json nowhere/x.json",
    "simulate toy --again full",
    "simulate nowhere",
    "simulate full",
    "simulate",
    "simulate toy toy",
    "simulate toy --belief-range=3",
    "explain toy",
    "explain toy nothing",
    "explain toy contact --reach 2",
    "explain toy contact --reach abc",
    "explain toy contact --on 1999-01-01",
    "compare toy",
    "compare toy nowhere",
    "report toy -o full",
    "report toy",
    "check toy --source x",
    "check toy --source a=b",
    "fit toy --from soon",
    "fit toy --store full",
    "effects nope",
    "claims nowhere",
    "sentences nowhere.md",
    "sentences full",
    "sentences empty.md",
    "new full --actors USA,CHN",
    "new new --actors USA",
    "new new --actors USA,USA",
    "new new --actors USA,Atlantis",
    "new new --actors USA,CHN --horizon 0",
    "new new --actors USA,CHN --as-of soon",
    "new new --actors USA,CHN --party x",
    "new new",
    "relations USA",
    "relations USA USA",
    "relations USA Atlantis",
    "relations USA RUS --top 3",
    "relations --all USA",
    "relations USA RUS --store nowhere",
    "relations USA RUS --from 2021-01-01 --to 2020-01-01",
    "events",
    "events summary --store nowhere",
    "events import nowhere.csv --store store",
    "events import full --store store",
    "events import empty.md --reader x --store store",
    "events export acts.txt --store nowhere",
    "events fetch x --from 2020-01-01 --to 2020-01-02",
    "events fetch gdelt --from 2020-01-01 --to 2020-01-01 --mirror file:///x --store store",
    "events coverage --top 0",
]


def english(line: str) -> list[str]:
    """English words of a line, those aside that are written so in every language."""
    return ENGLISH.findall(QUOTED.sub(" ", line))


def test_what_is_english() -> None:
    assert english("toy/x.toml: horizon: give a whole number") == ["give"]
    assert english("erreur : --reach 2 : donner un nombre ; voir detente explain --help") == []


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cli:
    """The command, in a folder with the toy."""
    copy(tmp_path / "toy")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "empty.md").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return Cli(monkeypatch, capsys)


def assert_french(result: Result) -> None:
    assert result.code == 2
    assert result.err.startswith("erreur\xa0: "), result.err
    assert result.err.count("\n") == 1, result.err
    assert english(result.err) == [], result.err


def test_wrong_inputs(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    for line in WRONG:
        result = cli(*line.split())
        if line == "events":  # asks for nothing: the help
            continue
        assert_french(result)


@pytest.mark.parametrize("place", [(), ("--paths", "x")])
def test_the_option_is_in_force_wherever_it_stands(cli: Cli, place: tuple[str, ...]) -> None:
    assert_french(cli("simulate", *place, "nowhere", "--language", "fr"))
    assert_french(cli("simulate", "--language=fr", "nowhere", *place))


def test_an_unknown_language_is_told_in_that_of_the_environment(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    assert_french(cli("simulate", "toy", "--language", "de"))


def test_braces_that_somebody_wrote_are_no_placeholders(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "fr")
    result = cli("simulate", "{name}{0}{")
    assert_french(result)
    assert "«\xa0{name}{0}{\xa0»" in result.err


def told(folder: Path) -> str:
    with use_language("fr"), pytest.raises(InputError) as caught:
        load(folder)
    return str(caught.value)


def test_every_mistake_in_a_scenario(tmp_path: Path) -> None:
    wrong = []
    for number, param in enumerate(CASES):
        change: Change = param.values[0]
        raw: Raw = tree()
        change(raw)
        line = told(write(tmp_path / str(number), raw))
        if english(line.replace("Republic of the Congo", "")):  # names are typed in English
            wrong.append(line)
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    ["horizon = = 120", "horizon = 0x", "title = 'x", "[x", "[[x]", "x = [1", "x = {a = 1", "x 1",
     "x = 1 y = 2", 'x = "\\q"', 'x = "\\uZZZZ"', "x = 2024-13-01", "é = 1", "x = 1\nx = 2"],
)  # fmt: skip
def test_texts_that_are_no_toml(tmp_path: Path, text: str) -> None:
    folder = copy(tmp_path)
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    assert english(told(folder)) == []
