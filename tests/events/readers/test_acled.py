"""ACLED exports, new and old."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers.acled import Acled
from detente.events.readers.base import Head
from tests.events.made import ACLED, acled_row, acled_text, csv_line, put
from tests.events.readers.facts import acts, imported, quarantine, sample

RUSSIA, UKRAINE = "Military Forces of Russia (2000-)", "Military Forces of Ukraine (2019-)"
CLASH, STRIKE = "Battles: Armed clash", "Explosions/Remote violence: Air/drone strike"
PROTEST = "Protests: Peaceful protest"


def rows() -> list[str]:
    return [
        acled_row(1, "2022-05-16", CLASH, RUSSIA, UKRAINE, inter1="8", inter2="1"),
        acled_row(2, "2022-05-17", STRIKE, RUSSIA, "Civilians (Ukraine)", inter2="Civilians"),
        acled_row(3, "2022-05-17", PROTEST, "Protesters (France)", inter1="Protesters"),
    ]


def test_actors_lie_where_their_names_say(tmp_path: Path) -> None:
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.csv", acled_text(rows()))).files
    assert (entry.dataset, entry.kept, entry.unplaced) == ("acled", 3, 1)
    assert acts(
        tmp_path / "store",
        "date, source, source_state, target_state, type, mode, code, scheme, quad, joint",
    ) == [
        (dt.date(2022, 5, 16), RUSSIA, "RUS", "UKR", "ASSAULT", None, CLASH, "acled", 4, False),
        (dt.date(2022, 5, 17), RUSSIA, "RUS", "UKR", "ASSAULT", "aerial", STRIKE, "acled", 4,
         False),
        (dt.date(2022, 5, 17), "Protesters (France)", "FRA", None, "PROTEST", "demo", PROTEST,
         "acled", 4, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "state"),
    [
        ("Military Forces of the Democratic Republic of Congo (2019-)", "COD"),
        ("Military Forces of Turkey (2016-) Gendarmerie", "TUR"),
        ("Military Forces of Iran (1989-) Islamic Revolutionary Guard Corps", "IRN"),
        ("Police Forces of Burundi (2005-) National Intelligence Service", "BDI"),
        ("Military Forces of Yemen (2016-) Supreme Political Council", None),
        ("Military Forces of Libya (2021-) House of Representatives", None),
        ("Mutiny of Military Forces of Mali (2020-)", None),
        ("Al Shabaab", None),
        ("Operation Restoring Hope", None),
    ],
)
def test_governments_rivals_and_rebels(tmp_path: Path, actor: str, state: str | None) -> None:
    text = acled_text([acled_row(1, "2022-05-16", CLASH, actor, RUSSIA)])
    imported(tmp_path / "store", put(tmp_path / "a.csv", text))
    assert acts(tmp_path / "store", "source_state") == [(state,)]


@pytest.mark.parametrize("day", ["2022-05-16", "16 May 2022", "16-May-2022"])
def test_dates(tmp_path: Path, day: str) -> None:
    text = acled_text([acled_row(1, day, CLASH, RUSSIA, UKRAINE)])
    imported(tmp_path / "store", put(tmp_path / "a.csv", text))
    assert acts(tmp_path / "store", "date") == [(dt.date(2022, 5, 16),)]


def variant(head: list[str], cells: dict[str, str]) -> str:
    return csv_line(cells.get(name, "") for name in head)


def test_older_layout_and_byte_order_mark(tmp_path: Path) -> None:
    head = ["data_id", "iso", "event_id_cnty", "event_id_no_cnty", "event_date", "event_type",
            "sub_event_type", "actor1", "actor2", "fatalities", "timestamp", "iso3"]  # fmt: skip
    cells = {
        "data_id": "77", "event_id_cnty": "TST1", "event_date": "16 May 2019", "iso3": "YEM",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": RUSSIA,
    }  # fmt: skip
    text = "\ufeff" + ",".join(head).upper() + "\r\n" + variant(head, cells) + "\r\n"
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.csv", text)).files
    assert (entry.read, entry.kept) == (1, 1)
    assert acts(tmp_path / "store", "event_id, source_state") == [("TST1", "RUS")]


def test_semicolons_and_no_quotes(tmp_path: Path) -> None:
    head = "event_id_cnty;event_date;event_type;sub_event_type;actor1;actor2"
    text = f"{head}\nTST1;2022-05-16;Battles;Armed clash;{RUSSIA};{UKRAINE}\n"
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.csv", text)).files
    assert entry.kept == 1


def test_actor_based_exports(tmp_path: Path) -> None:
    head = [name for name in ACLED if name not in ("actor2", "assoc_actor_2", "inter2")]
    cells = {"event_id_cnty": "TST1", "event_date": "2022-05-16", "timestamp": "5",
             "event_type": "Battles", "sub_event_type": "Armed clash"}  # fmt: skip
    lines = [variant(head, {**cells, "actor1": actor}) for actor in (RUSSIA, UKRAINE)]
    file = put(tmp_path / "a.csv", acled_text(lines, head))
    (entry,) = imported(tmp_path / "store", file).files
    assert entry.kept == 2
    assert acts(tmp_path / "store", "source_state, target") == [("RUS", None), ("UKR", None)]


def test_the_newest_revision_holds(tmp_path: Path) -> None:
    store = tmp_path / "store"
    old = acled_row(1, "2022-05-16", CLASH, RUSSIA, UKRAINE, timestamp="100")
    new = acled_row(1, "2022-05-15", STRIKE, RUSSIA, "Civilians (Ukraine)", timestamp="200")
    other = acled_row(2, "2022-05-16", CLASH, RUSSIA, UKRAINE, timestamp="100")
    first = put(tmp_path / "first.csv", acled_text([new, old, other]))
    (entry,) = imported(store, first).files
    assert (entry.read, entry.kept, entry.duplicate) == (3, 2, 1)
    assert acts(store, "event_id, date, type, mode") == [
        ("TST1", dt.date(2022, 5, 15), "ASSAULT", "aerial"),
        ("TST2", dt.date(2022, 5, 16), "ASSAULT", None),
    ]
    (entry,) = imported(store, put(tmp_path / "old.csv", acled_text([old]))).files
    assert (entry.kept, entry.duplicate, entry.revised) == (0, 1, 0)
    moved = acled_row(2, "2023-05-16", CLASH, RUSSIA, "Azov", timestamp="300")
    (entry,) = imported(store, put(tmp_path / "new.csv", acled_text([moved]))).files
    assert (entry.kept, entry.revised) == (1, 1)
    assert acts(store, "event_id, date, target") == [
        ("TST1", dt.date(2022, 5, 15), "Civilians (Ukraine)"),
        ("TST2", dt.date(2023, 5, 16), "Azov"),
    ]


def test_what_is_no_act_goes_to_quarantine_and_says_so(tmp_path: Path) -> None:
    more = [
        acled_row(4, "2022-05-17", "Strategic developments: Other", RUSSIA),
        acled_row(5, "2022-05-17", "Battles: Peaceful protest", RUSSIA),
        acled_row(6, "2022-05-17", CLASH, RUSSIA, fatalities="-3"),
        acled_row(7, "2022-05-17", CLASH, RUSSIA, event_id_cnty=""),
    ]
    report = imported(
        tmp_path / "store", put(tmp_path / "a.csv", acled_text([*rows(), *rows()[:1], *more]))
    )
    assert [row[:2] for row in quarantine(tmp_path / "store", report)] == [
        (6, "a development that is no act of one party towards another"),
        (7, "the code Battles: Peaceful protest is unknown"),
        (8, "the number of fatalities is negative"),
        (9, "the event has no id"),
    ]


def test_a_file_of_developments_is_not_damaged(tmp_path: Path) -> None:
    other = "Strategic developments: Other"
    lines = [acled_row(i, "2022-05-17", other, RUSSIA) for i in range(5)]
    (entry,) = imported(tmp_path / "s", put(tmp_path / "a.csv", acled_text(lines))).files
    assert (entry.read, entry.kept, entry.quarantined) == (5, 0, 5)
    junk = [acled_row(i, "13y", other, RUSSIA) for i in range(6)]
    report = import_files(
        [put(tmp_path / "b.csv", acled_text([*lines[:2], *junk]))], tmp_path / "s"
    )
    ((_, message),) = report.failed
    assert "8 of 8 rows cannot be read" in message


def test_files_from_before_sub_event_types() -> None:
    head = ",".join(name for name in ACLED if name != "sub_event_type")
    with pytest.raises(InputError, match="without the column sub_event_type"):
        Acled().layout(Head("a.csv", (head,)))
    assert Acled().layout(Head("a.csv", ('"event_id_cnty', "x"))) is None
    assert Acled().layout(Head("a.csv", ())) is None


def test_the_samples(tmp_path: Path) -> None:
    store = tmp_path / "store"
    argentina = sample("formats/acled-argentina-2022-06.csv")
    world = sample("formats/acled-world-2022-h1-every25th.csv")
    report = imported(store, argentina, world)
    assert [entry.read for entry in report.files] == [326, 328]
    assert report.files[0].kept == 326
    assert report.reasons == {
        "a development that is no act of one party towards another": 12,
        "time_precision 3: the month is known, not the day": 1,
    }
    assert report.files[1].duplicate == 1  # one event stands in both
    both = acts(store, "source, target", "WHERE source_state <> target_state")
    assert all("(" in source and "(" in target for source, target in both)
