"""ICEWS files of both vintages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers.base import Head
from detente.events.readers.icews import Icews
from tests.events.made import ICEWS, icews_row, icews_text, put
from tests.events.readers.facts import acts, imported, quarantine, sample


@pytest.mark.parametrize("day", ["2018-06-01", "06/01/2018", "6/1/2018", "2018-06-01 00:00:00"])
@pytest.mark.parametrize("missing", ["NA", "NULL", ""])
def test_vintages(tmp_path: Path, day: str, missing: str) -> None:
    row = icews_row(1, day, "Russia", "0311", "Nobody").replace("NA", missing)
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.tab", icews_text([row]))).files
    assert (entry.dataset, entry.kept) == ("icews", 1)
    assert acts(tmp_path / "store", "date, source_state, target_state") == [
        (dt.date(2018, 6, 1), "RUS", None)
    ]


def test_a_country_of_full_names(tmp_path: Path) -> None:
    row = icews_row(
        *(1, "2018-06-01", "A Party", "0311", "Foreign Affairs (Russia)"),
        source_country="Russian Federation",
        target_country="Andorra",
    )
    imported(tmp_path / "store", put(tmp_path / "a.tab", icews_text([row])))
    assert acts(tmp_path / "store", "source_state, target_state") == [("RUS", "RUS")]


def test_the_edition_without_codes() -> None:
    names = [name for name in ICEWS if name != "CAMEO Code"]
    with pytest.raises(InputError, match="without the column CAMEO Code"):
        Icews().layout(Head("a.tab", ("\t".join(names),)))
    with pytest.raises(InputError, match="the column 'City' stands there twice"):
        Icews().layout(Head("a.tab", ("\t".join([*ICEWS, "City"]),)))


def test_blank_lines_before_the_header_and_between(tmp_path: Path) -> None:
    rows = [icews_row(i, f"2018-06-0{i}", "Russia", "0311", "China") for i in range(1, 4)]
    rows[1] = rows[1].replace("2018-06-02", "13y")
    file = put(tmp_path / "a.tab", "\n\n" + icews_text([rows[0], "", rows[1], rows[2]]))
    report = imported(tmp_path / "store", file)
    assert (report.files[0].read, report.files[0].kept) == (3, 2)
    assert [row[:2] for row in quarantine(tmp_path / "store", report)] == [
        (6, "the date 13y is none")
    ]


def test_the_sample(tmp_path: Path) -> None:
    store = tmp_path / "store"
    file = sample("events/icews-raw-sample.tab")
    report = imported(store, file)
    (entry,) = report.files
    assert (entry.read, entry.duplicate, entry.quarantined) == (3_705, 971, 0)
    assert (entry.first, entry.last) == (dt.date(2018, 6, 1), dt.date(2018, 6, 2))
    assert acts(store, "sum(reports)") == [(3_705,)]
    assert import_files([file], store).unchanged == [file.name]
