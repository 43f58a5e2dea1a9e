"""`detente questions`, `pledge` and `score` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from tests.cli.test_cli import PATHS, TOY, Cli, refused
from tests.cli.test_cli import cli as cli

FEW = ("--paths", PATHS)


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_questions_go_to_the_terminal_or_a_file(cli: Cli) -> None:
    shown = cli("questions", TOY, *FEW)
    assert shown.code == 0
    first, *rows = shown.out.splitlines()
    assert first.startswith("forecast,id,title,kind")
    assert rows
    written = cli("questions", TOY, *FEW, "--format", "metaculus", "--out", "m.json")
    assert written.out == f"{len(rows)} forecasts written to m.json\n"
    assert {each["forecast"] for each in json.loads(Path("m.json").read_text())} == {
        row.split(",")[0] for row in rows
    }
    document = json.loads(cli("questions", TOY, *FEW, "--json", "-").out)
    assert document["format"] == "detente-forecasts"
    assert len(document["forecasts"]) == len(rows)
    french = cli("questions", TOY, *FEW, "--language", "fr")
    assert french.out == shown.out  # data, the same in every language


def test_what_is_pledged_is_verified_and_scored(cli: Cli) -> None:
    ensemble = detente.load(TOY).simulate(int(PATHS))
    outcome = ensemble.scenario.outcomes[0]
    done = cli("pledge", TOY, "p.jsonl", *FEW, "--by", "Ada", "--only", outcome.id)
    assert done.out.startswith("1 forecast pledged in p.jsonl, which has 1 line now.\n")
    again = json.loads(cli("pledge", TOY, "p.jsonl", *FEW, "--json", "-").out)
    assert again["lines"] == 1 + len(ensemble.forecasts)
    sound = cli("pledge", "--verify", "p.jsonl", "--head", again["head"])
    assert "all as they were written" in sound.out
    assert again["head"] in sound.out
    Path("came.csv").write_text(f"id,date\n{outcome.id},never\n")
    told = json.loads(cli("score", "p.jsonl", "--resolved", "came.csv", "--json", "-").out)
    assert [each["line"] for each in told["scored"]] == [1, 2]
    assert told["scored"][0]["brier"] == pytest.approx(ensemble.probability(outcome.id) ** 2)
    page = cli("score", "p.jsonl", "--resolved", "came.csv").out
    assert "not within its window" in page
    lines = Path("p.jsonl").read_text()
    Path("p.jsonl").write_text(lines.replace('"Ada"', '"Bob"'))
    for command in (("pledge", "--verify", "p.jsonl"), ("score", "p.jsonl"),
                    ("pledge", TOY, "p.jsonl", *FEW)):  # fmt: skip
        assert "p.jsonl: line 1: changed since it was written" in refused(cli(*command))


def test_later_acts_resolve_a_pledge(cli: Cli) -> None:
    scenario = detente.load(TOY)
    outcome = next(each for each in scenario.outcomes if each.id == "contact")
    cli("pledge", TOY, "p.jsonl", *FEW, "--only", outcome.id)
    Path("later.csv").write_text(
        "date,source,target,act,claim,note,reference\n2024-12-02,RUS,USA,CONSULT.phone@leader,,,\n"
    )
    command = ("score", "p.jsonl", "--acts", "later.csv", "--scenario", TOY)
    told = json.loads(cli(*command, "--json", "-").out)
    assert [each["result"] for each in told["scored"]] == ["2024-12-02"]
    assert "2 décembre 2024" in cli(*command, "--language", "fr").out


def test_a_run_is_pledged_as_it_was_played(cli: Cli) -> None:
    detente.write_run(detente.load(TOY).simulate(20, seed=7), "run")
    cli("pledge", "run", "p.jsonl")
    first = json.loads(Path("p.jsonl").read_text().splitlines()[0])
    assert (first["seed"], first["paths"]) == (7, 20)
    message = refused(cli("pledge", "run", "run/p.jsonl"))
    assert "it lies in the run folder" in message


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("questions", TOY, "--format", "csb"), "--format csb: no such format; did you mean 'csv'"),
        (("questions", TOY, "--map", "a.csv"), "csv takes no mapping"),
        (("questions", TOY, "--json", "-", "--out", "-"), "have the same name"),
        (("pledge", TOY), "name a scenario, or a run, and the file of pledges"),
        (("pledge", TOY, "p.jsonl", "--head", "x"), "--head goes with --verify"),
        (("pledge", TOY, "--verify", "p.jsonl"), "leave out a scenario"),
        (("pledge", "--verify", "p.jsonl"), "p.jsonl: no such file"),
        (("score", "p.jsonl"), "p.jsonl: no such file"),
        (
            ("score", "p.jsonl", "--until", "2025-01-01"),
            "says until when acts are told",
        ),
        (("score", "p.jsonl", "--acts", "a.csv"), "--acts a.csv: the acts need the scenario"),
    ],
)
def test_what_makes_no_sense_is_refused(cli: Cli, command: tuple[str, ...], message: str) -> None:
    assert message in refused(cli(*command))
    assert not list(Path().iterdir())
