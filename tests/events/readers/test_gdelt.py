"""GDELT's event exports, both versions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
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


FRAME = """\
globaleventid,SQLDATE,Actor1Name,Actor1CountryCode,Actor2Name,Actor2CountryCode,EventCode,\
EventRootCode,NumMentions,DATEADDED,SOURCEURL
1,20170701,"UNITED STATES",USA,CUBA,CUB,0311,03,5,20170701234500,"http://news.example/1,2"
2,20170701,RUSSIA,RUS,NaN,,112,11,5,20170701234500,
3,20160701,EGYPT,EGY,SAUDI ARABIA,SAU,0312,03,5,20170701234500,
4,19790102,EGYPT,EGY,SAUDI ARABIA,SAU,0312,03,5,20130203,
"""
AS_PUBLISHED = [
    (dt.date(1979, 1, 2), "EGY", "SAU", "0312", False, "4"),
    (dt.date(2016, 7, 1), "EGY", "SAU", "0312", True, "3"),
    (dt.date(2017, 7, 1), "RUS", None, "112", False, "2"),
    (dt.date(2017, 7, 1), "USA", "CUB", "0311", False, "1"),
]
SEEN = "date, source_state, target_state, code, echo, event_id"


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_with_names(tmp_path: Path, sign: str) -> None:
    text = FRAME.replace("/1,2", "/1").replace(",", sign)
    report = imported(tmp_path / "store", put(tmp_path / "frame.csv", text))
    assert (report.files[0].dataset, report.files[0].kept) == ("gdelt", 4)
    assert acts(tmp_path / "store", SEEN) == AS_PUBLISHED
    assert acts(tmp_path / "store", "target", "WHERE code = '112'") == [(None,)]


def test_a_frame_of_numbers_with_a_point_and_dates_by_type(tmp_path: Path) -> None:
    frame = pl.read_csv(FRAME.encode(), schema_overrides={"EventCode": pl.String})
    day = pl.col("SQLDATE").cast(pl.String).str.to_date("%Y%m%d")
    frame = frame.with_columns(day, pl.col("globaleventid").cast(pl.Float64))
    frame.write_parquet(tmp_path / "frame.parquet")
    imported(tmp_path / "store", tmp_path / "frame.parquet")
    assert acts(tmp_path / "store", SEEN) == AS_PUBLISHED


def test_a_frame_whose_codes_are_damaged(tmp_path: Path) -> None:
    """`0311` as a number is 311; nothing tells what 10 to 20 were but the root code."""
    damaged = FRAME.replace(",0311,03,", ",311,3,").replace(",0312,03,", ",312,3,")
    report = import_files([put(tmp_path / "frame.csv", damaged)], tmp_path / "a")
    ((_, message),) = report.failed
    assert "3 of 4 codes have lost a leading zero ('311' for '0311')" in message
    assert "BigQuery: a STRING" in message
    assert "[codes] in a mapping (--map)" in message
    heading = FRAME.replace(",112,11,", ",10,1,")
    report = imported(tmp_path / "b", put(tmp_path / "ten.csv", heading))
    assert report.reasons == {"the code 10 of root code 1 has lost a leading zero": 1}


def test_a_frame_that_lacks_a_column() -> None:
    message = r"bq.csv: GDELT events without the column EventCode; .*\(mapping=…\)"
    with pytest.raises(InputError, match=message):
        Gdelt().layout(Head("bq.csv", ("GLOBALEVENTID,SQLDATE,MonthYear",)))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("\t".join(["9", "20170701234500", "20170701234500", "1", *"x" * 12]), "mentions"),
        ("GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType", "mentions"),
        ("\t".join(["20170701234500-0", "20170701234500", *"x" * 25]), "Global Knowledge Graph"),
    ],
)
def test_other_tables_of_gdelt_are_named(line: str, what: str) -> None:
    with pytest.raises(InputError, match=rf"a.CSV: GDELT's table of {what}, .*\.export\.CSV"):
        Gdelt().layout(Head("a.CSV", (line,)))


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
    assert "codes have lost a leading zero" in message
    assert "spreadsheet: import as text" in message
