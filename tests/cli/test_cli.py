"""The command line, as a user calls it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.claims.locator import fingerprint
from detente.cli.entry import main
from detente.effects.registry import effects
from tests.forms import size

TOY = Path(__file__).parent.parent / "data" / "toy"
PATHS = "60"
SENTENCE = "One side says that it is ready to talk."


@dataclass
class Result:
    code: int
    out: str
    err: str


class Cli:
    """Runs `detente` within this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Result:
        self.monkeypatch.setattr(sys, "argv", ["detente", *map(str, arguments)])
        with pytest.raises(SystemExit) as end:
            self.run()
        captured = self.capsys.readouterr()
        return Result(int(end.value.code or 0), captured.out, captured.err)

    @staticmethod
    def run() -> None:
        main()
        sys.exit(0)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")
    return Cli(monkeypatch, capsys)


def refused(result: Result) -> str:
    """The one line of a refusal."""
    assert result.code == 2
    assert result.out == ""
    assert "Traceback" not in result.err
    assert result.err.startswith("error: ")
    assert result.err.count("\n") == 1
    return result.err


@pytest.fixture
def sourced(tmp_path: Path) -> Path:
    """A copy of the toy whose locator matches SENTENCE."""
    folder = tmp_path / "toy"
    shutil.copytree(TOY, folder)
    file = folder / "scenario.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("0123456789ab", fingerprint(SENTENCE)), encoding="utf-8")
    return folder


def test_simulate_prints_title_outcomes_and_index(cli: Cli) -> None:
    result = cli("simulate", TOY, "--paths", PATHS)
    assert result.code == 0
    assert result.err == ""
    assert "Two powers, one claim" in result.out
    for title in ("The leaders speak", "New sanctions", "The index is above -3"):
        assert title in result.out
    assert "Relation index" in result.out
    assert "\x1b" not in result.out


def test_simulate_says_what_was_forced(cli: Cli) -> None:
    result = cli("simulate", TOY, "--paths", PATHS, "--force", "ready=false")
    assert "Intervention: claim forced false: “One side is ready to talk”" in result.out


def test_json_has_the_documented_keys(cli: Cli) -> None:
    result = cli("simulate", TOY, "--paths", PATHS, "--seed", "7", "--json", "-")
    assert result.code == 0
    found: dict[str, Any] = json.loads(result.out)
    assert found["format"] == "detente-ensemble"
    assert found["version"] == 1
    assert set(found["scenario"]) == {"id", "title", "hash"}
    assert found["scenario"]["id"] == "toy"
    assert (found["as_of"], found["horizon"]) == ("2024-11-18", 120)
    assert (found["paths"], found["seed"]) == (60, 7)
    assert found["claims"] == [
        {"id": "ready", "credence": 0.6, "credence_sd": 0.0, "forced": None, "moved_to": None}
    ]
    assert [outcome["id"] for outcome in found["outcomes"]] == ["contact", "sanctions", "thaw"]
    for outcome in found["outcomes"]:
        assert {"id", "title", "probability", "interval", "median_date", "first_passage"} <= set(
            outcome
        )
        low, high = outcome["interval"]
        assert 0 <= low <= outcome["probability"] <= high <= 1
        curve = outcome["first_passage"]
        assert len(curve["dates"]) == len(curve["cumulative"]) == 120
        assert curve["dates"][0] == "2024-11-19"
        assert curve["cumulative"] == sorted(curve["cumulative"])
        assert curve["cumulative"][-1] == pytest.approx(outcome["probability"], abs=1e-9)
    assert found["relation_index"][0]["pair"] == ["RUS", "USA"]


def test_json_says_what_was_forced_and_until_when(cli: Cli) -> None:
    result = cli(
        *("simulate", TOY, "--paths", PATHS, "--json", "-"),
        *("--force", "ready=true", "--until", "2024-12-18"),
    )
    found = json.loads(result.out)
    assert found["claims"][0]["forced"] is True
    assert found["horizon"] == 30


def test_same_seed_same_document_another_seed_another(cli: Cli) -> None:
    arguments = ("simulate", TOY, "--paths", PATHS, "--json", "-", "--seed")
    first, again, other = (cli(*arguments, seed).out for seed in ("3", "3", "4"))
    assert first == again
    assert json.loads(first)["outcomes"] != json.loads(other)["outcomes"]


def test_json_file_is_written_whole(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "result.json"
    file.write_text("old", encoding="utf-8")
    result = cli("simulate", TOY, "--paths", PATHS, "--json", file, "--overwrite")
    assert result.code == 0
    assert "The leaders speak" in result.out
    assert json.loads(file.read_text(encoding="utf-8"))["scenario"]["id"] == "toy"
    assert [path.name for path in tmp_path.iterdir()] == ["result.json"]


def test_json_file_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "missing" / "result.json"
    result = cli("simulate", TOY, "--paths", PATHS, "--json", file)
    assert "cannot write" in refused(result)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--force", "ready"], "write CLAIM=true or CLAIM=false"),
        (["--force", "ready=yes"], "write CLAIM=true or CLAIM=false"),
        (["--force", "ready=true", "--force", "ready=false"], "forced twice"),
        (["--force", "redy=true"], "did you mean 'ready'?"),
        (["--until", "soon"], "write it like 2025-06-30"),
        (["--until", "2024-11-18"], "outside the horizon"),
        (["--until", "2031-01-01"], "outside the horizon"),
        (["--paths", "0"], "--paths 0"),
        (["--seed", "-1"], "--seed -1"),
    ],
)
def test_simulate_refuses(cli: Cli, arguments: list[str], words: str) -> None:
    assert words in refused(cli("simulate", TOY, *arguments))


@pytest.mark.parametrize("command", ["simulate", "check", "claims"])
def test_unknown_scenario(cli: Cli, command: str) -> None:
    assert "did you mean 'us-russia-2024'?" in refused(cli(command, "us-rusia-2024"))


def test_unknown_option_is_a_usage_error(cli: Cli) -> None:
    result = cli("simulate", TOY, "--nonsense")
    assert result.code == 2
    assert "Traceback" not in result.err


def test_ctrl_c_is_no_traceback(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.public.load.load", interrupt)
    result = cli("simulate", TOY)
    assert result.code == 130
    assert "Traceback" not in result.err


def test_effects_lists_every_effect(cli: Cli) -> None:
    result = cli("effects")
    assert result.code == 0
    assert all(name in result.out for name in effects())


def test_effects_shows_one(cli: Cli) -> None:
    result = cli("effects", "red-line")
    assert result.code == 0
    for section in ("Formula", "Units", "Expected sign", "Touches", "Source", "threshold"):
        assert section in result.out


def test_effects_unknown(cli: Cli) -> None:
    assert "did you mean 'red-line'" in refused(cli("effects", "red-lime"))


def test_claims_prints_markdown(cli: Cli) -> None:
    result = cli("claims", TOY)
    assert result.code == 0
    assert result.out.startswith("# The claims of `toy`\n")
    assert "## ready" in result.out
    assert "forced true rather than false: `contact` more likely" in result.out
    assert "`readiness` (disposition); where the claim is false: adds nothing" in result.out
    assert "act of the record, 10 November 2024" in result.out


def test_check_reports(cli: Cli) -> None:
    result = cli("check", TOY)
    assert result.code == 0
    assert "1 claims" in result.out or "1 claim" in result.out
    assert "Played/stated" in result.out
    assert "ok" in result.out


def test_check_json(cli: Cli) -> None:
    found = json.loads(cli("check", TOY, "--json", "-").out)
    assert (found["format"], found["version"]) == ("detente-check", 1)
    assert found["faults"] == []
    assert found["claims"] == 1
    assert found["passages_without_claim"] == []


def test_check_source_that_matches(cli: Cli, sourced: Path, tmp_path: Path) -> None:
    document = tmp_path / "note.txt"
    document.write_text(SENTENCE.replace(" ", "  ") + " Then another.\n", encoding="utf-8")
    result = cli("check", sourced, "--source", f"note={document}")
    assert result.code == 0
    assert "Locators of 'note': all match" in result.out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Something else altogether.\n", "no sentence has the fingerprint"),
        (f"A preface. {SENTENCE}\n", "its sentence is number 2, not 1"),
    ],
)
def test_check_source_that_does_not_match(
    cli: Cli, sourced: Path, tmp_path: Path, text: str, words: str
) -> None:
    document = tmp_path / "note.txt"
    document.write_text(text, encoding="utf-8")
    result = cli("check", sourced, "--source", f"note={document}")
    assert result.code == 2
    assert words in " ".join(result.out.split())
    assert result.err.startswith("error: 1 fault")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("note", "write DOCUMENT=FILE"),
        ("nota=x.txt", "did you mean 'note'?"),
        ("note=no-such-file.txt", "no such file"),
    ],
)
def test_check_refuses_source(cli: Cli, sourced: Path, source: str, words: str) -> None:
    assert words in refused(cli("check", sourced, "--source", source))


def test_check_refuses_a_source_that_is_no_text(cli: Cli, sourced: Path, tmp_path: Path) -> None:
    document = tmp_path / "note.bin"
    document.write_bytes(b"\xff\xfd\x00")
    assert "line 1: not UTF-8 (byte 0); save it as UTF-8" in refused(
        cli("check", sourced, "--source", f"note={document}")
    )


def test_a_misspelt_key_is_one_line(cli: Cli, sourced: Path) -> None:
    file = sourced / "scenario.toml"
    text = file.read_text(encoding="utf-8").replace("horizon =", "horzon =")
    file.write_text(text, encoding="utf-8")
    line = refused(cli("check", sourced))
    assert "scenario.toml" in line
    assert "did you mean 'horizon'?" in line


def test_version(cli: Cli) -> None:
    result = cli("--version")
    assert result.code == 0
    assert result.out == f"detente {detente.__version__}\n"


def test_help_names_the_commands(cli: Cli) -> None:
    result = cli("--help")
    assert result.code == 0
    for command in ("simulate", "check", "effects", "claims"):
        assert command in result.out
    for scenario in detente.built_in():
        assert f"\n  {scenario}\n" in result.out.replace("    ", "  ")


@pytest.mark.parametrize("statement", ["import detente", "import detente.cli"])
def test_importing_is_silent(statement: str) -> None:
    assert _python(statement) == ""


def test_the_module_is_the_command() -> None:
    """``python -m detente`` calls itself as ``detente`` does."""
    command = [sys.executable, "-m", "detente", "events", "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout.lstrip().startswith("Usage: detente events [OPTIONS] COMMAND [ARGS]...")


def test_without_docstrings_and_asserts(tmp_path: Path) -> None:
    """As under ``python -OO``: the same help, the same effects, the same futures."""
    shutil.copytree(TOY, tmp_path / "toy")
    # under -OO the loops are compiled anew for what plays
    played = ("check toy --quick", "simulate toy --paths 20 --json -")
    typed = ("--help", "events --help", "effects offer", "claims toy", *size((), played))
    program = f"""
import sys
from detente.cli import main
for words in {typed}:
    sys.argv = ["detente", *words.split()]
    try:
        main()
        print("CODE 0")
    except SystemExit as end:
        print("CODE", end.code)
"""
    plain, bare = (
        subprocess.run(
            [sys.executable, *options, "-c", program],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for options in ([], ["-OO"])
    )
    assert plain.count("CODE 0") + plain.count("CODE None") == len(typed)
    assert bare == plain


def test_help_imports_nothing_heavy() -> None:
    program = """
import sys
from detente.cli import main
sys.argv = ["detente", "--help"]
try:
    main()
except SystemExit:
    pass
heavy = {"numba", "numpy", "pydantic", "polars", "pandas", "scipy", "pycountry"}
print("HEAVY", sorted(heavy & set(sys.modules)))
"""
    assert _python(program).splitlines()[-1] == "HEAVY []"


def _python(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=600
    )
    assert done.stderr == ""
    return done.stdout


def test_claims_are_markdown_but_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    page = cli("claims", TOY).out
    assert "| [`ready`](#ready) | `author` |" in page
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    shown = cli("claims", TOY).out
    assert "`" not in shown
    assert "\nready\n  voice: author   document: note, 1\n" in shown
    assert "> The author holds that one side is ready to talk." in " ".join(shown.split())
