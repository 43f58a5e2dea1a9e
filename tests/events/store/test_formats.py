"""Stores of the first format, in which facts had no deaths, are read as they are and go on."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from detente.events import import_files
from detente.events import open as open_store
from detente.events.export import export
from detente.events.schema import ACT, FORMAT
from detente.events.store import segments
from detente.events.store.manifest import NAME
from detente.events.summary import summary
from tests.events.made import acled_row, acled_text, icews_days, put

CLASH = "Battles: Armed clash"


def made_old(store: Path) -> None:
    """Make a store what the first format was."""
    raw = json.loads((store / NAME).read_text(encoding="utf-8"))
    raw["format"] = 1
    for segment in raw["segments"]:
        del segment["format"]
        path = store / segment["path"]
        rows = f"SELECT * EXCLUDE deaths FROM read_parquet('{path}')"
        duckdb.sql(f"COPY ({rows}) TO '{path}.new' (FORMAT parquet)")
        Path(f"{path}.new").replace(path)
    for dataset in raw["datasets"].values():
        del dataset["identity"]
    (store / NAME).write_text(json.dumps(raw), encoding="utf-8")


def exported(store: Path, target: Path) -> bytes:
    export(open_store(store), target)
    return target.read_bytes()


def test_it_is_read_as_it_was(tmp_path: Path) -> None:
    store = tmp_path / "store"
    import_files([put(tmp_path / "a.tab", icews_days(20))], store)
    before = exported(store, tmp_path / "before.csv")
    made_old(store)
    manifest = (store / NAME).read_bytes()
    assert exported(store, tmp_path / "after.csv") == before
    frame = open_store(store).dyad("USA", "RUS").frame()
    assert frame.columns == list(ACT)
    assert frame.height > 0
    assert frame["deaths"].null_count() == frame.height
    assert (store / NAME).read_bytes() == manifest


@pytest.mark.parametrize("most", [0, 8])
def test_it_goes_on_in_the_new_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Old segments beside new ones, and merged with them."""
    monkeypatch.setattr(segments, "MOST", most)
    store = tmp_path / "store"
    old = [acled_row(i, "2022-05-16", CLASH, "Town", "Chad", fatalities="5") for i in (1, 2)]
    import_files([put(tmp_path / "a.csv", acled_text(old))], store)
    made_old(store)
    assert [each.identity for each in summary(open_store(store))] == ["id"]
    new = [
        acled_row(2, "2022-05-16", CLASH, "Town", "Chad", fatalities="6", timestamp="1750000000"),
        acled_row(3, "2022-05-17", CLASH, "Town", "Chad", fatalities="7"),
    ]
    report = import_files([put(tmp_path / "b.csv", acled_text(new))], store)
    assert (report.files[0].kept, report.files[0].revised) == (2, 1)
    assert json.loads((store / NAME).read_text(encoding="utf-8"))["format"] == FORMAT
    connection = open_store(store).connect()
    assert connection.execute("SELECT event_id, deaths FROM acts ORDER BY 1").fetchall() == [
        ("TST1", None),
        ("TST2", 6),
        ("TST3", 7),
    ]
