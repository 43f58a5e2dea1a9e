"""Every public object prints itself in a few short lines that say what one wants to see."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import detente
import detente.events
from detente.charts.figure import Figure
from detente.fitting.history import DAY
from detente.language.current import use_language
from detente.language.shown import ROWS, WIDTH, count, named, rows, shown
from detente.relations.ranking import Ranking
from detente.relations.relations import Relations
from detente.relations.stored import stored_ranking, stored_relations
from tests.effects.toy import TOY
from tests.events.made import icews_row, icews_text, put
from tests.fitting import worlds
from tests.fitting.worlds import AS_OF

LINES, LETTERS = 10, 600


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("repr")


@cache
def scenario() -> detente.Scenario:
    return detente.load(TOY)


@cache
def ensemble() -> detente.Ensemble:
    return scenario().simulate(40)


@cache
def run(home: Path) -> detente.Run:
    detente.write_run(ensemble(), home / "run")
    return detente.open_run(home / "run")


@cache
def report(home: Path) -> detente.events.Report:
    days = [AS_OF + (n + 1) * DAY for n in range(60)]
    texts = [
        icews_row(n, day, *ends)
        for n, day in enumerate(days)
        for ends in (("United States", "112", "Russia"), ("Russia", "040", "United States"))
    ]
    file = put(home / "acts.tab", icews_text(texts))
    return detente.events.import_files([file, home / "none.tab"], home / "store")


@cache
def store(home: Path) -> detente.events.Store:
    report(home)
    return detente.events.open(home / "store")


def fitted(home: Path) -> detente.Fit:
    small = worlds.made(worlds.tables() | {"as_of": AS_OF + 60 * DAY})
    return detente.fit(small, store=store(home))


def scores(home: Path) -> detente.Scores:
    ensemble().pledge(home / "pledges.jsonl")
    return detente.score(home / "pledges.jsonl")


AS_OF_TOY = dt.date(2024, 11, 18)

EXAMPLES: dict[type, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    detente.Scenario: (
        lambda _: scenario(),
        ("Scenario toy", "as of 2024-11-18", "record since 2024-10-01: 4 acts", "outcomes: "),
    ),
    detente.Ensemble: (lambda _: ensemble(), ("Ensemble of toy: 40 futures, seed 1", "%]  thaw")),
    detente.Explanation: (
        lambda _: ensemble().explain("contact", level=0.5),
        ("Explanation of contact in toy", "days of waiting", "points  ready", "to 50.0%"),
    ),
    detente.Comparison: (
        lambda _: detente.compare(ensemble(), scenario().simulate(40, ready=True)),
        ("Comparison of toy with toy", "path by path", "points  contact"),
    ),
    detente.Branches: (
        lambda _: ensemble().branches(3, scenario().as_of + 30 * DAY, without=["call"], paths=30),
        ("Branches of toy: 30 continuations of path 3", "taken out: call, ", "points  contact"),
    ),
    detente.Forecast: (
        lambda _: ensemble().forecasts[0],
        ("Forecast of ", "% [", "date, 2024-", "40 futures"),
    ),
    detente.Watch: (
        lambda _: ensemble().watch("contact"),
        ("Watch for contact: 40 futures", "bits uncertain", "tell something"),
    ),
    detente.SeenAnswer: (
        lambda _: ensemble().seen_answer("contact"),
        ("SeenAnswer of toy: ", " left", "seen: contact", " contact"),
    ),
    detente.Storylines: (
        lambda _: ensemble().storylines(2),
        ("Storylines of toy: 2 kinds of future", "%]  "),
    ),
    detente.Observed: (
        lambda _: scenario().observe([], AS_OF_TOY + 20 * DAY, paths=200),
        ("Observed toy: 2024-11-18 to 2024-12-08", "0 acts", "log score -", " → "),
    ),
    detente.Scores: (scores, ("0 scored, ", " open, 0 void")),
    detente.Fit: (fitted, ("Fit of small on icews, 20", "acts on ", "talks.h1 (prior +0.400")),
    detente.Run: (run, ("Run ", "toy: ", "40 futures of ", "seed 1", "with detente")),
    detente.Repeat: (lambda home: run(home).repeat(), ("Repeat of toy", "identical, bit for bit")),
    detente.Future: (lambda _: ensemble().future(0), ("Future, path 0: ", " acts, 2024-")),
    detente.Estimate: (
        lambda _: ensemble().estimate("thaw"),
        ("Estimate ", "% [", "Monte Carlo error 0.0"),
    ),
    detente.events.Store: (store, ("Store ", "icews: 120 facts, 2018-10-01 to 2018-11-29")),
    detente.events.Dyad: (
        lambda home: store(home).dyad("USA", "RUS"),
        ("Dyad USA – RUS", "icews, 2018-10-01"),
    ),
    detente.events.Report: (report, ("acts.tab: 120 of 120 rows kept", "not taken: ")),
    Relations: (
        lambda home: stored_relations(store(home), "RUS", "USA"),
        ("Relations of RUS and USA", "icews: 120 acts, 60 forth, 60 back", "turning point"),
    ),
    Ranking: (
        lambda home: stored_ranking(store(home)),
        ("Ranking of 1 pair", "warmest: RUS–USA -"),
    ),
    Figure: (lambda home: stored_relations(store(home), "RUS", "USA").figure(), (".save(",)),
}
"""Class → how one is had, and words that it prints."""


def classes(module: Any) -> set[type]:
    found = {getattr(module, name) for name in module.__all__}
    return {each for each in found if inspect.isclass(each) and not issubclass(each, Exception)}


def test_there_is_an_example_of_every_public_class() -> None:
    assert classes(detente) | classes(detente.events) <= set(EXAMPLES)


@pytest.mark.parametrize("kind", EXAMPLES, ids=lambda kind: kind.__name__)
def test_it_prints_itself_in_a_few_lines(kind: type, home: Path) -> None:
    make, words = EXAMPLES[kind]
    made = make(home)
    assert type(made) is kind
    text = repr(made)
    assert text.count("\n") < LINES
    assert len(text) <= LETTERS
    assert text[0] + text[-1] == "<>"
    assert "array(" not in text
    for each in (kind.__name__, *words):
        assert each in text
    with use_language("fr"):
        assert repr(made) == text


def test_long_scenarios_stay_short() -> None:
    """Long titles, control characters, many outcomes with long names."""
    own = scenario()
    long = replace(
        own,
        file=own.file.model_copy(update={"title": "a\x1b[31m title\n" * 50}),
        outcomes=tuple(
            own.outcomes[0].model_copy(update={"id": f"{'long-' * 20}{n}"}) for n in range(50)
        ),
    )
    forced = {f"{'claim-' * 10}{n}": True for n in range(50)}
    first = ensemble().first[:, :1].repeat(50, axis=1)
    for each in (long, replace(ensemble(), scenario=long, first=first, forced=forced)):
        text = repr(each)
        assert text.count("\n") < LINES
        assert len(text) <= LETTERS
        assert "\x1b" not in text


def test_pieces() -> None:
    assert shown("a", "", "b") == "<a\n  b>"
    assert len(shown("x" * 500)) == WIDTH + 2
    assert rows(["a"] * ROWS, "thing") == ["a"] * ROWS
    assert rows(["a"] * (ROWS + 1), "thing")[-1] == "and 1 more thing"
    assert rows(["a"] * 1000 + ["b"] * ROWS, "thing")[-1] == "and 1,000 more things"
    assert named("abcdefg") == "a, b, c, d, e and 2 more"
    assert (count(1, "act"), count(2000, "act")) == ("1 act", "2,000 acts")


def test_what_lies_behind_them_prints_itself_as_shortly() -> None:
    fit = worlds.fitting(worlds.small(), worlds.random_history(worlds.small())).run()
    found = ensemble().explain("contact")
    behind = [
        ensemble().index(),
        ensemble().design,
        ensemble().setting,
        found.stacks[0],
        scenario().file,
        scenario().words,
        scenario().record,
        scenario().compiled(),
        fit.file,
    ]
    for each in behind:
        text = repr(each)
        assert type(each).__name__ in text
        assert len(text.splitlines()) <= LINES, text
        assert len(text) <= LETTERS, text


def test_fields_are_told_by_what_they_are() -> None:
    text = repr(ensemble().design)
    assert text.startswith("<Design\n  belief: array of int64, shape (40,)")
    assert "entries" in repr(scenario().file)
