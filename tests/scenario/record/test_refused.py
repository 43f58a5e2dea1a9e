"""What of a record from a store is refused, and in which words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import detente
from tests.events.made import gdelt_row, put
from tests.scenario.mutated import Raw
from tests.scenario.record.stores import (
    AS_OF,
    FACTS,
    HEADER,
    process,
    scenario,
    stored,
    told,
)


@pytest.mark.parametrize(
    ("facts", "parts"),
    [
        ({"until": 9}, ("icews in the store ends on 2018-09-22, 8 days before as_of 2018-09-30",
                        "at most 7", "set as_of to 2018-09-22")),
        ({"days": -3, "until": -9},
         ("begins on 2018-10-04, after as_of 2018-09-30", "set as_of to 2018-10-04 or later")),
        ({"missing": range(10, 21)},
         ("of the 30 days up to as_of 2018-09-30, 11 are missing from icews",
          "the first on 2018-09-11", "at most 10")),
        ({"days": 27}, ("processes[2].rate ('ru-accuses'): state it, write usual = \"pair\", or",
                        "import earlier files", "covers 27 days", "at least 28")),
    ],
)  # fmt: skip
def test_a_store_that_does_not_reach(
    tmp_path: Path, facts: dict[str, Any], parts: tuple[str, ...]
) -> None:
    text = told(scenario(tmp_path / "toy"), stored(tmp_path, (), **facts))
    for part in parts:
        assert part in text


@pytest.mark.parametrize("facts", [{"until": 8}, {"missing": range(11, 21)}, {"days": 28}])
def test_a_store_that_just_reaches(tmp_path: Path, facts: dict[str, Any]) -> None:
    assert detente.load(scenario(tmp_path / "toy"), store=stored(tmp_path, (), **facts)).taken


@pytest.mark.parametrize(
    ("record", "parts"),
    [
        ({"store": "gdelt"}, ("no data source 'gdelt'; known: icews",)),
        ({"store": "icews", "since": dt.date(2018, 8, 1)},
         ("record.since: 2018-08-01 is before icews begins", "set 2018-08-02 or later")),
        ({"store": "icews", "since": dt.date(2018, 10, 1)},
         ("record.since: 2018-10-01 is after as_of 2018-09-30",)),
        ({"store": "icews", "owned": "none.csv"}, ("record.owned: no file 'none.csv'",)),
        ({"store": "icews", "complete": ["any"]},
         ("record.complete: unknown key; known: owned, published_until, since, store",)),
        ({"store": True}, ("record.store: give a text, not True",)),
        ({"store": ""}, ("record.store: ",)),
        ({"file": "acts.csv"}, ("record.since: this key is missing",)),
        ({"since": dt.date(2018, 9, 1), "owend": "x"}, ("record.owend: unknown key",)),
        ("shop", ('record: write record = "store"', "not 'shop'")),
        (3, ("record: ", "not 3")),
    ],
)  # fmt: skip
def test_a_record_that_is_written_wrongly(
    tmp_path: Path, record: object, parts: tuple[str, ...]
) -> None:
    text = told(scenario(tmp_path / "toy", record=record), stored(tmp_path, FACTS))
    for part in parts:
        assert part in text


def _no_rate(name: str) -> Any:
    def change(raw: Raw) -> None:
        process(raw, name).pop("rate", None)

    return change


@pytest.mark.parametrize(
    ("change", "parts"),
    [
        (_no_rate("sanction"), ("processes[4].rate ('sanction'): state it",
                                "icews has no code for COERCE.restrict/economic",
                                "did you mean 'COERCE.restrict/diplomatic'")),
        (_no_rate("summit"), ("processes[9].rate ('summit')", "icews has no act of BRICS+")),
        (_no_rate("call"), ("processes[1].rate ('call')", "has a counterpart")),
    ],
)  # fmt: skip
def test_a_rate_that_cannot_be_measured(
    tmp_path: Path, change: Any, parts: tuple[str, ...]
) -> None:
    text = told(scenario(tmp_path / "toy", change), stored(tmp_path, FACTS))
    for part in parts:
        assert part in text


def test_a_record_that_begins_after_its_end(tmp_path: Path) -> None:
    record = {"store": "icews", "since": dt.date(2018, 9, 28)}
    text = told(scenario(tmp_path / "toy", record=record), stored(tmp_path, (), until=5))
    assert "record.since: 2018-09-28 is after 2018-09-26, when icews ends in the store" in text


def test_a_party_is_in_no_store(tmp_path: Path) -> None:
    def party(raw: Raw) -> None:
        raw["actors"].append({"id": "rebels", "name": "The rebels", "kind": "party"})
        process(raw, "aid").update(target="rebels")

    text = told(scenario(tmp_path / "toy", party), stored(tmp_path, FACTS))
    assert "processes[8].rate ('aid'): state it" in text
    assert "rebels is a party" in text


def test_beside_a_store_a_rate_may_be_said_to_be_the_usual_one(tmp_path: Path) -> None:
    def change(raw: Raw) -> None:
        process(raw, "call").pop("rate", None)
        process(raw, "call")["usual"] = "pair"

    folder = scenario(tmp_path / "toy", change)
    played = detente.load(folder, stored(tmp_path, FACTS))
    call = next(each for each in played.processes if each.id == "call")
    assert call.counterpart is not None
    assert call.rate.reference.startswith("usual for ")


def test_without_a_store_what_is_not_usual_is_stated(tmp_path: Path) -> None:
    record = {"since": dt.date(2018, 9, 1)}
    folder = scenario(tmp_path / "toy", _no_rate("sanction"), record=record)
    (folder / "acts.csv").write_text(HEADER, encoding="utf-8")
    text = told(folder, None)
    assert "processes[4].rate ('sanction'): this key is missing, and no rate of" in text
    assert "ru-accuses" not in text  # an accusation has a usual rate


def test_no_store_and_several_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = scenario(tmp_path / "toy")
    text = told(folder, tmp_path / "nowhere")
    assert "nowhere: no event store" in text
    store = stored(tmp_path, FACTS)
    day = f"{AS_OF:%Y%m%d}"
    row = gdelt_row(1, day, ("RUSSIA", "RUS"), "112", ("UNITED STATES", "USA"))
    report = detente.events.import_files([put(tmp_path / "x.export.CSV", row + "\n")], store)
    assert not report.failed
    text = told(folder, store)
    assert "holds gdelt, icews" in text
    assert 'record = { store = "gdelt" }' in text
    assert detente.load(scenario(tmp_path / "b", record={"store": "icews"}), store=store).taken
    monkeypatch.setenv("DETENTE_STORE", str(store))
    assert detente.load(tmp_path / "b").taken


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    store = stored(tmp_path, FACTS)
    for segment in (store / "segments").rglob("*.parquet"):
        segment.write_bytes(segment.read_bytes()[:100])
    assert "is damaged, or an import has just changed it" in told(scenario(tmp_path / "toy"), store)
