"""`detente branch` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import TOY, Cli, refused
from tests.cli.test_cli import cli as cli

FUTURE = ("branch", TOY, "--path", "3", "--on", "2024-12-18", "--paths", "60")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_future_is_continued_with_and_without(cli: Cli) -> None:
    shown = cli(*FUTURE, "--act", "sanction@2024-12-20", "--without", "aid")
    assert shown.code == 0
    assert "Future 3 until 18 December 2024" in shown.out
    assert "taken out from 19 December 2024" in shown.out
    document = json.loads(cli(*FUTURE, "--json", "-").out)
    assert document["format"] == "detente-branch"
    assert document["paths"] == 60


def test_a_run_is_continued_as_its_scenario_is(cli: Cli) -> None:
    run = cli("simulate", TOY, "--paths", "40", "--out", "run")
    assert run.code == 0
    mine, theirs = (
        json.loads(cli("branch", of, *FUTURE[2:], "--json", "-").out) for of in ("run", TOY)
    )
    assert mine == theirs
    record = json.loads(cli("branch", "run", "--act", "sanction@2024-11-20", "--json", "-").out)
    assert record["without"] == json.loads(Path("run/result.json").read_text())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((TOY, "--path", "3"), "--path 3: say from which day on it is continued, with --on"),
        ((TOY,), "nothing is asked: name a future with --path"),
        ((TOY, "--path", "-1", "--on", "2024-12-18"), "--path -1"),
        ((TOY, "--path", "3", "--on", "soon"), "--on soon: no date"),
        ((*FUTURE[1:], "--act", "sanctoin@2024-12-20"), "did you mean 'sanction'?"),
        ((*FUTURE[1:], "--without", "sanction@2024-12-01"), "no day after the branch"),
        ((*FUTURE[1:-1], "0"), "--paths 0: give a number from 1"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_a_line(
    cli: Cli, words: tuple[str, ...], message: str
) -> None:
    assert message in refused(cli("branch", *words))
