"""Credences of analysts, as a user asks for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from tests.cli.test_cli import Cli, cli, refused
from tests.scenario.test_credences import TWO, beside

__all__ = ["cli"]  # the fixture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The toy with two analysts."""
    return beside(tmp_path, {"weights": {"anna": 3}}, **TWO)


def test_credences_side_by_side(cli: Cli, folder: Path) -> None:
    told = cli("claims", folder, "--analysts")
    assert (told.code, told.err) == (0, "")
    assert "anna" in told.out
    assert "Pool: linear; weights: anna 75 %; ben 25 %." in told.out
    found = json.loads(cli("claims", folder, "--analysts", "--json", "-").out)
    assert found["format"] == "detente-credences"
    assert found["weights"] == {"anna": 0.75, "ben": 0.25}
    rows = {(row["claim"], row["analyst"]): row["credence"] for row in found["credences"]}
    assert rows["ready", "pool"] == pytest.approx(0.725)
    french = cli("claims", folder, "--analysts", "--language", "fr").out
    assert "Agrégation linéaire ; poids : anna 75 % ; ben 25 %." in french.replace("\xa0", " ")


def test_a_forecast_of_the_pool_and_of_one(cli: Cli, folder: Path, tmp_path: Path) -> None:
    pool = cli("simulate", folder, "--analyst", "pool", "--paths", "100", "--out", tmp_path / "run")
    assert pool.code == 0
    assert "Linear pool (anna 75 %; ben 25 %)" in " ".join(pool.out.split())
    one = cli("simulate", folder, "--analyst", "anna", "--paths", "40")
    assert "With the credences of anna." in one.out
    page = tmp_path / "page.html"
    assert cli("report", tmp_path / "run", "-o", page).code == 0
    html = page.read_text(encoding="utf-8")
    assert "The analysts are of different minds (anna " in html
    assert "--analyst</span> <span>pool" in html


def test_a_pledge_says_who_pledges_and_whose_credences_it_has(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "p.jsonl"
    for more in (("--analyst", "anna", "--by", "Ada"), ("--by", "Ada"), ()):
        assert cli("pledge", folder, file, "--paths", "40", "--only", "contact", *more).code == 0
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    told = [(line["by"], line["analyst"]) for line in lines]
    assert told == [("Ada", "anna"), ("Ada", None), ("", None)]


FEW = ("--paths", "60", "--seed", "2")

NEWS = "date,source,target,act,claim,note,reference\n2024-11-20,RUS,USA,CONSULT.phone@leader,,,\n"

EACH = {
    "explain": ("60", "contact"),
    "watch": ("400", "contact"),
    "storylines": ("60",),
    "branch": ("60", "--act", "call@2024-12-01"),
    "questions": ("60",),
    "observe": ("200", "--to", "2024-11-21"),
}
"""Of how many futures it is asked, and what."""


@pytest.mark.parametrize("command", EACH)
def test_whatever_is_asked_says_whose_credences_it_has(
    cli: Cli, folder: Path, tmp_path: Path, command: str
) -> None:
    paths, *asked = EACH[command]
    if command == "observe":
        acts = tmp_path / "news" / "acts.csv"
        acts.parent.mkdir()
        acts.write_text(NEWS)
        asked += ["--acts", str(acts)]
    whole: tuple[str | Path, ...] = (command, folder, *asked, "--paths", paths)
    told = cli(*whole, "--analyst", "anna", "--json", "-")
    assert (told.code, told.err) == (0, "")
    assert json.loads(told.out)["analyst"] == "anna"
    assert json.loads(cli(*whole, "--json", "-").out)["analyst"] is None
    if command != "questions":  # which prints the forecasts themselves
        assert "With the credences of anna." in cli(*whole, "--analyst", "anna").out
    if command != "observe":  # which takes no run
        run: tuple[str | Path, ...] = (command, _run(folder, tmp_path), *asked, "--analyst", "anna")
        assert "leave out --analyst" in refused(cli(*run))


def _run(folder: Path, tmp_path: Path) -> Path:
    run = tmp_path / "run"
    detente.write_run(detente.load(folder).simulate(20), run)
    return run


def test_two_analysts_are_compared(cli: Cli, folder: Path) -> None:
    asked = ("compare", folder, "--analyst-a", "anna", "--analyst-b", "ben", *FEW)
    found = json.loads(cli(*asked, "--json", "-").out)
    assert (found["first"]["analyst"], found["second"]["analyst"]) == ("anna", "ben")
    told = cli(*asked).out
    assert "A  With the credences of anna." in told
    assert "B  With the credences of ben." in told
    anna = json.loads(cli("simulate", folder, "--analyst", "anna", *FEW, "--json", "-").out)
    assert found["outcomes"][0]["first"] == anna["outcomes"][0]["probability"]
    assert "--analyst-b NAME" in refused(
        cli("compare", folder, "--analyst-a", "ben", "--analyst-b", "ben")
    )


def test_a_page_of_an_analyst_says_how_to_make_it_again(
    cli: Cli, folder: Path, tmp_path: Path
) -> None:
    page = tmp_path / "anna.html"
    assert cli("report", folder, "-o", page, *FEW, "--analyst", "anna").code == 0
    html = page.read_text(encoding="utf-8")
    assert "The credences are those of anna." in html
    assert "--analyst</span> <span>anna" in html


def test_where_a_disagreement_comes_from(cli: Cli, folder: Path) -> None:
    asked = ("claims", folder, "--analysts", "--outcome", "contact", "--paths", "800")
    found = json.loads(cli(*asked, "--json", "-").out)
    assert found["measure"] == "difference"
    assert sum(part["part"] for part in found["parts"]) == pytest.approx(found["whole"], abs=1e-12)
    told = cli(*asked).out
    assert "in all" in told
    assert "over 800 futures" in " ".join(told.split())


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--outcome", "contact"), "--outcome: it goes with --analysts; add --analysts"),
        (("--json", "-"), "--json: it goes with --analysts; add --analysts"),
        (("--analysts", "--paths", "9"), "nothing is played without --outcome; leave out --paths"),
        (("--analysts", "--among", "anna"), "add --outcome OUTCOME"),
        (("--analysts", "--outcome", "contact", "--among", "anna"), "two analysts or more"),
        (("--analysts", "--outcome", "contct"), "no outcome 'contct'"),
    ],
)
def test_what_makes_no_sense_is_refused(
    cli: Cli, folder: Path, options: tuple[str, ...], says: str
) -> None:
    assert says in refused(cli("claims", folder, *options))


def test_an_analyst_who_is_not_there_is_refused(cli: Cli, folder: Path, tmp_path: Path) -> None:
    assert "no analyst 'bem'; did you mean 'ben'?" in refused(
        cli("simulate", folder, "--analyst", "bem")
    )
    again = refused(cli("simulate", "--again", tmp_path, "--analyst", "ben"))
    assert "leave out --analyst" in again
