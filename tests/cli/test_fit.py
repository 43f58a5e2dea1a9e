"""`detente fit`: from a store to a file that a scenario names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

import detente
from detente.fitting.fit import Fitting
from detente.fitting.history import DAY, History
from detente.fitting.result import Fit
from detente.ontology.acts import Act
from detente.scenario.scenario import Scenario
from tests.events.made import icews_row, icews_text, put
from tests.fitting import worlds
from tests.fitting.worlds import AS_OF, laws, made, played, tables
from tests.scenario.mutated import Raw

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


def test_from_store_to_scenario(world: World, tmp_path: Path) -> None:
    target = world.scenario / "fit.toml"
    chart, document = tmp_path / "fit.svg", tmp_path / "fit.json"
    code, out, err = world.fit("--out", str(target), "--chart", str(chart), "--json", str(document))
    assert (code, err) == (0, "")
    for words in ("Fitting", "days at risk", "talks.h1", "in-kind.theta", "Prior", "Learnt",
                  "Log-likelihood earned", "Baseline of", f"Written to {target}"):  # fmt: skip
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
        code, out, err = run("check", str(world.scenario), "--json", str(tmp_path / "check.json"))
        assert code == 0, err
        assert "Coefficients: icews, " in out
        checked = json.loads((tmp_path / "check.json").read_text(encoding="utf-8"))
        assert checked["fit"]["coefficients"] == 4
        code, out, err = run("simulate", str(world.scenario), "--paths", "200")
        assert code == 0, err
        again = world.fit("--out", str(target))  # a fit that it names is left aside
        assert again[0] == 0, again[2]
        assert (
            tomllib.loads(target.read_text(encoding="utf-8"))["coefficients"]
            == (kept["coefficients"])
        )
    finally:
        file.write_text(plain, encoding="utf-8")


def test_results_on_standard_output(world: World) -> None:
    code, out, err = world.fit("--json", "-")
    assert code == 0, err
    assert json.loads(out)["format"] == "detente-fit"
    code, out, err = world.fit("--out", "-")
    assert code == 0, err
    assert tomllib.loads(out)["format"] == "detente-fit"


def test_french(world: World) -> None:
    code, out, err = world.fit("--language", "fr", "--profile", "in-kind")
    assert code == 0, err
    for english in ("Fitted", "Prior", "Learnt", "Share", "Baseline", "Searched", "Stated"):
        assert english not in out
    assert "vraisemblance" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--from", "2018-13-01"], "--from 2018-13-01: no date"),
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
def test_what_cannot_be_fitted(world: World, arguments: list[str], words: str) -> None:
    code, out, err = world.fit(*arguments)
    assert code == 2
    assert words in err
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err + out


def test_a_result_does_not_go_over_an_input(world: World) -> None:
    code, _out, err = world.fit("--out", str(world.scenario / "scenario.toml"))
    assert code == 2
    assert "it is a file of the scenario" in err
    code, _out, err = world.fit("--out", str(world.store / "fit.toml"))
    assert code == 2
    assert "it lies in the event store" in err


def test_help() -> None:
    code, out, _err = run("fit", "--help")
    assert code == 0
    assert "--profile" in out
