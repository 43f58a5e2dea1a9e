"""What is printed names things in words, has true minus signs, and leaves no English in French."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
from rich.console import Console

import detente
from detente.language.current import use_language
from detente.terminal.fitted import show as show_fit
from tests.cli.test_cli import Cli
from tests.cli.test_cli import cli as cli
from tests.fitting.test_file import fit
from tests.relations.histories import whole
from tests.terminal.test_relations import printed as relation

BUILT_IN = "us-russia-2024"
PATHS = ("--paths", "30")
COMMANDS: dict[str, tuple[str, ...]] = {
    "simulate": ("simulate", BUILT_IN, *PATHS, "--force", "aid-rushed=false", "--belief-range"),
    "explain": ("explain", BUILT_IN, "leaders-speak", *PATHS, "--reach", "0.9"),
    "explain a latch": ("explain", BUILT_IN, "red-line-crossed", *PATHS),
    "explain an index": ("explain", BUILT_IN, "relations-recover", *PATHS),
    "compare": (
        *("compare", BUILT_IN, "--force-a", "near-red-lines=true"),
        *("--force-b", "near-red-lines=false", "--outcome", "leaders-speak", *PATHS),
    ),
    "check": ("check", BUILT_IN, "--quick"),
}
FUNCTION_WORDS = re.compile(r"\b(?:the|of|and|with|is|are|which|by|from|that|it|this)\b")
HYPHEN = re.compile(r"(?<![\w\-–−/:.@])-\d")
"""A hyphen where a minus sign is meant; dates, versions and ids have a digit or letter before."""
ZERO = re.compile(r"[−-]0(?:[.,]0+)?(?![.,]?\d)")


@cache
def ids() -> dict[str, str]:
    """Ids of the built-in scenario that could not be mistaken for words."""
    scenario = detente.load(BUILT_IN)
    found = {each.id: "claim" for each in scenario.claims}
    found |= {each.id: "process" for each in scenario.processes}
    found |= {each.id: "effect" for each in scenario.effects}
    found |= {each.id: "outcome" for each in scenario.outcomes}
    return {name: kind for name, kind in found.items() if "-" in name}


def named_by_id(text: str) -> list[str]:
    """Ids that stand in a text."""
    words = set(re.findall(r"(?<![\w-])[a-z0-9]+(?:-[a-z0-9]+)+(?![\w-])", text))
    return sorted(f"{ids()[word]} {word}" for word in words & ids().keys())


_printed: dict[tuple[str, str], str] = {}


def printed(cli: Cli, command: str, language: str) -> str:
    """What a command prints, run once in each language."""
    key = command, language
    if key not in _printed:
        result = cli(*COMMANDS[command], "--language", language)
        assert (result.code, result.err) == (0, ""), command
        _printed[key] = result.out
    return _printed[key]


def strings(value: object) -> Iterator[str]:
    """Texts that a chart shows: labels, tooltips, marks."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("tip", "label", "value", "mark") and isinstance(inner, str):
                yield inner
            else:
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Text of the report in each language: what can be read, without the command to be typed."""
    folder = tmp_path_factory.mktemp("pages")
    ensemble = detente.load(BUILT_IN).simulate(paths=30, seed=1)
    found = {}
    for language in ("en", "fr"):
        with use_language(language):
            ensemble.report(folder / f"{language}.html")
        page = (folder / f"{language}.html").read_text(encoding="utf-8")
        match = re.search(r'<script type="application/json" id="charts">(.*?)</script>', page, re.S)
        assert match
        charts = "\n".join(strings(json.loads(match[1].replace("<\\/", "</"))))
        body = page[page.index("<body") :]
        body = re.sub(r"<(script|style|pre)\b.*?</\1>", "", body, flags=re.S)
        alt = " ".join(re.findall(r'(?:aria-label|alt|title)="([^"]*)"', body))
        found[language] = "\n".join((re.sub(r"<[^>]+>", "\n", body), alt, charts))
    return found


def texts(cli: Cli, pages: dict[str, str], language: str) -> dict[str, str]:
    """All that is looked at, by where it is printed."""
    found = {command: printed(cli, command, language) for command in COMMANDS}
    return {**found, "report": pages[language]}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_id_stands_for_a_name(cli: Cli, pages: dict[str, str], language: str) -> None:
    for where, text in texts(cli, pages, language).items():
        assert named_by_id(text) == [], where


@pytest.mark.parametrize("language", ["en", "fr"])
def test_minus_signs_are_true_and_no_zero_has_one(
    cli: Cli, pages: dict[str, str], language: str
) -> None:
    for where, text in texts(cli, pages, language).items():
        found = [line for line in text.splitlines() if HYPHEN.search(line) or ZERO.search(line)]
        assert found == [], where


def test_no_line_is_the_same_in_french(cli: Cli, pages: dict[str, str]) -> None:
    theirs = texts(cli, pages, "en")
    for where, text in texts(cli, pages, "fr").items():
        english = {" ".join(line.split()) for line in theirs[where].splitlines()}
        lines = {" ".join(line.split()) for line in text.splitlines()}
        same = sorted(line for line in lines & english if FUNCTION_WORDS.search(line))
        assert same == [], where


def test_numbers_agree_in_french(cli: Cli, pages: dict[str, str]) -> None:
    for where, text in texts(cli, pages, "fr").items():
        plain = re.sub(r"\s+", " ", text)
        wrong = re.findall(
            r"(?<![\d,.\u202f])[−+±]?[01](?:,\d+)? (?:points|écarts-types|jours|futurs)\b", plain
        )
        assert wrong == [], where


def test_the_searches_find_what_they_look_for() -> None:
    assert named_by_id("moves hand-held-back (Russia)") == ["effect hand-held-back"]
    assert HYPHEN.search("now -2.7")
    assert HYPHEN.search("(-0,4)")
    assert not HYPHEN.search("2024-11-18, 10–-")
    assert ZERO.search("−0,0 à")
    assert ZERO.search("-0 ")
    assert not ZERO.search("−0,05")
    assert FUNCTION_WORDS.search("with the record")


def test_a_fit_and_a_relationship_are_printed_in_french() -> None:
    told = {}
    for language in ("en", "fr"):
        console = Console(file=io.StringIO(), width=100, highlight=False, no_color=True)
        with use_language(language):
            show_fit(console, fit())
        assert isinstance(console.file, io.StringIO)
        told[language] = [console.file.getvalue(), relation(whole(), 100, language)]
    for english, french in zip(*told.values(), strict=True):
        same = {line.strip() for line in english.splitlines()} & {
            line.strip() for line in french.splitlines()
        }
        assert not [line for line in same if FUNCTION_WORDS.search(line)]
        assert not HYPHEN.search(french)
        assert not ZERO.search(french)
    assert not [each.name for each in fit().file.coefficients if each.name in told["fr"][0]]
    assert "inertie, demi-vie de 1 jour" in told["fr"][0]
    assert "Russie → États-Unis" in told["fr"][1]
