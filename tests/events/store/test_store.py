"""What is imported lies in the store once, and is read as acts."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import polars as pl
import pytest

import detente
from detente.errors import InputError
from detente.events import import_files
from detente.events import open as open_store
from detente.events.export import export
from detente.events.schema import ACT, FEWEST, FORMAT
from detente.events.store import segments
from detente.events.store.manifest import NAME
from tests.events.made import FIRST, gdelt_row, icews_days, icews_row, icews_text, put


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return put(tmp_path / "events.tab", icews_days(20))


def exported(store: Path, target: Path) -> bytes:
    export(open_store(store), target)
    return target.read_bytes()


def test_rows_are_accounted_for(tmp_path: Path, file: Path) -> None:
    report = import_files([file], tmp_path / "store")
    (entry,) = report.files
    assert entry.read == len(file.read_text().splitlines()) - 1
    assert entry.read == entry.kept + entry.duplicate + entry.quarantined
    assert entry.duplicate > 0
    assert entry.unplaced > 0
    assert not report.failed


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_importing_twice_changes_nothing(tmp_path: Path, file: Path, suffix: str) -> None:
    store = tmp_path / "store"
    import_files([file], store)
    before = exported(store, tmp_path / f"before{suffix}")
    manifest = (store / NAME).read_bytes()
    again = import_files([file], store)
    assert again.unchanged == ["events.tab"]
    assert (store / NAME).read_bytes() == manifest
    assert exported(store, tmp_path / f"after{suffix}") == before


def test_the_same_facts_in_another_file_are_repeats(tmp_path: Path, file: Path) -> None:
    store = tmp_path / "store"
    import_files([file], store)
    before = exported(store, tmp_path / "before.csv")
    head, *rows = file.read_text().splitlines()
    other = put(tmp_path / "other.tab", "\n".join([head, *reversed(rows), ""]))
    (entry,) = import_files([other], store).files
    assert (entry.kept, entry.duplicate) == (0, len(rows))
    assert exported(store, tmp_path / "after.csv") == before


def test_files_in_one_command_or_in_several(tmp_path: Path) -> None:
    files = [put(tmp_path / f"{i}.tab", icews_days(8, seed=i, a=5 * i)) for i in range(4)]
    import_files(files, tmp_path / "one")
    for each in files:
        import_files([each], tmp_path / "many")
    one, many = (exported(tmp_path / s, tmp_path / f"{s}.csv") for s in ("one", "many"))
    assert one == many


def test_small_segments_are_merged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [put(tmp_path / f"{i}.tab", icews_days(3, seed=i, a=3 * i)) for i in range(12)]
    for each in files:
        import_files([each], tmp_path / "merged")
    monkeypatch.setattr(segments, "MOST", 1000)
    for each in files:
        import_files([each], tmp_path / "apart")
    merged, apart = open_store(tmp_path / "merged"), open_store(tmp_path / "apart")
    assert len(apart.manifest.segments) == 2 * len(files)
    assert len(merged.manifest.segments) < len(files)
    a, b = (exported(tmp_path / s, tmp_path / f"{s}.csv") for s in ("merged", "apart"))
    assert a == b


def test_a_dyad(tmp_path: Path, file: Path) -> None:
    store = tmp_path / "store"
    import_files([file], store)
    dyad = detente.events.open(store).dyad("usa", "Russia")
    frame = dyad.frame()
    assert frame.columns == list(ACT)
    states = {frozenset(row) for row in frame.select("source_state", "target_state").iter_rows()}
    assert states == {frozenset({"USA", "RUS"})}
    whole = pl.DataFrame(open_store(store).connect().sql("SELECT * FROM acts"))
    same = whole.filter(
        pl.concat_list("source_state", "target_state").list.sort() == ["RUS", "USA"]
    )
    assert frame.sort(pl.all()).equals(same.select(frame.columns).sort(pl.all()))
    assert dyad.pandas().shape == frame.shape
    assert dyad.arrow().num_rows == frame.height


def test_a_meeting_is_one_act_of_the_pair(tmp_path: Path) -> None:
    rows = [
        icews_row(1, FIRST, "Russia", "042", "United States"),
        icews_row(2, FIRST, "United States", "043", "Russia"),
        icews_row(3, FIRST, "Foreign Affairs (Russia)", "042", "Foreign Affairs (United States)"),
        icews_row(4, FIRST, "Russia", "130", "United States"),
        icews_row(5, FIRST, "United States", "130", "Russia"),
    ]
    import_files([put(tmp_path / "a.tab", icews_text(rows))], tmp_path / "store")
    frame = open_store(tmp_path / "store").dyad("USA", "RUS").frame()
    joint = frame.filter("joint")
    assert joint.height == 1
    (act,) = joint.to_dicts()
    assert (act["source_state"], act["target_state"], act["code"]) == ("RUS", "USA", "042")
    assert (act["rank"], act["reports"]) == ("minister", 3)
    assert frame.filter(~pl.col("joint"))["code"].to_list() == ["130", "130"]


def test_what_is_joint_is_measured(tmp_path: Path) -> None:
    """Demands that are always mirrored are joint; meetings that never are, are not."""
    days = [FIRST + dt.timedelta(days=i) for i in range(FEWEST)]
    rows = []
    for i, day in enumerate(days):
        rows.append(icews_row(10 * i, day, "Russia", "100", "China"))
        rows.append(icews_row(10 * i + 1, day, "China", "100", "Russia"))
        rows.append(icews_row(10 * i + 2, day, "Russia", "040", "China"))
    report = import_files([put(tmp_path / "a.tab", icews_text(rows))], tmp_path / "store")
    measured = report.mirrors["icews"]
    assert (measured["100"].facts, measured["100"].mirrored) == (2 * FEWEST, 2 * FEWEST)
    assert (measured["040"].facts, measured["040"].mirrored) == (FEWEST, 0)
    frame = open_store(tmp_path / "store").dyad("RUS", "CHN").frame()
    assert frame.filter("joint")["code"].unique().to_list() == ["100"]
    assert frame.filter("joint").height == FEWEST
    assert frame.filter(~pl.col("joint"))["code"].unique().to_list() == ["040"]


def test_echoes_are_set_apart(tmp_path: Path) -> None:
    russia, china = ("RUSSIA", "RUS"), ("CHINA", "CHN")
    rows = [
        gdelt_row(1, "20240102", russia, "100", china),
        gdelt_row(2, "20240101", russia, "100", china, added="20240102"),
        gdelt_row(3, "20230102", russia, "100", china, added="20240102"),
    ]
    path = put(tmp_path / "20240102.export.CSV", "\n".join([*rows, ""]))
    (entry,) = import_files([path], tmp_path / "store").files
    assert (entry.kept, entry.echoes) == (3, 1)
    store = open_store(tmp_path / "store")
    dyad = store.dyad("RUS", "CHN")
    assert dyad.frame()["date"].dt.year().to_list() == [2024, 2024]
    assert dyad.frame(echoes=True).height == 3
    assert store.span("gdelt") == (dt.date(2024, 1, 1), dt.date(2024, 1, 2))


def test_missing_days(tmp_path: Path) -> None:
    days = [0, 1, 4, 5, 9]
    rows = [icews_row(i, FIRST + dt.timedelta(days=i), "Russia", "100", "China") for i in days]
    (entry,) = import_files([put(tmp_path / "a.tab", icews_text(rows))], tmp_path / "store").files
    assert entry.missing_days == 5
    found = open_store(tmp_path / "store").missing_days("icews")
    assert [(day - FIRST).days for day in found] == [2, 3, 6, 7, 8]


def test_several_data_sources_are_never_mixed(tmp_path: Path, file: Path) -> None:
    gdelt = put(
        tmp_path / "20240102.export.CSV",
        gdelt_row(1, "20240102", ("RUSSIA", "RUS"), "100", ("CHINA", "CHN")) + "\n",
    )
    import_files([file, gdelt], tmp_path / "store")
    store = open_store(tmp_path / "store")
    with pytest.raises(InputError, match=r"gdelt, icews.*dataset=…"):
        store.dyad("RUS", "CHN")
    assert store.dyad("RUS", "CHN", "gdelt").frame().height == 1
    with pytest.raises(InputError, match="did you mean 'icews'"):
        store.dyad("RUS", "CHN", "icew")


def test_a_newer_store_is_not_touched(tmp_path: Path, file: Path) -> None:
    store = tmp_path / "store"
    import_files([file], store)
    raw = json.loads((store / NAME).read_text())
    (store / NAME).write_text(json.dumps(raw | {"format": FORMAT + 1, "more": 1}))
    for attempt in (lambda: open_store(store), lambda: import_files([file], store)):
        with pytest.raises(InputError, match=f"format {FORMAT + 1}.*newer"):
            attempt()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1, "segments": 3}', '{"format": "x"}'])
def test_a_damaged_manifest(tmp_path: Path, text: str) -> None:
    put(tmp_path / "store" / NAME, text)
    with pytest.raises(InputError, match=r"store\.json: damaged"):
        open_store(tmp_path / "store")


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no event store"):
        open_store(tmp_path)


def test_the_folder_of_something_else(tmp_path: Path, file: Path) -> None:
    put(tmp_path / "mine" / "letter.txt", "x")
    with pytest.raises(InputError, match=r"not an event store.*letter\.txt"):
        import_files([file], tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_the_default_store(tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_STORE", str(tmp_path / "named"))
    assert import_files([file]).store == tmp_path / "named"
    assert open_store().datasets() == ["icews"]
