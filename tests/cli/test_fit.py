"""`detente fit`: from a store to a file that a scenario names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.events.store import manifest, store
from detente.fitting.fit import FitSize, Fitting
from detente.fitting.history import DAY, History
from detente.fitting.result import Fit
from detente.numerics import memory
from detente.ontology.acts import Act
from detente.scenario.record import take
from detente.scenario.scenario import Scenario
from tests.cli.test_cli import Cli, Result, cli
from tests.events.made import icews_row, icews_text, put
from tests.fitting import worlds
from tests.fitting.worlds import AS_OF, laws, made, played, tables
from tests.scenario.mutated import Raw

__all__ = ["cli"]  # the fixture

NAMES = {"USA": "United States", "RUS": "Russia", "UKR": "Ukraine"}
CODES = {"CONSULT": "040", "ACCUSE": "112", "AID": "070"}
DAYS = 240
LAST = AS_OF + DAYS * DAY


def calm() -> Raw:
    raw = tables((worlds.TALKS, worlds.BLAME, worlds.IN_KIND, worlds.CONSENT), horizon=DAYS)
    raw["outcomes"] = [{"kind": "acts", "id": "talks", "title": "they talk", "on": ["talk"]}]
    return raw


def stored(folder: Path, history: History) -> Path:
    """A store of an ICEWS file that tells the history; strangers meet on each day."""
    rows: list[str] = []
    for kind, dates in history.told.items():
        for day in dates:
            ends = [(NAMES[kind.source], NAMES[kind.target])]
            if kind.act.joint:
                ends.append(ends[0][::-1])
            for source, target in ends:
                rows.append(icews_row(len(rows), day, source, CODES[kind.act.type], target))
    for n in range(DAYS):
        day = AS_OF + (n + 1) * DAY
        rows.append(icews_row(len(rows), day, "Foreign Affairs (Brazil)", "070", "Peru"))
    file = put(folder / "acts.tab", icews_text(rows))
    assert not detente.events.import_files([file], folder / "store").failed
    return folder / "store"


@dataclass(frozen=True)
class World:
    scenario: Path
    store: Path
    history: History
    made: Scenario

    def fit(self, *arguments: str) -> tuple[int, str, str]:
        return run("fit", str(self.scenario), "--store", str(self.store), *arguments)


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, output, errors, as a shell sees them."""
    code = "import sys; from detente.cli import main; sys.argv[0] = 'detente'; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False,
        env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1"},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("fit")
    scenario = made(calm())
    history = played(scenario, 4)
    raw = calm() | {"as_of": LAST, "horizon": 90}
    return World(worlds.write(folder / "small", raw), stored(folder, history), history, scenario)


def test_the_store_tells_what_was_played(world: World) -> None:
    """All of the way round: play, file, import, record, fit, and the same numbers as directly."""
    own = detente.load(world.scenario)
    found = own.fit(store=world.store, first=AS_OF + DAY)
    direct = Fitting.of(world.made, world.history).run()
    assert laws(found) == laws(direct)
    assert found.file.acts == sum(len(dates) for dates in world.history.told.values())
    assert isinstance(found, Fit)
    assert detente.fit(own, store=world.store, first=AS_OF + DAY).text() == found.text()
    assert str(Act.parse("CONSULT")) in found.file.baselines[0].name


def test_from_store_to_scenario(
    cli: Cli, fit: Callable[..., Result], world: World, tmp_path: Path
) -> None:
    target = world.scenario / "fit.toml"
    chart, document = tmp_path / "fit.svg", tmp_path / "fit.json"
    code, out, err = world.fit("--out", str(target), "--chart", str(chart), "--json", str(document))
    assert (code, err) == (0, "")
    for words in ("Fitting", "days at risk", "half-life 1 day", "reciprocity", "Prior", "Learnt",
                  "Log-likelihood earned", "Rate of", f"Written to {target}"):  # fmt: skip
        assert words in out.replace("\n", " ") or words in out, words
    found = json.loads(document.read_text(encoding="utf-8"))
    assert (found["format"], found["version"]) == ("detente-fit", 1)
    assert found["acts"] >= 100
    assert set(found["earned"]) == {"talks", "blame", "in-kind"}
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    kept = tomllib.loads(target.read_text(encoding="utf-8"))
    assert [c["name"] for c in kept["coefficients"]] == [c["name"] for c in found["coefficients"]]

    file = world.scenario / "scenario.toml"
    plain = file.read_text(encoding="utf-8")
    try:
        file.write_text('coefficients = "fit.toml"\n' + plain, encoding="utf-8")
        shown = cli("check", world.scenario, "--json", tmp_path / "check.json")
        assert shown.code == 0, shown.err
        assert "Coefficients: icews, " in shown.out
        checked = json.loads((tmp_path / "check.json").read_text(encoding="utf-8"))
        assert checked["fit"]["coefficients"] == 4
        shown = cli("simulate", world.scenario, "--paths", "200")
        assert shown.code == 0, shown.err
        again = fit("--out", target, "--overwrite")  # a fit that it names is left aside
        assert again.code == 0, again.err
        assert (
            tomllib.loads(target.read_text(encoding="utf-8"))["coefficients"]
            == (kept["coefficients"])
        )
    finally:
        file.write_text(plain, encoding="utf-8")


def test_a_fit_that_is_named_and_does_not_fit_any_more_is_left_aside(
    world: World, tmp_path: Path
) -> None:
    raw = {"coefficients": "fit.toml"} | calm() | {"as_of": LAST, "horizon": 90}
    folder = worlds.write(tmp_path / "older", raw)
    target = folder / "fit.toml"
    target.write_text("format = 'of another time'\n", encoding="utf-8")
    with pytest.raises(detente.InputError):
        detente.load(folder)
    assert detente.load(folder, fitted=False).fitted is None
    code, _out, err = run(
        "fit", str(folder), "--store", str(world.store), "--out", str(target), "--overwrite"
    )
    assert (code, err) == (0, "")
    assert detente.load(folder).fitted is not None


def test_the_document_on_standard_output(fit: Callable[..., Result]) -> None:
    result = fit("--json", "-")
    assert result.code == 0, result.err
    assert json.loads(result.out)["format"] == "detente-fit"


def test_the_file_on_standard_output(fit: Callable[..., Result]) -> None:
    result = fit("--out", "-")
    assert result.code == 0, result.err
    assert tomllib.loads(result.out)["format"] == "detente-fit"


@pytest.fixture
def fit(cli: Cli, world: World) -> Callable[..., Result]:
    """`detente fit` within this process."""
    return lambda *arguments: cli("fit", world.scenario, "--store", world.store, *arguments)


def test_french(fit: Callable[..., Result]) -> None:
    result = fit("--language", "fr", "--profile", "in-kind")
    assert result.code == 0, result.err
    for english in ("Fitted", "Prior", "Learnt", "Share", "Rate of", "Searched", "Stated"):
        assert english not in result.out
    assert "vraisemblance" in result.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "2018-13-01"], "--from 2018-13-01: no date"),
        (["--published-until", "2018-13-01"], "--published-until 2018-13-01: no date"),
        (["--published-until", "2019-01-01"], "does not say when its acts were published"),
        (["--from", "2019-02-01", "--to", "2019-01-01"], "lies after --to"),
        (["--to", "2022-01-01"], "after as_of 2019-05-28; a fit must not see"),
        (["--to", "2017-01-01"], "--to 2017-01-01: icews in"),
        (["--from", "2015-01-01"], "--from 2015-01-01: name a day from 2018-10-01"),
        (["--dataset", "gdelt"], "no data source 'gdelt'"),
        (["--profile", "talk"], "no effect 'talk'; did you mean 'talks'"),
        (["--profile", "both"], "'both' has no half-life"),
        (["--profile", "in-kind.half_live"], "did you mean 'half_life'"),
        (["--chart", "fit.pdf"], "--chart fit.pdf: name a file that ends in"),
        (["--json", "-", "--out", "-"], "only one of them"),
        (["--json", "a.json", "--out", "a.json"], "has the same name"),
        (["--from", "2019-05-28"], "none of the 4 processes happened"),
    ],
)
def test_what_cannot_be_fitted(
    fit: Callable[..., Result], arguments: list[str], words: str
) -> None:
    result = fit(*arguments)
    assert result.code == 2
    assert words in result.err
    assert result.err.startswith("error: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err + result.out


def test_a_result_does_not_go_over_an_input(fit: Callable[..., Result], world: World) -> None:
    result = fit("--out", world.scenario / "scenario.toml", "--overwrite")
    assert result.code == 2
    assert "it is a file of the scenario" in result.err
    result = fit("--out", world.store / "fit.toml")
    assert result.code == 2
    assert "it lies in the event store" in result.err


class Counted:
    """How often a store was opened, and a record taken from one."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = self.taken = 0
        open_, take_ = manifest.read_manifest, take.take

        def read_manifest(*arguments: Any) -> Any:
            self.opened += 1
            return open_(*arguments)

        def take_once(*arguments: Any, **named: Any) -> Any:
            self.taken += 1
            return take_(*arguments, **named)

        monkeypatch.setattr(store, "read_manifest", read_manifest)
        monkeypatch.setattr(take, "take", take_once)


@pytest.fixture(scope="module")
def recorded(world: World) -> World:
    """The same scenario, whose own record comes from the store."""
    raw = calm() | {"as_of": LAST, "horizon": 90, "record": "store", "id": "recorded"}
    return replace(world, scenario=worlds.write(world.scenario.parent / "recorded", raw))


@pytest.mark.parametrize("own", [False, True])
def test_the_store_is_opened_once_and_the_record_taken_once(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, world: World, recorded: World, own: bool
) -> None:
    """Also where the scenario has a record of its own from the same store."""
    counted = Counted(monkeypatch)
    folder = recorded.scenario if own else world.scenario
    result = cli("fit", folder, "--store", world.store, "--json", "-")
    assert (result.code, result.err) == (0, "")
    assert (counted.opened, counted.taken) == (1, 1)


def test_what_the_scenario_has_taken_gives_the_same_fit(
    recorded: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = detente.load(recorded.scenario, recorded.store)
    last = LAST - 40 * DAY
    counted = Counted(monkeypatch)
    found = scenario.fit(store=recorded.store, last=last)
    assert counted.taken == 0
    anew = replace(scenario, store=None).fit(store=recorded.store, last=last)
    assert counted.taken == 1
    assert found.text() == anew.text()


def test_days_that_the_scenario_has_not_taken_are_taken(
    recorded: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    since = LAST - 60 * DAY
    raw = calm() | {"as_of": LAST, "horizon": 90, "record": {"store": "icews", "since": since}}
    late = detente.load(worlds.write(tmp_path / "late", raw), recorded.store)
    counted = Counted(monkeypatch)
    found = late.fit(store=recorded.store)
    assert counted.taken == 1
    assert found.file.since == AS_OF + DAY
    whole = detente.load(recorded.scenario, recorded.store).fit(store=recorded.store)
    assert found.params_ == whole.params_


def test_another_store_is_asked(
    recorded: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was taken from one store does not stand for what is in another."""
    scenario = detente.load(recorded.scenario, recorded.store)
    other = stored(tmp_path, played(recorded.made, 5))
    counted = Counted(monkeypatch)
    assert scenario.fit(store=other).text() != scenario.fit(store=recorded.store).text()
    assert counted.taken == 1


def test_what_does_not_fit_into_memory_is_refused_before_it_begins(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = detente.load(world.scenario)
    sizes: list[FitSize] = []
    monkeypatch.setattr(memory, "memory_left", lambda: 0)
    monkeypatch.setattr(Fitting, "run", lambda *_: pytest.fail("it began"))
    with pytest.raises(detente.InputError, match=r"days at risk with 4 coefficients take about"):
        detente.fit(scenario, store=world.store, announce=sizes.append)
    assert sizes == []


def test_its_size_is_told_before_it_begins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    run = Fitting.run

    def begin(*arguments: Any) -> Fit:
        told.append("begun")
        return run(*arguments)

    monkeypatch.setattr(Fitting, "run", begin)
    found = detente.fit(detente.load(world.scenario), store=world.store, announce=told.append)
    size, begun = told
    assert isinstance(size, FitSize)
    assert (size.rows, size.coefficients) == (found.file.rows, 4)
    assert begun == "begun"


def test_help() -> None:
    code, out, _err = run("fit", "--help")
    assert code == 0
    assert "--profile" in out
