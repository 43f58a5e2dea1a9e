"""`--credence`: a claim believed otherwise than stated, as a user calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from tests.cli.test_cli import TOY, Cli, cli, refused

__all__ = ["cli"]  # the fixture

MOVED = ("--paths", "200", "--seed", "4", "--credence", "ready=0.85")


def test_it_is_said_in_both_languages_and_counts(cli: Cli) -> None:
    said = " ".join(cli("simulate", TOY, *MOVED).out.split())
    assert "Intervention: believed 85 % instead of 60 %: “One side is ready to talk”" in said
    french = " ".join(cli("simulate", TOY, *MOVED, "--language", "fr").out.split())
    assert "Intervention, crédence de 85 % au lieu de 60 % :" in french.replace(
        "\u202f", " "
    ).replace("\xa0", " ")
    found = json.loads(cli("simulate", TOY, *MOVED, "--json", "-").out)
    assert found["claims"][0]["moved_to"] == 0.85
    assert found["intervention"]["moved"] == [{"claim": "ready", "stated": 0.6, "credence": 0.85}]
    played = detente.load(TOY).simulate(200, 4, credences={"ready": 0.85})
    assert found["outcomes"][0]["probability"] == played.probability("contact")


def test_a_run_keeps_it_and_plays_it_again(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    assert cli("simulate", TOY, *MOVED, "--out", folder).code == 0
    run = detente.open_run(folder)
    assert run.manifest.credences == run.ensemble().credences == {"ready": 0.85}
    assert "--credence ready=0.85" in run.manifest.command
    assert "credences moved: ready = 0.85" in repr(run)
    assert cli("simulate", "--again", folder).out.startswith("Identical, bit for bit: 200 futures")
    text = (folder / "run.json").read_text(encoding="utf-8")
    (folder / "run.json").write_text(text.replace("0.85", "1.85"), encoding="utf-8")
    assert "give a number from 0 to 1" in refused(cli("simulate", "--again", folder))


def test_certain_is_forced(cli: Cli) -> None:
    moved = json.loads(
        cli("simulate", TOY, "--paths", "60", "--credence", "ready=1", "--json", "-").out
    )
    forced = json.loads(
        cli("simulate", TOY, "--paths", "60", "--force", "ready=true", "--json", "-").out
    )
    assert moved["outcomes"] == forced["outcomes"]


def test_compare_tells_both_sides(cli: Cli) -> None:
    result = cli(
        *("compare", TOY, "--paths", "300", "--credence-a", "ready=0.2"),
        *("--credence-b", "ready=0.9"),
    )
    said = " ".join(result.out.split())
    assert "believed 20 % instead of 60 %" in said
    assert "believed 90 % instead of 60 %" in said
    assert "compared path by path" in said


def test_explain_and_report_say_it(cli: Cli, tmp_path: Path) -> None:
    said = " ".join(cli("explain", TOY, "contact", *MOVED).out.split())
    assert "believed 85 % instead of 60 %" in said
    page = tmp_path / "page.html"
    assert cli("report", TOY, "-o", page, *MOVED).code == 0
    text = page.read_text(encoding="utf-8")
    assert "believed 85" in text
    assert "ready=0.85" in text  # in the command that makes the page again


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--credence", "ready"], "--credence ready: write CLAIM=0.65, a number from 0 to 1"),
        (["--credence", "ready=65%"], "write CLAIM=0.65"),
        (["--credence", "ready=nan"], "write CLAIM=0.65"),
        (["--credence", "ready=1.2"], "write CLAIM=0.65"),
        (["--credence", "ready=0.2", "--credence", "ready=0.3"], "moved twice"),
        (["--credence", "redy=0.2"], "did you mean 'ready'?"),
        (["--credence", "ready=0.2", "--force", "ready=true"], "leave out one of them"),
    ],
)
def test_bad_input_is_one_line(cli: Cli, arguments: list[str], words: str) -> None:
    assert words in refused(cli("simulate", TOY, *arguments))
