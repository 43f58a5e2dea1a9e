"""`simulate --out` and `--again`, as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from detente.ensemble.simulate import simulate
from tests.cli.test_cli import TOY, Cli, cli, refused

__all__ = ["cli"]  # the fixture


@pytest.fixture
def run(cli: Cli, tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    result = cli("simulate", TOY, "--paths", "60", "--seed", "4", "--out", folder)
    assert (result.code, result.err) == (0, "")
    assert result.out.endswith(f"Run kept in {folder}\n")
    return folder


def test_a_run_is_kept(run: Path) -> None:
    manifest = detente.open_run(run).manifest
    assert (manifest.paths, manifest.seed, manifest.scenario.id) == (60, 4, "toy")


def test_out_with_json_on_standard_output_prints_nothing_else(cli: Cli, tmp_path: Path) -> None:
    result = cli("simulate", TOY, "--paths", "60", "--out", tmp_path / "run", "--json", "-")
    printed = json.loads(result.out)
    assert printed.pop("check_refuses") == []  # what is said of the scenario, not of the run
    assert printed == detente.open_run(tmp_path / "run").document


@pytest.mark.parametrize("more", [[], ["--threads", "1"], ["--threads", "3"]])
def test_again_is_identical(cli: Cli, run: Path, more: list[str]) -> None:
    result = cli("simulate", "--again", run, *more)
    assert (result.code, result.err) == (0, "")
    assert result.out == "Identical, bit for bit: 60 futures of Two powers, one claim, seed 4.\n"


def test_again_as_json_and_kept_once_more(cli: Cli, run: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    found = json.loads(cli("simulate", "--again", run, "--out", other, "--json", "-").out)
    assert found == {
        "format": "detente-repeat",
        "version": 1,
        "run": str(run),
        "identical": True,
        "differing_paths": {},
        "largest_difference": 0.0,
        "versions": {},
    }
    assert detente.open_run(other).manifest.digest == detente.open_run(run).manifest.digest


def test_what_differs_is_said_and_ends_with_1(
    cli: Cli, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another seed stands for another program."""
    monkeypatch.setattr(
        "detente.runs.run.simulate", lambda *a, **k: simulate(*a, **{**k, "seed": 5})
    )
    result = cli("simulate", "--again", run)
    assert (result.code, result.err) == (1, "")
    assert result.out.startswith("Not identical: 60 futures of Two powers, one claim, seed 4.\n")
    assert "The leaders speak: another day in" in result.out
    assert "daily means differ by at most" in result.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([TOY], "leave out a scenario"),
        (["--paths", "10"], "leave out --paths"),
        (["--seed", "1"], "leave out --seed"),
        (["--until", "2025-01-01"], "leave out --until"),
        (["--force", "ready=true"], "leave out --force"),
    ],
)
def test_the_run_says_what_is_played(
    cli: Cli, run: Path, arguments: list[str | Path], words: str
) -> None:
    assert words in refused(cli("simulate", "--again", run, *arguments))
