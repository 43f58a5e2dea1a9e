"""UCDP's events: the yearly GED, the Candidate files, what its API gives."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers.base import Head
from detente.events.readers.ucdp import COLUMNS, Ucdp
from detente.ontology.acts import Act
from tests.events.made import csv_line, put, ucdp_row, ucdp_text
from tests.events.readers.facts import acts, imported, quarantine

RUSSIA = ("Government of Russia (Soviet Union)", "365")
UKRAINE = ("Government of Ukraine", "369")
WAR = Act.parse("ASSAULT/military").goldstein
KILLING = Act.parse("ASSAULT").goldstein


def test_three_kinds_of_violence(tmp_path: Path) -> None:
    rows = [
        ucdp_row(1, "2023-03-05", RUSSIA, UKRAINE, best="20"),
        ucdp_row(2, "2023-03-05", ("IS", ""), ("Taleban", ""), type_of_violence="2"),
        ucdp_row(3, "2023-03-05", ("Government of Myanmar (Burma)", "775"), type_of_violence="3.0"),
    ]
    (entry,) = imported(tmp_path / "store", put(tmp_path / "ged.csv", ucdp_text(rows))).files
    assert (entry.dataset, entry.kept, entry.unplaced) == ("ucdp", 3, 2)
    assert acts(
        tmp_path / "store",
        "event_id, source_state, target_state, type, context, code, scheme, quad, goldstein, "
        "deaths, joint",
    ) == [
        ("1", "RUS", "UKR", "ASSAULT", "military", "1", "ucdp", 4, WAR, 20, False),
        ("2", None, None, "ASSAULT", None, "2", "ucdp", 4, KILLING, 3, False),
        ("3", "MMR", None, "ASSAULT", None, "3", "ucdp", 4, KILLING, 3, False),
    ]


def test_several_events_of_one_day_are_several(tmp_path: Path) -> None:
    """They have ids, places and deaths of their own; together with a later file as well."""
    store = tmp_path / "store"
    rows = [ucdp_row(i, "2023-03-05", RUSSIA, UKRAINE) for i in (1, 2, 3, 3)]
    (entry,) = imported(store, put(tmp_path / "a.csv", ucdp_text(rows))).files
    assert (entry.read, entry.kept, entry.duplicate) == (4, 3, 1)
    again = [
        ucdp_row(3, "2023-03-05", RUSSIA, UKRAINE, best="9"),
        ucdp_row(4, "2023-03-05", RUSSIA, UKRAINE),
    ]
    (entry,) = imported(store, put(tmp_path / "b.csv", ucdp_text(again))).files
    assert (entry.kept, entry.duplicate) == (1, 1)
    assert acts(store, "event_id, deaths, reports") == [(f"{i}", 3, 1) for i in (1, 2, 3, 4)]


@pytest.mark.parametrize("codes", ["2, 200", "200, 2", "2;200", ""])
def test_several_governments_on_a_side(tmp_path: Path, codes: str) -> None:
    """Names by the alphabet, codes by number: each name is placed by itself."""
    allies = ("Government of United Kingdom, Government of United States of America", codes)
    rows = [
        ucdp_row(1, "2024-05-13", allies, ("Government of Yemen (North Yemen)", "678"), best="6"),
        ucdp_row(2, "2019-05-13", ("Government of Macedonia, FYR", "343"), ("NLA", "")),
        ucdp_row(3, "2019-05-13", ("Coalition", "2, 200"), ("IS", "")),
    ]
    (entry,) = imported(tmp_path / "store", put(tmp_path / "ged.csv", ucdp_text(rows))).files
    assert (entry.read, entry.kept) == (5, 5)
    assert acts(
        tmp_path / "store", "event_id, source, source_state, target_state, deaths"
    ) == [
        ("1", "Government of United Kingdom", "GBR", "YEM", 6),
        ("1", "Government of United States of America", "USA", "YEM", 6),
        ("2", "Government of Macedonia, FYR", "MKD", None, 3),
        ("3", "Coalition", "GBR", None, 3),
        ("3", "Coalition", "USA", None, 3),
    ]  # fmt: skip


def test_events_without_a_day_are_kept_apart(tmp_path: Path) -> None:
    """However many they are; on the first day of the span they would be a wave of violence."""
    rows = [
        ucdp_row(i, "2023-01-01", RUSSIA, UKRAINE, date_prec=f"{i}", date_end="2023-12-31")
        for i in range(1, 6)
    ]
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "ged.csv", ucdp_text(rows)))
    assert acts(store, "event_id") == [("1",), ("2",)]
    assert [row[:2] for row in quarantine(store, report)] == [
        (4, "date_prec 3: the week is known, not the day"),
        (5, "date_prec 4: the month is known, not the day"),
        (6, "date_prec 5: the year is known, not the day"),
    ]
    report = imported(store, put(tmp_path / "b.csv", ucdp_text(rows[2:])))
    assert (report.files[0].kept, report.files[0].quarantined) == (0, 3)


def test_without_a_precision_the_span_tells(tmp_path: Path) -> None:
    spans = {"2023-01-07": "", "2023-01-08": "", "2023-01-09": "1"}
    rows = [
        ucdp_row(i, "2023-01-01", RUSSIA, date_prec=precision, date_end=end)
        for i, (end, precision) in enumerate(spans.items())
    ]
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "ged.csv", ucdp_text(rows)))
    assert acts(store, "event_id") == [("0",), ("2",)]
    assert report.reasons == {"it lasts 8 days, and is no act of one day": 1}


def test_a_candidate_file_without_names_of_columns(tmp_path: Path) -> None:
    rows = [ucdp_row(i, "2024-01-05", RUSSIA, UKRAINE) for i in (1, 2)]
    file = put(tmp_path / "GEDEvent_v24_0_1.csv", "\n".join([*rows, ""]))
    (entry,) = imported(tmp_path / "store", file).files
    assert (entry.dataset, entry.read, entry.kept) == ("ucdp", 2, 2)
    assert acts(tmp_path / "store", "DISTINCT source_state, date") == [
        ("RUS", dt.date(2024, 1, 5))
    ]  # fmt: skip


def test_an_older_edition_and_one_from_a_spreadsheet(tmp_path: Path) -> None:
    head = "ID;Year;Type_of_violence;Side_a;Side_b;GWNOA;GWNOB;Date_start;Date_end;best_est"
    text = f"{head}\n7;1993;1;{RUSSIA[0]};IS;365;NA;4-Oct-93;4-Oct-93;187\n"
    imported(tmp_path / "store", put(tmp_path / "ged.csv", text))
    assert acts(tmp_path / "store", "date, source_state, deaths, target") == [
        (dt.date(1993, 10, 4), "RUS", 187, "IS")
    ]


def test_what_is_wrong_with_a_row(tmp_path: Path) -> None:
    rows = [ucdp_row(i, "2023-03-05", RUSSIA) for i in range(9)]
    bad = [
        ucdp_row(90, "2023-03-05", RUSSIA, type_of_violence="4"),
        ucdp_row(91, "2023-03-05", RUSSIA, best="-1"),
        ucdp_row(92, "2023-03-05", RUSSIA, id=""),
        ucdp_row(93, "2023-03-05", RUSSIA, date_start="3/5/2023"),
    ]
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "ged.csv", ucdp_text([*rows, *bad])))
    reasons = [row[1] for row in quarantine(store, report)]
    assert reasons[:3] == [
        "the code 4 is unknown",
        "the number of deaths is negative",
        "the event has no id",
    ]
    assert reasons[3].startswith("the date 3/5/2023 does not say whether day or month comes first")


def test_other_tables_of_ucdp() -> None:
    head = "conflict_id,side_a,side_b,year,type_of_violence,best"
    with pytest.raises(InputError, match=r"without the column id; .* not conflicts or dyads by ye"):
        Ucdp().layout(Head("a.csv", (head,)))
    assert Ucdp().layout(Head("a.csv", (",".join("x" * 49),))) is None
    assert Ucdp().layout(Head("a.csv", (csv_line(COLUMNS[:48]),))) is not None
    assert Ucdp().layout(Head("a.csv", ())) is None


def test_a_file_of_nothing_else(tmp_path: Path) -> None:
    text = ucdp_text([ucdp_row(1, "13y", RUSSIA)])
    ((_, message),) = import_files([put(tmp_path / "a.csv", text)], tmp_path / "s").failed
    assert message.endswith("; date_format in a mapping (--map) says how dates are written")
