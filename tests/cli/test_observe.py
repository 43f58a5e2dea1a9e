"""`detente observe` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from tests.cli.test_cli import TOY, Cli, refused
from tests.cli.test_cli import cli as cli

HEAD = "date,source,target,act,claim,note,reference\n"
FEW = ("--paths", "200")
GIVEN = ("--acts", "news.csv", "--to", "2024-12-18")
NEWS = HEAD + (
    "2024-11-18,USA,RUS,SANCTION,,too early,\n"
    "2024-12-02,RUS,USA,CONSULT.phone@leader,,,\n"
    "2024-12-03,UKR,RUS,REQUEST,,nobody plays it,\n"
    "2025-01-09,USA,RUS,SANCTION,,too late,\n"
)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("news.csv").write_text(NEWS)
    Path("empty.csv").write_text("")
    Path("wrong.csv").write_text(
        HEAD + "2024-12-02,RUS,USB,CONSULT,,,\n2024-12-03,RUS,USA,TALK,,,\n"
    )
    return tmp_path


def test_what_moved_is_told_and_the_scenario_goes_on(cli: Cli) -> None:
    shown = cli(
        "observe", TOY, *GIVEN, *FEW, "--out", "next", "--chart", "c.svg", "--json", "o.json"
    )
    assert shown.code == 0, shown.err
    assert "observed from" in shown.out
    assert "Heard, but no evidence" in shown.out
    assert "3 Dec UKR RUS REQUEST" in shown.out
    assert "2 acts lie outside these days" in shown.out
    told = json.loads(Path("o.json").read_text())
    assert told["format"] == "detente-observed"
    assert [each["date"] for each in told["acts"]] == ["2024-12-02"]
    assert told["outside"] == 2
    for claim in told["claims"]:
        moved = sum(mover["moved"][claim["claim"]] for mover in told["movers"])
        assert moved + claim["by_chance"] == pytest.approx(claim["after"] - claim["before"])
    after = detente.load("next")
    assert str(after.as_of) == "2024-12-18"
    assert after.claims[0].credence == pytest.approx(told["claims"][0]["after"], abs=1e-6)
    assert Path("c.svg").stat().st_size > 1000
    french = cli("observe", TOY, *GIVEN, *FEW, "--language", "fr")
    assert "Ce qui les a déplacées" in french.out
    assert "tirages, dont" in french.out
    assert refused(cli("observe", TOY, *GIVEN, "--out", "next"))


def test_python_takes_the_acts_of_a_future() -> None:
    scenario = detente.load(TOY)
    acts = scenario.simulate(4).future(2).acts
    to = scenario.as_of.replace(month=12)
    found = scenario.observe(acts, to, paths=200)
    assert len(found.acts) + found.outside + len(found.unplayed) == len(acts)
    assert found.updated().as_of == to
    assert "observed from" in str(found.summary())
    assert ".save(" in repr(found.figure())
    assert found.claims.to_polars().height == len(scenario.claims)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--to", "2024-12-18"), "give the acts as a file (--acts)"),
        (("--acts", "news.csv"), "name the last day that the acts cover (--to)"),
        (("--acts", "news.csv", "--to", "2024-11-18"), "--to 2024-11-18: outside the horizon"),
        (("--acts", "news.csv", "--to", "2040-01-01"), "--to 2040-01-01: outside the horizon"),
        (("--acts", "news.csv", "--to", "soon"), "--to soon: no date"),
        (("--acts", "none.csv", "--to", "2024-12-18"), "none.csv"),
        (("--acts", "empty.csv", "--to", "2024-12-18"), "line 1: the columns must be date,"),
        ((*GIVEN, "--paths", "5"), "--paths 5: give a number from 200"),
        ((*GIVEN, "--dataset", "icews"), "give the acts as a file (--acts) or"),
        ((*GIVEN, "--json", "news.csv", "--overwrite"), "--acts has the same name"),
    ],
)
def test_what_makes_no_sense_is_refused(cli: Cli, given: tuple[str, ...], message: str) -> None:
    assert message in refused(cli("observe", TOY, *given))


def test_all_that_is_wrong_in_a_file_is_told(cli: Cli) -> None:
    result = cli("observe", TOY, "--acts", "wrong.csv", "--to", "2024-12-18")
    assert result.code == 2
    assert "line 2: unknown actor 'USB'; did you mean 'USA'" in result.err
    assert "line 3: " in result.err
