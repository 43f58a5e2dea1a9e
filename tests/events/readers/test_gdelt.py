"""GDELT's event exports, both versions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers.base import Head
from detente.events.readers.gdelt import Gdelt, columns
from tests.events.made import gdelt_row, put
from tests.events.readers.facts import acts, imported, quarantine, sample

RUS, USA = ("RUSSIA", "RUS"), ("UNITED STATES", "USA")


@pytest.mark.parametrize("fields", [57, 58, 61])
def test_widths(tmp_path: Path, fields: int) -> None:
    rows = [
        gdelt_row(1, "20151027", RUS, "0311", USA, fields=fields),
        gdelt_row(2, "20151027", RUS, "0311", USA, fields=fields),
        gdelt_row(3, "20141027", USA, "112", RUS, added="20151027", fields=fields),
        gdelt_row(4, "20151026", USA, "112", RUS, added="20151027", fields=fields),
    ]
    assert rows[0].count("\t") == fields - 1
    file = put(tmp_path / "20151027.export.CSV", "\n".join([*rows, ""]))
    (entry,) = imported(tmp_path / "store", file).files
    assert (entry.dataset, entry.read, entry.duplicate) == ("gdelt", 4, 1)
    assert entry.echoes == (0 if fields == 57 else 1)
    assert acts(
        tmp_path / "store", "date, source_state, target_state, code, reports, event_id"
    ) == [
        (dt.date(2014, 10, 27), "USA", "RUS", "112", 1, "3"),
        (dt.date(2015, 10, 26), "USA", "RUS", "112", 1, "4"),
        (dt.date(2015, 10, 27), "RUS", "USA", "0311", 2, "1"),
    ]


def test_names_of_fields() -> None:
    assert len(columns(61)) == len(set(columns(61))) == 61
    assert columns(61)[7] == "Actor1CountryCode"
    assert columns(61)[26] == "EventCode"
    assert columns(61)[59:] == ("DATEADDED", "SOURCEURL")
    assert columns(58)[56:] == ("DATEADDED", "SOURCEURL")
    assert columns(57)[-1] == "DATEADDED"


def test_a_quotation_mark_is_text(tmp_path: Path) -> None:
    rows = [gdelt_row(i, "20151027", ('THE "BEAR', "RUS"), "0311", USA) for i in (1, 2)]
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.CSV", "\n".join(rows))).files
    assert (entry.kept, entry.quarantined) == (1, 0)
    assert acts(tmp_path / "store", "source") == [('THE "BEAR',)]


def test_a_first_line_that_lacks_fields(tmp_path: Path) -> None:
    """Most lines tell how wide lines are."""
    rows = [gdelt_row(i, "20151027", (f"TOWN {i}", ""), "0311", USA, fields=61) for i in range(5)]
    rows[0] = gdelt_row(0, "20151027", RUS, "0311", USA, fields=58)
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.CSV", "\n".join(rows)))
    assert [row[:2] for row in quarantine(store, report)] == [(1, "58 fields instead of 61")]


def test_after_a_database() -> None:
    with pytest.raises(InputError, match="codes lose their leading zeros"):
        Gdelt().layout(Head("bq.csv", ("GLOBALEVENTID,SQLDATE,MonthYear",)))


@pytest.mark.parametrize(
    ("name", "rows", "repeats", "late"),
    [
        ("gdelt1-yearly-1982.tsv", 201, 1, 0),
        ("gdelt1-daily-2016-07-28.tsv", 509, 9, 10),
        # of 104 rows with an earlier date than the file's, 9 are of yesterday: news
        ("gdelt2-20151027220000.export.tsv", 2_116, 463, 95),
    ],
)
def test_samples(tmp_path: Path, name: str, rows: int, repeats: int, late: int) -> None:
    store = tmp_path / "store"
    report = imported(store, sample(f"formats/{name}"))
    (entry,) = report.files
    assert (entry.read, entry.duplicate, entry.quarantined) == (rows, repeats, 0)
    assert quarantine(store, report) == []
    reports = acts(store, "coalesce(sum(reports), 0)")[0][0]
    assert reports == rows
    assert acts(store, "coalesce(sum(reports), 0)", "WHERE echo")[0][0] == late
    assert entry.echoes <= late


def test_the_sample_that_went_through_a_spreadsheet(tmp_path: Path) -> None:
    name = "gdelt2-20190121220000.through-excel.csv"
    report = import_files([sample(f"formats/{name}")], tmp_path / "store")
    ((_, message),) = report.failed
    assert "after a spreadsheet or a database (a header, semicolons)" in message
