"""A run folder holds everything: it is read back bit for bit, and repeated bit for bit."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import detente
from detente.ensemble.document import document
from detente.ensemble.simulate import simulate
from detente.errors import InputError
from detente.kernel._compiled_loop import run
from detente.runs.frames import digest
from detente.runs.run import FRAMES
from tests.effects.toy import TOY
from tests.ensemble.asked import amount, condition, world
from tests.scenario.mutated import changed

UNTIL = dt.date(2025, 2, 1)


@pytest.fixture(scope="module")
def ensemble() -> detente.Ensemble:
    return detente.load(TOY).simulate(300, seed=5, until=UNTIL, ready=True)


@pytest.fixture(scope="module")
def kept(ensemble: detente.Ensemble, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "run"
    detente.write_run(ensemble, folder)
    return folder


@pytest.fixture
def damaged(kept: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(kept, tmp_path / "run"))


def test_it_says_what_it_is(kept: Path) -> None:
    manifest = detente.open_run(kept).manifest
    assert (manifest.format, manifest.version) == ("detente-run", 2)
    assert (manifest.scenario.id, manifest.paths, manifest.seed) == ("toy", 300, 5)
    assert manifest.horizon == (UNTIL - dt.date(2024, 11, 18)).days
    assert manifest.forced == {"ready": True}
    assert manifest.command == (
        "detente simulate scenario --paths 300 --seed 5 --until 2025-02-01 --force ready=true"
    )
    assert {"detente", "python", "numpy", "numba"} <= set(manifest.versions)
    assert manifest.versions["detente"] == detente.__version__
    assert dt.datetime.fromisoformat(manifest.created).tzinfo == dt.UTC


def test_line_ends_do_not_count(damaged: Path) -> None:
    """A version control may have converted them."""
    for file in damaged.rglob("*"):
        if file.suffix in {".json", ".toml", ".csv", ".md", ".txt"}:
            file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    run = detente.open_run(damaged)
    assert run.scenario.hash == run.manifest.scenario.hash
    assert run.repeat().identical


@pytest.mark.parametrize("seed", [2**53 - 1, 2**53, 2**53 + 1, 2**64 - 1])
def test_seeds_beyond_doubles_are_strings(tmp_path: Path, seed: int) -> None:
    until = dt.date(2024, 11, 20)
    detente.write_run(detente.load(TOY).simulate(2, seed=seed, until=until), tmp_path / "run")
    for name in ("run.json", "result.json"):
        written = json.loads((tmp_path / "run" / name).read_text("utf-8"))["seed"]
        assert written == (seed if seed <= 2**53 else str(seed))
    run = detente.open_run(tmp_path / "run")
    assert run.manifest.seed == seed
    assert run.ensemble().seed == seed


def test_nothing_else_is_left_in_the_folder(kept: Path) -> None:
    names = {path.name for path in kept.iterdir()}
    tables = {f"{name}.parquet" for name in FRAMES}
    assert names == {
        *tables, "README.txt", "futures.json", "result.json", "run.json", "scenario"
    }  # fmt: skip
    text = (kept / "README.txt").read_text(encoding="utf-8")
    assert all(name in text for name in names - {"README.txt"})
    assert list(kept.parent.iterdir()) == [kept]


def test_the_scenario_is_kept_as_it_was(kept: Path) -> None:
    for name in ("scenario.toml", "brief.md", "acts.csv"):
        assert (kept / "scenario" / name).read_bytes() == (TOY / name).read_bytes()
    run = detente.open_run(kept)
    assert run.scenario.hash == detente.load(TOY).hash == run.manifest.scenario.hash


def test_the_ensemble_comes_back_bit_for_bit(ensemble: detente.Ensemble, kept: Path) -> None:
    again = detente.open_run(kept).ensemble()
    for name in ("first", "count", "truth", "path_mean", "last", "daily_mean", "histogram"):
        ours, theirs = getattr(ensemble, name), getattr(again, name)
        assert ours.dtype == theirs.dtype, name
        np.testing.assert_array_equal(ours, theirs, err_msg=name)
    for name in ("belief", "parameters", "chance"):
        np.testing.assert_array_equal(getattr(ensemble.design, name), getattr(again.design, name))
    assert digest(again) == digest(ensemble)
    assert document(again) == document(ensemble)
    assert again.future(7) == ensemble.future(7)


def test_result_and_futures(ensemble: detente.Ensemble, kept: Path) -> None:
    assert detente.open_run(kept).document == document(ensemble)
    told = json.loads((kept / "futures.json").read_text(encoding="utf-8"))
    table = detente.open_run(kept).frame("futures")
    for label, future in ensemble.sample().items():
        assert told[label]["path"] == future.path
        assert told[label]["claims"] == dict(future.claims)
        rows = table.filter(pl.col("future") == label)
        assert rows["date"].to_list() == [act.date for act in future.acts]
        assert rows["row"].to_list() == [act["row"] for act in told[label]["acts"]]


def test_the_tables_say_the_same_as_the_ensemble(ensemble: detente.Ensemble, kept: Path) -> None:
    run = detente.open_run(kept)
    outcomes = run.frame("outcomes")
    for row in outcomes.iter_rows(named=True):
        estimate = ensemble.estimate(row["outcome"])
        assert row["probability"] == estimate.probability
        assert (row["low"], row["high"]) == estimate.interval
        assert row["median_date"] == ensemble.median_date(row["outcome"])
    assert outcomes.height == len(ensemble.scenario.outcomes)
    assert run.frame("paths").select(ensemble.to_frame().columns).equals(ensemble.to_frame())
    days = run.frame("days")
    assert days["date"].to_list() == ensemble.dates
    index = ensemble.index()
    np.testing.assert_array_equal(days["mean:index:RUS~USA"], index.mean)
    np.testing.assert_array_equal(days["low:index:RUS~USA"], index.low)
    np.testing.assert_array_equal(days["mean:volume:RUS~USA"], index.volume.mean)
    np.testing.assert_array_equal(days["high:volume:RUS~USA"], index.volume.high)
    for outcome in ensemble.scenario.outcomes:
        np.testing.assert_array_equal(
            days[f"share:{outcome.id}"], ensemble.first_passage(outcome.id)
        )
    share = run.frame("distribution").group_by("plane", "date").agg(pl.col("paths").sum())
    assert set(share["paths"]) == {300}


def test_pandas_frames(kept: Path) -> None:
    pytest.importorskip("pandas")
    frame = detente.open_run(kept).frame("outcomes").to_pandas()
    assert list(frame["outcome"]) == ["contact", "sanctions", "thaw"]


@pytest.mark.parametrize("threads", [1, 2])
def test_a_repeat_is_identical(kept: Path, threads: int) -> None:
    repeat = detente.open_run(kept).repeat(threads=threads)
    assert repeat.identical
    assert (dict(repeat.differing), repeat.largest, dict(repeat.versions)) == ({}, 0.0, {})


def test_a_repeat_that_differs_says_where(damaged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another seed stands for another program."""
    monkeypatch.setattr(
        "detente.runs.run.simulate", lambda *a, **k: simulate(*a, **{**k, "seed": 6})
    )
    _edit(damaged, lambda raw: raw["versions"].update(numpy="0.1"))
    repeat = detente.open_run(damaged).repeat()
    assert not repeat.identical
    assert repeat.differing["contact"] > 0
    assert repeat.largest > 0
    assert repeat.versions["numpy"] == ("0.1", np.__version__)


def _edit(folder: Path, change: Callable[[dict[str, dict[str, object]]], object]) -> None:
    file = folder / "run.json"
    raw = json.loads(file.read_text(encoding="utf-8"))
    change(raw)
    file.write_text(json.dumps(raw), encoding="utf-8")


def refused(folder: Path) -> str:
    """What is said of a folder whose ensemble cannot be had: one line."""
    with pytest.raises(detente.InputError) as caught:
        detente.open_run(folder).ensemble()
    text = str(caught.value)
    assert text.startswith(str(folder))
    assert "\n" not in text
    return text


def test_a_key_that_is_not_known_is_passed_over(damaged: Path) -> None:
    _edit(damaged, lambda raw: raw.update(mood={"sunny": True}))
    assert detente.open_run(damaged).manifest.seed == 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw.update(version=3), "version 3 is newer than this program knows (2)"),
        (lambda raw: raw.update(format="other"), "no run of Détente"),
        (lambda raw: raw.update(paths="many"), "paths: "),
        (lambda raw: raw.pop("digest"), "digest: this key is missing"),
        (lambda raw: raw["scenario"].update(hash="0"), "changed since the run was written"),
        (lambda raw: raw.update(digest="0"), "the tables were changed"),
        (lambda raw: raw.update(horizon=10), "the tables do not fit the scenario"),
        (lambda raw: raw.update(horizon=10**12), "horizon: the scenario has 120 days, not more"),
        (lambda raw: raw.update(paths=10**12), "paths=1000000000000"),
        (lambda raw: raw["forced"].update(redy=True), "no claim 'redy'; did you mean 'ready'?"),
        (lambda raw: raw.pop("tables"), "tables: this key is missing"),
    ],
)
def test_a_manifest_that_cannot_be_used(
    damaged: Path, change: Callable[[dict[str, dict[str, object]]], object], words: str
) -> None:
    _edit(damaged, change)
    assert words in refused(damaged)


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, '{"format": NaN'])
def test_a_manifest_that_is_no_json(damaged: Path, text: str) -> None:
    (damaged / "run.json").write_text(text, encoding="utf-8")
    assert "JSON" in refused(damaged)


def _vouch(folder: Path, name: str) -> None:
    """Have the manifest say that a table is as it was written."""
    content = (folder / f"{name}.parquet").read_bytes()
    sha = hashlib.sha256(content).hexdigest()
    _edit(folder, lambda raw: raw["tables"].update({name: sha}))


@pytest.mark.parametrize("name", ["paths", "days", "distribution"])
def test_tables_that_are_damaged(damaged: Path, name: str) -> None:
    file = damaged / f"{name}.parquet"
    content = file.read_bytes()
    for half in (content[: len(content) // 2], b""):
        file.write_bytes(half)
        assert f"{name}.parquet: damaged, or changed" in refused(damaged)
        _vouch(damaged, name)
        assert f"{name}.parquet: no table of a run" in refused(damaged)
    file.unlink()
    assert f"{name}.parquet: no such file" in refused(damaged)
    pl.DataFrame({"x": ["a"]}).write_parquet(file)
    assert f"{name}.parquet: damaged, or changed" in refused(damaged)
    _vouch(damaged, name)
    assert "do not fit the scenario" in refused(damaged)


def test_a_number_that_was_changed(damaged: Path) -> None:
    file = damaged / "paths.parquet"
    table = pl.read_parquet(file)
    table.with_columns(pl.col("count:contact") + 1).write_parquet(file)
    assert "paths.parquet: damaged, or changed" in refused(damaged)
    _vouch(damaged, "paths")
    assert "the tables were changed" in refused(damaged)


def test_a_run_that_is_read_again_compiles_nothing(kept: Path) -> None:
    before = len(run.signatures)
    again = detente.open_run(kept).ensemble()
    again.future(3)
    assert len(run.signatures) == before >= 1


def test_a_scenario_that_was_changed(damaged: Path) -> None:
    with (damaged / "scenario" / "brief.md").open("a", encoding="utf-8") as file:
        file.write("One more line.\n")
    assert "changed since the run was written" in refused(damaged)


def test_no_folder_and_no_run(tmp_path: Path) -> None:
    assert "no such file" in refused(tmp_path / "nothing")
    assert "no such file" in refused(tmp_path)


def test_a_run_is_no_scenario_and_a_scenario_no_run(kept: Path) -> None:
    with pytest.raises(detente.InputError, match="it is a run, whose scenario is "):
        detente.load(kept)
    assert detente.load(kept / "scenario").id == "toy"
    with pytest.raises(detente.InputError, match="a scenario, not a run"):
        detente.open_run(TOY)


def test_unknown_table(kept: Path) -> None:
    with pytest.raises(detente.InputError, match="did you mean 'paths'"):
        detente.open_run(kept).frame("path")


def test_a_run_without_outcomes_or_claims(tmp_path: Path) -> None:
    def bare(raw: dict[str, object]) -> None:
        raw["outcomes"], raw["claims"], raw["effects"], raw["index"] = [], [], [], []
        del raw["record"]

    ensemble = detente.load(changed(tmp_path / "bare", bare)).simulate(20)
    detente.write_run(ensemble, tmp_path / "run")
    assert digest(detente.open_run(tmp_path / "run").ensemble()) == digest(ensemble)


@pytest.mark.parametrize("make", [Path.touch, lambda p: (p.mkdir(), (p / "x").touch())])
def test_a_target_that_is_taken(
    ensemble: detente.Ensemble, tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "run")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(detente.InputError, match="cannot write"):
        detente.write_run(ensemble, tmp_path / "run")
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_may_be_filled(ensemble: detente.Ensemble, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    detente.write_run(ensemble, tmp_path / "run")
    assert detente.open_run(tmp_path / "run").repeat().identical


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_is_left_when_writing_fails(
    ensemble: detente.Ensemble,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pl.DataFrame, "write_parquet", fail)
    with pytest.raises((detente.InputError, KeyboardInterrupt)) as caught:
        detente.write_run(ensemble, tmp_path / "run")
    if isinstance(error, OSError):
        assert str(caught.value).endswith("No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_what_is_read_on_an_evening_is_kept(tmp_path: Path) -> None:
    """Amounts, not asked on some paths, and conditions that outcomes are given."""
    played = world(
        condition("two", {"on": ["call"], "at_least": 2}, given={"not": {"on": ["aid"]}}),
        amount("calls", acts=["call"]),
        amount("upon", acts=["aid"], upon="two"),
        paths=60,
    )
    detente.write_run(played, tmp_path / "run")
    run = detente.open_run(tmp_path / "run")
    again = run.ensemble()
    assert np.isnan(played.readings).any()
    assert np.array_equal(again.readings, played.readings, equal_nan=True)
    assert digest(again) == digest(played) == run.manifest.digest
    assert run.repeat().identical
    assert run.frame("amounts")["mean"].to_list() == [each.mean for each in played.amounts]
    again.readings[0, 0] += 1.0
    assert digest(again) != digest(played)


def test_what_happened_is_kept_and_had_again(ensemble: detente.Ensemble, kept: Path) -> None:
    """Every act of each future in order; and the ensemble that is read back knows them."""
    run = detente.open_run(kept)
    acts = run.frame("acts").filter(pl.col("path") == 7)
    future = ensemble.future(7)
    assert acts.select(pl.col("date"), pl.col("row").cast(pl.String)).rows() == [
        (act.date, act.row) for act in future.acts
    ]
    again, known = run.ensemble().chronicle, ensemble.chronicle
    assert again is not None
    assert known is not None
    for name in ("acts", "acts_from", "moves", "moves_from"):
        np.testing.assert_array_equal(getattr(again, name), getattr(known, name))


def test_a_run_of_before_has_no_acts_and_is_asked_by_playing_again(damaged: Path) -> None:
    ensemble = detente.open_run(damaged).ensemble()

    def as_before(raw: dict[str, Any]) -> None:
        raw["version"] = 1
        raw["digest"] = digest(ensemble, happened=False)
        for name in ("acts", "moves"):
            del raw["tables"][name]

    _edit(damaged, as_before)
    run = detente.open_run(damaged)
    old = run.ensemble()
    assert old.chronicle is None
    assert old.seen_answer("contact ever").left == ensemble.seen_answer("contact ever").left
    assert run.repeat().identical
    with pytest.raises(InputError, match="what happened in each future is not kept in this run"):
        run.frame("acts")


@pytest.mark.parametrize("column", ["path", "date", "row"])
def test_acts_that_no_future_can_hold(damaged: Path, column: str) -> None:
    file = damaged / "acts.parquet"
    table = pl.read_parquet(file)
    wrong = {"path": pl.lit(-1, pl.Int32), "date": pl.lit(dt.date(1999, 1, 1)), "row": pl.lit("x")}
    table.with_columns(wrong[column].alias(column)).write_parquet(file)
    _vouch(damaged, "acts")
    assert "do not fit the scenario" in refused(damaged)
