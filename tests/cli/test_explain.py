"""`detente explain` and `detente compare`, as a user calls them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.cli.playing import Play
from detente.language.current import LANGUAGES, use_language
from detente.language.likelihood import scale
from tests.cli.test_cli import TOY, Cli, cli, refused
from tests.explain.worlds import lively
from tests.scenario.mutated import Raw, changed

__all__ = ["cli"]  # the fixture

PATHS = ("--paths", "200")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario in which there is something to explain."""
    return changed(tmp_path_factory.mktemp("lively"), lively)


def test_explain_prints_every_part(cli: Cli, folder: Path) -> None:
    result = cli("explain", folder, "contact", *PATHS, "--on", "2025-01-15", "--reach", "0.5")
    assert (result.code, result.err) == (0, "")
    for words in (
        "The leaders speak",
        "What holds it back: leaders speak",
        "15 Jan",
        "disposition (Russia) ← “One side is ready to talk”",
        "log of the daily chance",
        "daily chance",
        "by who waits",
        "futures waiting",
        "they are direct, given the history",
        "which futures still wait",
        "What each claim is worth",
        "What kind of uncertainty",
        "What it would take to reach 50 %",
    ):
        assert words.lower() in " ".join(result.out.split()).lower(), words


@pytest.mark.parametrize("name", LANGUAGES)
def test_explain_and_compare_begin_in_words(cli: Cli, name: str) -> None:
    """Before any table; the words of probability have their scale."""
    flat = " ".join(cli("explain", TOY, "contact", *PATHS, "--language", name).out.split())
    ensemble = detente.load(TOY).simulate(int(PATHS[1]))
    with use_language(name):
        said = [" ".join(each.split()) for each in ensemble.explain("contact").memo()]
        legend = " ".join(scale().split())
    assert f"{' '.join(said)} {legend}" in flat
    assert "─" not in flat[: flat.index(legend)]
    flat = " ".join(
        cli("compare", TOY, *PATHS, "--force-b", "ready=true", "--language", name).out.split()
    )
    forced = detente.load(TOY).simulate(int(PATHS[1]), force={"ready": True})
    with use_language(name):
        said = [" ".join(each.split()) for each in detente.compare(ensemble, forced).memo()]
    assert flat.startswith(" ".join(said))


def test_explain_an_index_and_what_a_table_sums_to(cli: Cli) -> None:
    out = cli("explain", TOY, "thaw", *PATHS, "--on", "2024-12-01").out
    part = out.split("Which acts moved the index")[1].split("\n\n")[0]
    rows = [line for line in part.splitlines() if re.search(r"[+−]?\d", line)][1:]
    numbers = [float(row.split()[-1].replace("−", "-")) for row in rows]
    assert sum(numbers[:-1]) == pytest.approx(numbers[-1], abs=0.05)


def test_explain_json(cli: Cli, folder: Path) -> None:
    result = cli("explain", folder, "contact", *PATHS, "--reach", "0.5", "--json", "-")
    found: dict[str, Any] = json.loads(result.out)
    assert (found["format"], found["version"]) == ("detente-explanation", 2)
    assert found["outcome"]["id"] == "contact"
    assert "ready" in {worth["claim"] for worth in found["worths"]}
    assert [g["group"] for g in found["variance"]["groups"]] == ["belief", "parameters", "chance"]
    (stack,) = found["stacks"]
    for t, whole in enumerate(stack["log_hazard"]):
        if whole is not None:
            assert sum(p["values"][t] for p in stack["parts"]) == pytest.approx(whole, abs=1e-9)
    assert {way["reached"] for way in found["ways"]} <= {True, False}


def test_a_run_folder_is_explained_as_it_was(cli: Cli, tmp_path: Path) -> None:
    run = tmp_path / "run"
    cli("simulate", TOY, *PATHS, "--seed", "9", "--out", run)
    kept = cli("explain", run, "contact", "--json", "-").out
    assert json.loads(kept) == json.loads(
        cli("explain", TOY, "contact", *PATHS, "--seed", "9", "--json", "-").out
    )


def test_compare_under_claims(cli: Cli, folder: Path) -> None:
    result = cli("compare", folder, *PATHS, "--force-b", "ready=true")
    assert (result.code, result.err) == (0, "")
    assert "compared path by path" in result.out
    assert "“One side is ready to talk”" in result.out
    assert "disposition" in result.out


def test_compare_two_runs_as_json(cli: Cli, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        cli("simulate", TOY, *PATHS, "--seed", seed, "--out", tmp_path / seed)
    found = json.loads(cli("compare", tmp_path / "1", tmp_path / "2", "--json", "-").out)
    assert (found["format"], found["paired"]) == ("detente-comparison", False)
    assert [row["outcome"] for row in found["outcomes"]] == ["contact", "sanctions", "thaw"]
    for row in found["outcomes"]:
        assert row["difference"] == pytest.approx(row["second"] - row["first"])


def test_a_scenario_beside_a_run_is_played_as_the_run_was(cli: Cli, tmp_path: Path) -> None:
    cli("simulate", TOY, "--paths", "60", "--seed", "9", "--out", tmp_path / "run")
    forced = ("--force-b", "ready=true", "--json", "-")
    found = json.loads(cli("compare", tmp_path / "run", TOY, *forced).out)
    assert (found["second"]["paths"], found["second"]["seed"], found["paired"]) == (60, 9, True)
    own = ("--paths", "40", "--until", "2024-12-31")
    found = json.loads(cli("compare", tmp_path / "run", TOY, *own, *forced).out)
    assert (found["first"]["paths"], found["second"]["paths"]) == (60, 40)
    assert found["compared"]["first"]["until"] == found["second"]["last_day"] == "2024-12-31"
    runs = cli(
        "compare", tmp_path / "run", tmp_path / "run", "--paths", "40", "--force-b", "a=true"
    )
    assert "leave out --paths" in refused(runs)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", TOY, "contct"], "did you mean 'contact'?"),
        (["explain", TOY, "contact", "--reach", "2"], "--reach 2: give a probability"),
        (["explain", TOY, "contact", "--reach", "nan"], "--reach nan: give a probability"),
        (["explain", TOY, "contact", *PATHS, "--on", "2031-01-01"], "no day of the play"),
        (["explain", TOY, "contact", *PATHS, "--on", "soon"], "--on soon: no date"),
        (["explain", TOY, "contact", "--threads", "0"], "--threads 0"),
        (["explain", TOY, "contact", "--force", "ready"], "write CLAIM=true or CLAIM=false"),
        (["explain", "nowhere", "contact"], "no scenario folder"),
        (["compare", TOY], "name a second scenario"),
        (["compare", TOY, "--force-a", "redy=true"], "did you mean 'ready'?"),
        (["compare", TOY, TOY, *PATHS, "--outcome", "x"], "is not in both"),
    ],
)
def test_refusals(cli: Cli, arguments: list[str | Path], words: str) -> None:
    assert words in refused(cli(*arguments))


def test_a_run_cannot_be_something_else(cli: Cli, tmp_path: Path) -> None:
    cli("simulate", TOY, *PATHS, "--out", tmp_path / "run")
    assert "leave out --seed" in refused(cli("explain", tmp_path / "run", "contact", "--seed", "2"))
    with pytest.raises(detente.InputError, match="leave out --force"):
        Play(forced={"ready": True}).ensemble(detente.open_run(tmp_path / "run"), lambda _: None)


@pytest.mark.parametrize(
    "command", [["explain", "contact"], ["compare", "--force-b", "ready=true"]]
)
def test_results_are_not_written_over_what_they_are_made_from(
    cli: Cli, folder: Path, tmp_path: Path, command: list[str]
) -> None:
    verb, *rest = command
    before = (folder / "scenario.toml").read_bytes()
    result = cli(verb, folder, *rest, *PATHS, "--overwrite", "--json", folder / "scenario.toml")
    assert "it is a file of the scenario" in refused(result)
    assert (folder / "scenario.toml").read_bytes() == before
    run = tmp_path / "run"
    cli("simulate", TOY, *PATHS, "--out", run)
    kept = (run / "run.json").read_bytes()
    questions: list[list[str | Path]] = [["simulate", "--again", run], ["explain", run, "contact"]]
    for arguments in questions:
        result = cli(*arguments, "--overwrite", "--json", run / "run.json")
        assert "it lies in the run folder" in refused(result)
    assert (run / "run.json").read_bytes() == kept


@pytest.mark.filterwarnings("error")
def test_one_future_explains_little_and_says_so(cli: Cli, folder: Path) -> None:
    found = json.loads(cli("explain", folder, "contact", "--paths", "1", "--json", "-").out)
    assert {tuple(worth["interval"]) for worth in found["worths"]} == {(None, None)}
    shown = cli("explain", folder, "contact", "--paths", "1").out
    assert "inf" not in shown.replace("information", "")
    assert "nan" not in shown
    other = json.loads(
        cli("compare", folder, "--force-b", "ready=true", "--paths", "1", "--json", "-").out
    )
    assert other["outcomes"][0]["interval"] == [None, None]


def test_a_gate_of_the_calendar_has_no_pressure(cli: Cli, tmp_path: Path) -> None:
    def opening(raw: Raw) -> None:
        lively(raw)
        raw["outcomes"] += [{"kind": "latch", "id": "open", "title": "It opens", "of": "held-out"}]

    result = cli("explain", changed(tmp_path, opening), "open", *PATHS)
    assert (result.code, result.err) == (0, "")
    assert "No claim, forced true or false, changes it" in result.out
    assert "What presses on it" not in result.out


@pytest.mark.parametrize("columns", ["20", "40", "60", "80", "100"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_nothing_gives_way_on_a_narrow_terminal(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: str, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = cli(
        "simulate", "us-russia-2024", "--paths", "40", "--belief-range", "--language", language
    ).out
    head = " ".join(re.split(r"95\s%\s?:\sinterval", shown)[0].split())
    names = {
        "en": ("The leaders speak", "Likely", "95 %", "Claims known", "Wait", "Share by date"),
        "fr": ("Les dirigeants se parlent", "Prob.", "95 %", "Affirmations connues", "Délai"),
    }
    for name in names[language]:
        assert all(word in head for word in name.split()), name
    assert "▁▂" in head
    if columns in ("80", "100"):  # a row is no higher than a title in its column
        rows = shown.split("──\n")[1].splitlines()
        end = next(i for i, row in enumerate(rows) if row.startswith("95"))
        assert end <= 9 * 3 + 3


def test_a_comparison_leaves_room_for_titles(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = cli("compare", TOY, "--force-b", "ready=true", "--paths", "60").out
    head = shown.split("95 %: ")[0]
    for outcome in detente.load(TOY).outcomes:
        if outcome.listed:
            assert " ".join(outcome.title.split()[:3]) in head


def test_no_row_of_a_stack_is_all_zeros(cli: Cli) -> None:
    shown = cli("explain", TOY, "contact", "--paths", "60").out
    stack = shown.split("What holds it back")[1].split("log of the daily chance")[0]
    assert not [line for line in stack.splitlines() if re.search(r"\w(\s{2,}0){5}", line)]


def test_an_outcome_that_no_claim_changes_has_no_table_of_worths(cli: Cli, tmp_path: Path) -> None:
    """Rows of 0.0 (0.0 to 0.0) would sound as if it were known."""

    def never(raw: Raw) -> None:
        raw["outcomes"] += [
            {"kind": "acts", "id": "never", "title": "A call a day", "on": ["call"],
             "at_least": 300},
        ]  # fmt: skip

    shown = cli("explain", changed(tmp_path, never), "never", "--paths", "40").out
    assert "No claim, forced true or false, changes it in any of the futures." in shown
    assert "0.0 to 0.0" not in shown


def test_without_an_outcome_they_are_listed(cli: Cli, folder: Path, tmp_path: Path) -> None:
    known = "name the outcome to be explained; known: "
    first = min(outcome.id for outcome in detente.load(folder).outcomes)
    assert known + first in refused(cli("explain", folder))
    run = tmp_path / "run"
    assert cli("simulate", folder, *PATHS, "--out", run).code == 0
    assert known + first in refused(cli("explain", run))
