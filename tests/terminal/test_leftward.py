"""Names that run from right to left keep to themselves on every page of the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.cli.app import app
from detente.language.safe import CLOSE, OPEN
from tests.report import leftward
from tests.report.leftward import ARABIC, HEBREW, STATEMENT, exposed


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(leftward.folder(tmp_path_factory.mktemp("leftward") / "scenario"))


def said(columns: int, *command: str) -> str:
    result = CliRunner().invoke(app, command, env={"COLUMNS": str(columns)})
    assert result.exit_code == 0, result.exception
    return result.stdout


@pytest.mark.parametrize(("language", "columns"), [("en", 80), ("fr", 40)])
def test_every_name_is_isolated_on_each_line(
    scenario: str, language: str, columns: int, tmp_path: Path
) -> None:
    run, spoken = str(tmp_path / "run"), ("--language", language)
    played = said(columns, "simulate", scenario, "--paths", "60", "--out", run, *spoken)
    against = ("--paths", "60", "--force-b", "upland-ready=false", *spoken)
    claims = said(columns, "claims", scenario)
    pages = {
        "simulate": played,
        "explain": said(columns, "explain", run, "leaders-speak", *spoken),
        "compare": said(columns, "compare", scenario, *against),
        "claims": claims,
    }
    assert {name: exposed(page) for name, page in pages.items()} == {name: [] for name in pages}
    together = " ".join(played.split()).replace(f"{CLOSE} {OPEN}", " ")
    assert f"{OPEN}{HEBREW}{CLOSE} – {OPEN}{ARABIC}{CLOSE}" in together
    assert f"{OPEN}{STATEMENT}{CLOSE}" in claims
