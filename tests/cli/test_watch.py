"""`detente watch` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import detente
from detente.seen.said import said
from tests.cli.test_cli import TOY, Cli, refused
from tests.cli.test_cli import cli as cli
from tests.forms import only_whole

FEW = ("--paths", "800")


@pytest.fixture(autouse=True)
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("What to watch: “The leaders speak”", "If this is seen", "no indicator")),
        ("fr", ("Ce qu’il faut surveiller : « The leaders speak »", "Si l’on voit ceci")),
    ],
)
def test_what_tells_is_printed_with_how_to_ask_for_it(
    cli: Cli, language: str, words: tuple[str, ...]
) -> None:
    found = cli("watch", TOY, "sanctions", *FEW, "--language", language)
    contact = cli("watch", TOY, "contact", *FEW, "--language", language)
    assert (found.code, found.err, contact.code) == (0, "", 0)
    flat = " ".join((found.out + contact.out).split())
    for each in words:
        assert each in flat
    lines = [line for line in found.out.splitlines() if line.startswith("--seen '")]
    assert lines
    scenario = detente.load(TOY)
    for line in lines:
        for text in line.split("'")[1::2]:
            said(text, scenario)


def test_the_same_as_data(cli: Cli) -> None:
    document = json.loads(cli("watch", TOY, "sanctions", *FEW, "--most", "2", "--json", "-").out)
    found = detente.load(TOY).simulate(int(FEW[1])).watch("sanctions", most=2)
    assert document == found.document()
    assert 1 <= len(document["indicators"]) <= 2
    assert document["indicators"][0]["seen"] == list(found.indicators[0].seen)


def test_a_claim_is_watched_for_until_the_end(cli: Cli) -> None:
    document = json.loads(cli("watch", TOY, "--claim", "ready", *FEW, "--json", "-").out)
    assert (document["outcome"], document["claim"]) == (None, "ready")
    assert [each["open"] for each in document["evenings"]] == [1.0] * 4
    assert document["evenings"][-1]["date"] == "2025-03-17"


def test_a_run_is_watched_as_it_was_played(cli: Cli) -> None:
    assert cli("simulate", TOY, *FEW, "--out", "run").code == 0
    of_run = cli("watch", "run", "sanctions", "--by", "2025-01-10", "--json", "-").out
    of_play = cli("watch", TOY, "sanctions", *FEW, "--by", "2025-01-10", "--json", "-").out
    assert json.loads(of_run) == json.loads(of_play)
    assert "leave out --paths" in refused(cli("watch", "run", "sanctions", "--paths", "10"))


@only_whole
def test_it_is_drawn(cli: Cli) -> None:
    assert cli("watch", TOY, "sanctions", *FEW, "--chart", "w.svg").code == 0
    assert "<svg" in Path("w.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name an outcome, or with --claim a claim"),
        (("contact", "--claim", "ready"), "name an outcome, or with --claim a claim"),
        (("contatc",), "no outcome 'contatc'; did you mean 'contact'?"),
        (("--claim", "redy"), "no claim 'redy'; did you mean 'ready'?"),
        (("contact", "--by", "soon"), "--by soon: no date"),
        (("contact", "--by", "2026-01-01"), "give a date from 2024-11-19 to 2025-03-17"),
        (("contact", "--most", "0"), "most is 0"),
        (("contact", "--force", "ready=maybe"), "--force ready=maybe"),
        (("--claim", "ready", "--force", "ready=true"), "holds in all of the futures"),
        (("contact", "--chart", "w.gif"), "w.gif: name a file"),
    ],
)
def test_what_cannot_be_watched_is_refused(cli: Cli, arguments: tuple[str, ...], says: str) -> None:
    assert says in refused(cli("watch", TOY, *arguments, "--paths", "40"))
