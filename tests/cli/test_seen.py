"""`--seen` of simulate, compare and report: in words, as data, on the page, and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import Cli, cli, refused
from tests.effects.toy import TOY

__all__ = ["cli"]  # the fixture

PLAY = ("--paths", "600", "--seed", "4")
SEEN = ("--seen", "not sanctions before 2025-01-01")


def test_what_changes_stands_before_the_futures_that_are_left(cli: Cli) -> None:
    result = cli("simulate", TOY, *PLAY, *SEEN)
    assert (result.code, result.err) == (0, "")
    begin, _, rest = result.out.partition("Two powers, one claim")
    assert "Seen: “New sanctions” does not come about before 1 January 2025 (" in begin
    assert " of 600 futures are left, and each counts the same." in begin
    assert "Only futures in which “New sanctions” does not come about before" in rest


def test_the_document_is_that_of_what_is_left_with_what_changes(cli: Cli, tmp_path: Path) -> None:
    result = cli("simulate", TOY, *PLAY, *SEEN, "--json", "-", "--out", tmp_path / "run")
    assert result.code == 0
    found = json.loads(result.out)
    seen = found["seen"]
    assert seen["said"] == [SEEN[1]]
    assert (seen["among"], seen["left"], seen["played_besides"]) == (600, found["paths"], 0)
    assert seen["share"]["probability"] == found["paths"] / 600
    for row, outcome in zip(seen["outcomes"], found["outcomes"], strict=True):
        assert (row["id"], row["given"]) == (outcome["id"], outcome["probability"])
        assert row["first_passage"]["given"] == outcome["first_passage"]["cumulative"]
    # the run keeps those that are left
    kept = json.loads((tmp_path / "run" / "result.json").read_text(encoding="utf-8"))
    assert (kept["paths"], kept["seen"]) == (found["paths"], {"said": [SEEN[1]], "among": 600})
    again = cli("simulate", "--again", tmp_path / "run")
    assert (again.code, again.err) == (0, "")


def test_the_page_has_a_section_of_its_own(cli: Cli, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    result = cli("report", TOY, "--paths", "300", "-o", page, *SEEN, "--language", "fr")
    assert (result.code, result.err) == (0, "")
    text = page.read_text(encoding="utf-8").replace("\u00a0", " ")
    section = text.partition('<section id="s-seen">')[2].partition("</section>")[0]
    assert "Le constat et ce qu’il change" in section
    assert "ne se produit pas avant le 1er janvier 2025" in section
    assert 'href="#s-seen"' in text
    assert "--seen" in text.partition("<pre")[2].partition("</pre>")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("simulate", TOY, "--seen", "snctions"),
            "no outcome 'snctions'; did you mean 'sanctions'",
        ),
        (
            ("simulate", TOY, "--seen", "sanctions by 2030-01-01"),
            "outside the days that are played",
        ),
        (("simulate", "--again", "run", *SEEN), "leave out --seen"),
        (("compare", TOY, "--seen-b", "claim raedy"), "no claim 'raedy'; did you mean 'ready'?"),
        (("report", TOY, "-o", "x.html", "--seen", "sanctions at 2"), "write a probability in per"),
    ],
    ids=str,
)
def test_what_cannot_be_seen_is_told_in_a_line(
    cli: Cli, arguments: tuple[str | Path, ...], message: str
) -> None:
    assert message in refused(cli(*arguments))
