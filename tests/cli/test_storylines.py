"""`detente storylines` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from tests.cli.test_cli import TOY, Cli, refused
from tests.cli.test_cli import cli as cli

FEW = ("--paths", "120")


def test_kinds_are_told_and_drawn(cli: Cli, tmp_path: Path) -> None:
    charts, file = tmp_path / "charts", tmp_path / "kinds.json"
    told = cli(
        "storylines", TOY, *FEW, "--kinds", "2", "--charts", str(charts), "--json", str(file)
    )
    assert told.code == 0
    assert "Kind of future" in told.out
    assert "An example (path " in told.out
    document = json.loads(file.read_text())
    assert [kind["number"] for kind in document["kinds"]] == [1, 2]
    assert (charts / "kinds-map.png").stat().st_size > 1_000
    french = cli("storylines", TOY, *FEW, "--kinds", "2", "--language", "fr")
    assert "Type de futur" in french.out


def test_it_follows_what_is_seen(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "kinds.json"
    seen = ("--paths", "500", "--seen", "claim ready")
    assert cli("storylines", TOY, *seen, "--json", str(file)).code == 0
    document = json.loads(file.read_text())
    assert document == detente.load(TOY).simulate(500).seen("claim ready").storylines().document()
    assert document["seen"]["among"] == 500 > document["paths"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--kinds", "1"), "--kinds 1: give a number from 2 to 8"),
        (("--outcomes", "contct"), "contct"),
    ],
)
def test_bad_input(cli: Cli, options: tuple[str, ...], says: str) -> None:
    assert says in refused(cli("storylines", TOY, *FEW, *options))
