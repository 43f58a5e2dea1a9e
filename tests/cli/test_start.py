"""`detente new`, `schema` and `sentences`, as a user calls them."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.claims.locator import fingerprint
from detente.files.read import LARGEST_TEXT
from detente.scenario.schema import schema
from tests.cli.test_cli import Cli, refused


@pytest.fixture
def detente_cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    return Cli(monkeypatch, capsys)


def test_new_says_what_to_do_next(detente_cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "my scenario"
    result = detente_cli("new", folder, "--actors", "USA,CHN", "--actors", "Korea, Republic of")
    assert (result.code, result.err) == (0, "")
    assert f"Wrote {folder}" in result.out
    for name in folder.iterdir():
        assert name.name in result.out
    commands = result.out.split("Next:\n")[1].splitlines()
    assert [line.split()[:2] for line in commands] == [
        ["detente", "check"],
        ["detente", "simulate"],
        ["detente", "claims"],
    ]
    assert f"'{folder}' --source 'notes={folder / 'notes.md'}'" in commands[0]
    scenario = detente.load(folder)
    assert list(scenario.actors) == ["USA", "CHN", "KOR"]
    assert abs((scenario.as_of - dt.date.today()).days) <= 1


def test_new_then_check(detente_cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    result = detente_cli(
        *("new", folder, "--actors", "isr,x", "--party", "x=The X", "--title", "A title"),
        *("--as-of", "2026-01-31", "--horizon", "90"),
    )
    assert result.code == 0
    checked = detente_cli("check", folder, "--source", f"notes={folder / 'notes.md'}")
    assert checked.code == 0
    assert "A title" in checked.out
    assert "Locators of 'notes': all match" in checked.out
    scenario = detente.load(folder)
    assert (scenario.as_of, scenario.file.horizon) == (dt.date(2026, 1, 31), 90)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--actors", "USA"], "name at least two"),
        (
            ["--actors", "USA,CHN", "--as-of", "soon"],
            "--as-of soon: no date; write it like 2025-06-30",
        ),
        (["--actors", "USA,CHN", "--horizon", "0"], "--horizon 0"),
    ],
)
def test_new_refuses(detente_cli: Cli, tmp_path: Path, arguments: list[str], words: str) -> None:
    assert words in refused(detente_cli("new", tmp_path / "x", *arguments))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_new_without_permission(detente_cli: Cli, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        result = detente_cli("new", tmp_path / "x", "--actors", "USA,CHN")
        assert "cannot write" in refused(result)
    finally:
        tmp_path.chmod(0o700)


def test_schema_is_printed(detente_cli: Cli) -> None:
    first, again = detente_cli("schema"), detente_cli("schema")
    assert first.code == 0
    assert first.out == again.out
    assert json.loads(first.out) == schema()


def test_schema_is_the_same_in_another_process() -> None:
    code = "from detente.scenario.schema import schema_text; print(schema_text(), end='')"
    source = str(Path(detente.__file__).parents[1])
    texts = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": source, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            timeout=600,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


TEXT = "First. Then « a second » !  And\u00a0a third\n\nA heading\n"
NUMBERED = ["First.", "Then « a second » !", "And a third", "A heading"]


def test_sentences_are_numbered(detente_cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    result = detente_cli("sentences", file)
    assert result.code == 0
    lines = [line.split(maxsplit=2) for line in result.out.splitlines()]
    assert lines == [[str(n), fingerprint(s), s] for n, s in enumerate(NUMBERED, start=1)]


def test_sentences_as_json(detente_cli: Cli, tmp_path: Path) -> None:
    file, target = tmp_path / "text.txt", tmp_path / "found.json"
    file.write_text(TEXT, encoding="utf-8")
    shown = detente_cli("sentences", file, "--json", "-")
    detente_cli("sentences", file, "--json", target)
    found = json.loads(shown.out)
    assert found == json.loads(target.read_text(encoding="utf-8"))
    assert (found["format"], found["version"]) == ("detente-sentences", 1)
    assert [each["text"] for each in found["sentences"]] == NUMBERED
    assert found["sentences"][0] == {
        "number": 1,
        "fingerprint": fingerprint("First."),
        "text": "First.",
    }


def test_sentences_cannot_write_to_the_terminal(detente_cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("One\x1b[2J two.\n", encoding="utf-8")
    assert "\x1b" not in detente_cli("sentences", file).out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "no such file"),
        ("folder", "a folder; name a file"),
        (b"caf\xe9.", "not UTF-8"),
        (b" \n\n", "the file is empty"),
        (b"", "the file is empty"),
    ],
)
def test_sentences_refuses(
    detente_cli: Cli, tmp_path: Path, content: bytes | str | None, words: str
) -> None:
    file = tmp_path / "text.txt"
    if content == "folder":
        file.mkdir()
    elif isinstance(content, bytes):
        file.write_bytes(content)
    assert words in refused(detente_cli("sentences", file))


def test_sentences_refuses_what_is_too_large(detente_cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    with file.open("wb") as large:
        large.truncate(LARGEST_TEXT + 1)
    assert "too large" in refused(detente_cli("sentences", file))


def test_nothing_said_gives_the_help(detente_cli: Cli) -> None:
    result = detente_cli()
    assert "Traceback" not in result.err
    assert "Usage: detente" in result.out + result.err


def test_one_mistake_in_what_new_wrote_is_one_fault(detente_cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    detente_cli("new", folder, "--actors", "USA,CHN")
    file = folder / "scenario.toml"
    file.write_text(file.read_text("utf-8").replace("horizon = 365", "horizon = 36,5"), "utf-8")
    assert "write 36.5, with a point" in refused(detente_cli("check", folder))


def test_titles_of_new_are_as_they_are_read(detente_cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "x"
    detente_cli("new", folder, "--actors", "USA,CHN")
    outcome = detente.load(folder).outcome("relations-worsen")
    assert re.fullmatch(r"Relations worsen \(−?\d\.\d for 30 days\)", outcome.title)


def test_a_file_is_no_scenario(detente_cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "brief.md").write_text("A brief.", "utf-8")
    error = refused(detente_cli("simulate", tmp_path / "brief.md"))
    assert "brief.md: a file; name the folder of the scenario" in error


def test_an_option_is_proposed_for_its_letters(detente_cli: Cli) -> None:
    """And not for the dashes that all have."""
    assert "did you mean '--actors'" in refused(detente_cli("new", "x", "--actor", "USA"))
    assert "did you mean" not in refused(detente_cli("claims", "us-russia-2024", "--json", "-"))
