"""A scenario whose record comes from a store: checked, played, kept and played again."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

import detente
from detente.check.report import check
from detente.cli.app import app
from detente.runs.frames import digest
from detente.scenario.record.taken import FILE
from detente.scenario.schema import schema
from tests import forms
from tests.scenario.mutated import Raw, by_id, rate, tree
from tests.scenario.record.stores import AS_OF, RUS, UKR, USA, Fact, scenario, stored
from tests.scenario.test_schema import plain

DAYS = 1000
COUNTRIES = ("China", "Foreign Affairs (China)", RUS, USA, "Foreign Affairs (United States)", UKR)


def three_years() -> Iterator[Fact]:
    """Accusations in bursts, aid, trade, talks: at rates of about 90, 40, 30 and 20 a year."""
    draw = random.Random(1)
    level = 1.0
    for age in range(DAYS, 0, -1):
        level = 0.95 * level + 0.05 * draw.expovariate(1.0)
        for chance, source, code, target in (
            (0.25 * level, RUS, "112", USA),
            (0.25 * level, USA, "112", RUS),
            (0.11, USA, "072", UKR),
            (0.08, "China", "061", RUS),
            (0.05, "Foreign Affairs (China)", "040", "Foreign Affairs (United States)"),
        ):
            if draw.random() < chance:
                yield Fact(age, source, code, target)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that covers a thousand days but for a few."""
    return stored(tmp_path_factory.mktemp("store"), three_years(), days=DAYS, missing={5, 400})


NUMBER = {"sd": 0.05, "basis": "judgement", "reference": "a test"}


def lively(raw: Raw) -> None:
    """The toy with a background: inertia, reciprocity, weekdays, mood."""
    directed = ["ru-accuses", "us-accuses"]
    raw["groups"] |= {"all": [p["id"] for p in raw["processes"]]}
    raw["effects"] += [
        {"effect": "weekday", "id": "week", "on": ["all"],
         "coefficient": NUMBER | {"mean": -0.46}},
        {"effect": "mood", "id": "mood", "on": ["all"], "half_life": 45.0,
         "sigma": NUMBER | {"mean": 0.4}},
        {"effect": "reciprocity", "id": "answers", "on": directed, "acts": "verbal-conflict",
         "half_life": 7.0, "coefficient": NUMBER | {"mean": 0.15}},
        {"effect": "inertia", "id": "habit", "on": ["all"], "acts": "any",
         "half_lives": [7.0, 60.0], "coefficients": [NUMBER | {"mean": 0.1}] * 2},
    ]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scenario that leaves its rates to the store."""
    return scenario(tmp_path_factory.mktemp("scenario") / "toy", lively)


def test_the_background_realises_the_rates_that_were_measured(folder: Path, store: Path) -> None:
    found = detente.load(folder, store=store)
    report = check(found, quick=True)
    assert report.faults == []
    assert report.record == {
        "dataset": "icews",
        "since": str(AS_OF - dt.timedelta(days=DAYS - 1)),
        "last": str(AS_OF),
        "missing_days": 2,
        "acts": report.acts,
        "acts_played": report.acts,
    }
    rates = {p.id: p.rate.per_year for p in found.processes}
    for name, expected in (("ru-accuses", 90), ("aid", 40), ("china-trade", 29)):
        assert rates[name] == pytest.approx(expected, rel=0.25)


def test_rates_far_from_the_record_are_told(tmp_path: Path, store: Path) -> None:
    def stated(raw: Raw) -> None:
        by_id(raw["processes"], "ru-accuses")["rate"] = rate(9.0)
        by_id(raw["processes"], "aid")["rate"] = rate(41.0)

    report = check(detente.load(scenario(tmp_path / "toy", stated), store=store), quick=True)
    # of the others, the store saw no call and no easing, while the toy states 20 and 5 a year
    assert {"ru-accuses", "call", "ease"} == set(report.rates_far_from_record)
    then, now = report.rates_far_from_record["ru-accuses"]
    assert then == 9.0
    assert now == pytest.approx(90, rel=0.25)
    assert report.document()["rates_far_from_record"]["ru-accuses"] == {
        "stated": then,
        "measured": now,
    }


def test_a_run_is_played_again_without_the_store(
    tmp_path: Path, folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = tmp_path / "store"
    shutil.copytree(store, moved)
    ensemble = detente.load(folder, store=moved).simulate(paths=50, seed=3)
    detente.write_run(ensemble, tmp_path / "run")
    shutil.rmtree(moved)
    monkeypatch.setenv("DETENTE_STORE", str(moved))
    run = detente.open_run(tmp_path / "run")
    assert run.scenario.texts == ensemble.scenario.texts
    assert (tmp_path / "run" / "scenario" / FILE).is_file()
    repeat = run.repeat()
    assert repeat.identical
    assert digest(run.ensemble()) == digest(ensemble)
    with pytest.raises(detente.ScenarioError, match="no event store"):
        detente.load(folder)
    (tmp_path / "run" / "scenario" / FILE).write_text(
        ensemble.scenario.texts[FILE].replace('"acts": ', '"acts": 1', 1), encoding="utf-8"
    )
    with pytest.raises(detente.InputError, match="changed since the run was written"):
        _ = detente.open_run(tmp_path / "run").scenario


def printed(*arguments: str, language: str = "en") -> str:
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    result = runner.invoke(app, [*arguments, "--language", language])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.output


def test_commands_say_where_the_record_comes_from(
    tmp_path: Path, folder: Path, store: Path
) -> None:
    page = tmp_path / "page.html"
    result = tmp_path / "result.json"
    few = ("--paths", "20", "--store", str(store))
    shown = printed("simulate", str(folder), *few, "--json", str(result))
    line = "Record: icews, 5 January 2016 to 30 September 2018; "
    assert line in shown
    assert "100 % of a kind that is played; 2 days are missing." in shown
    assert json.loads(result.read_text(encoding="utf-8"))["record"]["dataset"] == "icews"
    assert line in printed("check", str(folder), "--store", str(store))
    assert "Relevé : icews, du 5 janvier 2016 au 30 septembre 2018 ; " in printed(
        "check", str(folder), "--store", str(store), language="fr"
    ).replace("\u00a0", " ").replace("\u202f", " ")
    printed("claims", str(folder), "--store", str(store))
    if forms.whole:
        assert "sanctions" in printed("explain", str(folder), "sanctions", *few)
        printed("compare", str(folder), "--force-b", "ready=false", *few)
        printed("report", str(folder), "-o", str(page), *few)
        written = page.read_text(encoding="utf-8").replace("\u00a0", " ")
        assert "icews, 5 January 2016 to 30 September 2018" in written


def test_other_scenarios_and_kept_records_load_no_database(
    tmp_path: Path, folder: Path, store: Path
) -> None:
    kept = shutil.copytree(folder, tmp_path / "kept")
    text = detente.load(folder, store=store).texts[FILE]
    (kept / FILE).write_text(text, encoding="utf-8")
    for name in forms.size((str(kept),), ("us-russia-2024", str(kept))):
        code = (
            f"import sys, detente; detente.load({name!r})\n"
            "sys.exit(', '.join({'duckdb', 'polars'} & set(sys.modules)) or None)"
        )
        source = Path(detente.__file__).parents[1]
        shown = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONPATH": str(source), "DETENTE_STORE": str(tmp_path)},
            capture_output=True, text=True, check=False, timeout=600,
        )  # fmt: skip
        assert shown.returncode == 0, shown.stderr
        assert shown.stderr == ""


def test_the_schema_knows_both_forms() -> None:
    def faults(record: object, rates: bool = False) -> list[str]:
        raw = tree() | {"record": record}
        if not rates:
            del raw["processes"][1]["rate"]
        return [e.message for e in Draft202012Validator(schema()).iter_errors(plain(raw))]

    day = dt.date(2018, 1, 1)
    assert faults("store") == []
    assert faults({"store": "icews", "since": day, "owned": "acts.csv"}) == []
    assert faults({"since": day}) == []  # of its class of act a rate may be usual
    assert any("'store' was expected" in each for each in faults("shop", rates=True))
    assert any("complete" in each for each in faults({"store": "x", "complete": ["any"]}))
    assert any("owned" in each for each in faults({"since": day, "owned": "x"}, rates=True))
