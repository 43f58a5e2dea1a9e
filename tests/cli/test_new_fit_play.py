"""From a new folder and a record to a play: new, fit, check and simulate, without a fault."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path

import polars as pl
import pytest

import detente
from tests.cli.test_fit import run
from tests.events.made import icews_row, icews_text, put
from tests.fitting import worlds
from tests.fitting.worlds import quantity, tables
from tests.forms import only_whole, size

LAST = dt.date(2018, 12, 31)
DAYS = 365
CHN, JPN = "China", "Japan"
OFTEN = (
    (CHN, "030", JPN, 0.14), (JPN, "030", CHN, 0.2), (CHN, "112", JPN, 0.16),
    (JPN, "112", CHN, 0.1), (CHN, "057", JPN, 0.04), (CHN, "040", JPN, 0.08),
    (CHN, "154", JPN, 0.005),
)  # fmt: skip
"""Who does what to whom, on which share of days: far from what a new scenario starts with."""


def store(folder: Path) -> Path:
    """A made-up record of a year, in good and bad months."""
    draw = random.Random(3)
    rows: list[str] = []
    for n in range(DAYS):
        day = LAST - dt.timedelta(days=DAYS - 1 - n)
        month = 1.5 if n // 45 % 2 else 0.5
        for source, code, target, share in OFTEN:
            if draw.random() < share * month:
                rows.append(icews_row(len(rows), day, source, code, target))
                if code in ("040", "057"):
                    rows.append(icews_row(len(rows), day, target, code, source))
        rows.append(icews_row(len(rows), day, "Foreign Affairs (Brazil)", "070", "Peru"))
    file = put(folder / "acts.tab", icews_text(rows))
    assert not detente.events.import_files([file], folder / "store").failed
    return folder / "store"


def on_a_record(folder: Path, dataset: str) -> None:
    """A new scenario's file, with its record from the store, and a fit that it is to name."""
    path = folder / "scenario.toml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("[record]\n")
    rest = rest.partition("complete = []")[2]
    head = head.replace("\nbrief =", '\ncoefficients = "fit.toml"\nbrief =')
    path.write_text(f'{head}[record]\nstore = "{dataset}"{rest}', encoding="utf-8")
    (folder / "acts.csv").unlink()


def new_fit_check_simulate(tmp_path: Path, where: Path, dataset: str, as_of: dt.date) -> None:
    folder = tmp_path / "cj"
    assert run("new", str(folder), "--actors", "CHN,JPN", "--as-of", as_of.isoformat())[0] == 0
    on_a_record(folder, dataset)
    options = ("--store", str(where))
    code, out, err = run("fit", str(folder), *options, "--out", str(folder / "fit.toml"))
    assert code == 0, err
    assert "passing mood" in out
    code, out, err = run("check", str(folder), *options, *size(["--quick"], []))
    assert code == 0, out + err
    assert "fault:" not in out
    kept = tmp_path / "answers.json"
    code, out, err = run("simulate", str(folder), *options, "--paths", "1000", "--json", str(kept))
    assert code == 0, err
    assert "check would refuse" not in out
    assert json.loads(kept.read_text(encoding="utf-8"))["check_refuses"] == []
    scenario = detente.load(folder, where)
    assert scenario.fitted is not None
    written = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))["processes"]
    stated = {each["id"] for each in written if "rate" in each}  # others are measured
    left = scenario.placeholders  # the fit's are no template's
    fitted = {entry.process for entry in scenario.fitted.baselines}
    assert (left.rates[0], left.rates[1]) == (len(stated - fitted), len(stated))
    assert left.usual_rates == 0
    played = scenario.check(quick=True).background.rates
    for entry in scenario.fitted.baselines:
        seen = entry.acts / scenario.fitted.rows * len(scenario.fitted.baselines) * 365.25
        if entry.acts >= 20:  # of some dozens of acts in months of moods no more is known
            assert 0.7 < played[entry.process].played / seen < 1.4, entry.process


def test_a_new_scenario_is_fitted_and_played(tmp_path: Path) -> None:
    new_fit_check_simulate(tmp_path, store(tmp_path), "icews", LAST)


SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "events" / "icews-2014.parquet"


@only_whole
def test_a_new_scenario_on_a_published_record(tmp_path: Path) -> None:
    if not SAMPLE.exists():
        pytest.skip(f"{SAMPLE} is not here")
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'dataset = "icews-2014"\nscheme = "cameo"\n[columns]\ndate = "date"\nsource = "source"\n'
        'target = "target"\nsource_country = "source_state"\ntarget_country = "target_state"\n'
        'code = "cameo"\n',
        encoding="utf-8",
    )
    two = pl.scan_parquet(SAMPLE)
    assert two.select(pl.len()).collect().item() > 90_000
    code, _out, err = run(
        "events", "import", str(SAMPLE), "--map", str(mapping), "--store", str(tmp_path / "store")
    )
    assert code == 0, err
    new_fit_check_simulate(tmp_path, tmp_path / "store", "icews-2014", dt.date(2014, 12, 31))


def test_simulate_names_what_check_would_refuse(tmp_path: Path) -> None:
    """A line that no future reaches: what hangs on it never acts."""
    line = {
        "effect": "red-line", "id": "line", "actor": "RUS", "on": ["answer"], "half_life": 10.0,
        "pressure": [{"source": "USA", "target": "RUS", "acts": "ACCUSE", "weight": 1.0}],
        "threshold": quantity(1e6, 0.0), "coefficient": quantity(1.5, 0.0),
    }  # fmt: skip
    raw = tables([line], horizon=300)
    raw["outcomes"] = [{"kind": "acts", "id": "aid", "title": "aid", "on": ["aid"]}]
    folder = worlds.write(tmp_path / "strong", raw)
    refused = run("check", str(folder), "--quick")
    assert refused[0] == 2
    kept = tmp_path / "answers.json"
    code, out, _err = run("simulate", str(folder), "--paths", "200", "--json", str(kept))
    assert code == 0
    faults = json.loads(kept.read_text(encoding="utf-8"))["check_refuses"]
    assert faults
    told = " ".join(out.split())
    for fault in faults:
        assert f"check would refuse this scenario: {fault}" in told
        assert fault in " ".join(refused[1].split())
    french = subprocess.run(
        [sys.executable, "-c", "from detente.cli import main; main()", "simulate", str(folder),
         "--paths", "50", "--language", "fr"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert "check refuserait ce scénario" in french.stdout
