"""What `detente new` wrote counts as a placeholder until it is edited, and no longer."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import detente
from detente.errors import ScenarioError
from detente.language.current import use_language
from detente.scaffold.settings import Settings
from detente.scaffold.start import start
from detente.scenario.folder import Memory
from detente.scenario.read import read_tables
from detente.scenario.scenario import Scenario
from detente.terminal import checked, compared, explained, result

PAIRS = {"states": ["USA,CHN"], "three": ["FRA,DEU,POL"], "blocs": ["EU,BRICS+"]}
OF_BACKGROUND = 10
"""Coefficients of the usual background, which are no template's: of week, mood, habits, answers."""
NO_ESTIMATE = {"format", "as_of", "horizon", "sentence", "otherwise"}
"""Numbers that were asked for, that locate a sentence, or that say that nothing is added."""


def files(folder: Path, cast: str = "three") -> dict[str, str]:
    return start(str(folder), Settings(PAIRS[cast], as_of=dt.date(2026, 11, 25)))


def tables_of(files: Mapping[str, str]) -> dict[str, Any]:
    return tomllib.loads(files["scenario.toml"])


def read(tables: Mapping[str, Any], files: Mapping[str, str]) -> Scenario:
    return read_tables(tables, Memory(files))


def numbers(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Places of all numbers and dates, but for those that `template` repeats."""
    if isinstance(value, dict):
        for key, each in value.items():
            if key != "template" and key not in NO_ESTIMATE:
                yield from numbers(each, (*place, key))
    elif isinstance(value, list):
        for n, each in enumerate(value):
            yield from numbers(each, (*place, n))
    elif type(value) in (int, float, dt.date):
        yield place


def judged(tables: Mapping[str, Any]) -> Any:
    """The first process that states a rate."""
    return next(each for each in tables["processes"] if "rate" in each)


def edited(value: Any) -> Any:
    """Another number that is as good."""
    if isinstance(value, dt.date):
        return value - dt.timedelta(days=1)
    if type(value) is int:
        return value + 1
    return value + 0.01 if value < 0.5 else value * 0.9


@pytest.mark.parametrize("cast", PAIRS)
def test_each_number_counts_until_it_is_edited(tmp_path: Path, cast: str) -> None:
    given = files(tmp_path / "new", cast)
    tables = tables_of(given)
    before = read(tables, given).placeholders
    assert before.rates[0] + before.usual_rates == before.rates[1] == len(tables["processes"])
    assert before.credences[0] == before.credences[1]
    assert before.coefficients[0] == before.coefficients[1] - OF_BACKGROUND
    places = list(numbers(tables))
    assert len(places) > 40
    for place in places:
        other = copy.deepcopy(tables)
        table = other
        for key in place[:-1]:
            table = table[key]  # type: ignore[index]
        table[place[-1]] = edited(table[place[-1]])  # type: ignore[index]
        after = read(other, given).placeholders
        assert after.count + after.usual_rates == before.count + before.usual_rates - 1, place


@pytest.mark.parametrize("cast", PAIRS)
def test_none_is_left_when_all_are_edited(tmp_path: Path, cast: str) -> None:
    given = files(tmp_path / "new", cast)
    tables = tables_of(given)
    for place in numbers(tables):
        table: Any = tables
        for key in place[:-1]:
            table = table[key]
        table[place[-1]] = edited(table[place[-1]])
    left_out = [each for each in tables["processes"] if "rate" not in each]
    assert read(tables, given).placeholders.usual_rates == len(left_out) > 5
    for each in left_out:
        each["rate"] = 3.0
    scenario = read(tables, given)
    assert scenario.placeholders.count == 0
    assert scenario.placeholders.said() == ""
    assert "template" not in repr(scenario)


def test_a_count_in_the_place_of_a_judgement_is_no_placeholder(tmp_path: Path) -> None:
    """Also where the rest of the line is left as it was."""
    given = files(tmp_path / "new")
    line = next(each for each in given["scenario.toml"].splitlines() if each.startswith("rate = "))
    mark = line[line.index("template") :]
    count = 'rate = { events = 2, days = 400, until = 2026-11-25, reference = "me", ' + mark
    text = given["scenario.toml"].replace(line, count, 1)
    before = read(tables_of(given), given).placeholders
    after = read(tomllib.loads(text), given).placeholders
    assert after.rates[0] + after.usual_rates == before.rates[0] + before.usual_rates - 1
    assert after.rates[1] == before.rates[1]


def test_who_keeps_a_number_takes_its_mark_out(tmp_path: Path) -> None:
    given = files(tmp_path / "new")
    tables = tables_of(given)
    before = read(tables, given).placeholders
    del judged(tables)["rate"]["template"], tables["claims"][0]["template"]
    after = read(tables, given).placeholders
    assert after.rates[0] + after.usual_rates == before.rates[0] + before.usual_rates - 1
    assert after.credences == (before.credences[0] - 1, before.credences[1])


def test_the_marks_move_no_number(tmp_path: Path) -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(each) for key, each in value.items() if key != "template"}
        return [bare(each) for each in value] if isinstance(value, list) else value

    given = files(tmp_path / "new")
    tables = tables_of(given)
    one, other = read(tables, given), read(bare(tables), given)
    assert other.placeholders.count == 0
    assert one.processes == other.processes
    assert one.effects == other.effects
    assert one.outcomes == other.outcomes


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("4.0", ".rate.template: write a table of the numbers"),
        ("{ per_yaer = 4.0 }", "no number is called 'per_yaer'; did you mean 'per_year'"),
        ('{ per_year = "4" }', "rate.template.per_year: write the number or date"),
    ],
)
def test_a_mark_that_is_none_is_refused(tmp_path: Path, written: str, said: str) -> None:
    given = files(tmp_path / "new")
    tables = tables_of(given)
    judged(tables)["rate"]["template"] = tomllib.loads(f"a = {written}")["a"]
    with pytest.raises(ScenarioError) as caught:
        read_tables(tables, Memory(given, "new"))
    assert said in str(caught.value)


TOLD = {
    "en": "Still the template's: 4 of 17 rates, 6 of 6 credences",
    "fr": "Encore tels que « detente new » les a écrits : 4 des 17 taux",
}


def test_every_result_counts_them(tmp_path: Path) -> None:
    files(tmp_path / "new", "states")
    scenario = detente.load(tmp_path / "new")
    ensemble = scenario.simulate(40)
    explanation = ensemble.explain("leaders-speak")
    comparison = detente.compare(ensemble, scenario.simulate(40, force={"both-needed": True}))
    report = scenario.check(quick=True)
    for language, told in TOLD.items():
        printed = [Console(file=io.StringIO(), width=200) for _ in range(4)]
        with use_language(language):
            result.show(printed[0], ensemble)
            explained.show(printed[1], explanation)
            compared.show(printed[2], comparison)
            checked.show(printed[3], scenario, report)
        for console in printed:
            assert isinstance(console.file, io.StringIO)
            assert told in console.file.getvalue().replace("\u00a0", " ")
    ensemble.report(tmp_path / "page.html", language="fr")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert TOLD["fr"] in page.replace("\u00a0", " ")
    documents = (
        ensemble.document(),
        explanation.document(),
        comparison.document()["first"],
        report.document(),
    )
    for document in documents:
        counted = json.loads(json.dumps(document))["template"]
        assert counted["rates"] == {"template": 4, "all": 17}
        assert counted["usual"]["rates"] == 13
    for each in (scenario, ensemble, explanation, comparison):
        assert "numbers still the template's" in repr(each)
