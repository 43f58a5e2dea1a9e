"""POLECAT files, in the shapes in which they are published."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers.base import Head
from detente.events.readers.polecat import Polecat
from tests.events.made import POLECAT, polecat_row, polecat_text, put
from tests.events.readers.facts import acts, imported, quarantine, sample

RUS = ("Russian Foreign Ministry", "RUS")
USA = ("John Doe", "USA")
ROWS = [
    polecat_row(1, "2022-03-01", "CONSULT.visit", RUS, USA, contexts="military; diplomatic"),
    polecat_row(2, "2022-03-01", "ACCUSE.disapprove", RUS, USA),
    polecat_row(3, "2022-03-02", "SANCTION", USA, RUS, contexts="economic"),
    polecat_row(4, "2022-03-02", "AID", USA, ("None", "None")),
]


def shapes() -> dict[str, str]:
    """One content in every shape that files have."""
    names = list(POLECAT)
    named = [*names[:33], "Headline", *names[33:]]
    return {
        "plain": polecat_text(ROWS),
        "a name too many": polecat_text(ROWS, named),
        "a name too many at the end": polecat_text(ROWS, [*names, "Headline"]),
        "empty columns at the end": polecat_text([[*row, "", ""] for row in ROWS]),
        "empty columns with empty names": polecat_text(
            [[*row, "", ""] for row in ROWS], [*names, "", ""]
        ),
        "a name too many, an empty column": polecat_text([[*row, ""] for row in ROWS], named),
        "a name too many, empty columns": polecat_text([[*row, "", "", ""] for row in ROWS], named),
        "returns and line feeds": polecat_text(ROWS).replace("\n", "\r\n"),
        "a byte-order mark": "\ufeff" + polecat_text(ROWS),
        "a real headline": polecat_text(
            [[*row[:33], "It happened", *row[33:]] for row in ROWS], named
        ),
    }


@pytest.mark.parametrize("shape", shapes())
def test_shapes(tmp_path: Path, shape: str) -> None:
    file = put(tmp_path / "ngecEvents.txt", shapes()[shape])
    (entry,) = imported(tmp_path / "store", file).files
    assert (entry.dataset, entry.read, entry.kept, entry.quarantined) == ("polecat", 4, 4, 0)
    day = dt.date(2022, 3, 1)
    assert acts(
        tmp_path / "store",
        "date, source_state, target_state, type, mode, context, code, quad, scheme, event_id",
        "WHERE type <> 'AID'",
    ) == [
        (day, "RUS", "USA", "ACCUSE", "disapprove", None, "ACCUSE.disapprove", 3, "plover", "e2"),
        (day, "RUS", "USA", "CONSULT", "visit", "military", "CONSULT.visit", 1, "plover", "e1"),
        (
            *(dt.date(2022, 3, 2), "USA", "RUS", "SANCTION", None, "economic"),
            *("SANCTION/economic", 4, "plover", "e3"),
        ),
    ]
    assert acts(tmp_path / "store", "target, target_state", "WHERE type = 'AID'") == [(None, None)]


def test_meetings_are_joint_by_type_and_mode(tmp_path: Path) -> None:
    rows = [
        polecat_row(1, "2022-03-01", "CONSULT.visit", RUS, USA, contexts="military"),
        polecat_row(2, "2022-03-01", "CONSULT.visit", USA, RUS),
    ]
    imported(tmp_path / "store", put(tmp_path / "a.txt", polecat_text(rows)))
    assert acts(tmp_path / "store", "source_state, target_state, code, joint, reports") == [
        ("RUS", "USA", "CONSULT.visit", True, 2)
    ]


def test_several_countries_are_several_events(tmp_path: Path) -> None:
    rows = [
        polecat_row(
            1, "2022-03-01", "ACCUSE", ("Some Allies", "USA; FRA ;USA; "), ("A; B", "RUS;BLR")
        ),
        polecat_row(2, "2022-03-01", "THREATEN", ("None", "None"), ("None", "CHN;None")),
    ]
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.txt", polecat_text(rows))).files
    assert (entry.read, entry.kept) == (5, 5)
    assert acts(tmp_path / "store", "source, source_state, target, target_state") == [
        ("Some Allies", "FRA", "A", "RUS"),
        ("Some Allies", "FRA", "B", "BLR"),
        ("Some Allies", "USA", "A", "RUS"),
        ("Some Allies", "USA", "B", "BLR"),
        (None, None, None, "CHN"),
    ]


def test_a_bad_row_of_several_pairs_is_one_row_of_quarantine(tmp_path: Path) -> None:
    rows = [*ROWS, polecat_row(9, "13y", "ACCUSE", ("G7", "USA;FRA"), ("A", "RUS;BLR"))]
    report = imported(tmp_path / "store", put(tmp_path / "a.txt", polecat_text(rows)))
    ((line, reason, text),) = quarantine(tmp_path / "store", report)
    assert (line, reason) == (6, "the date 13y is none")
    assert text.startswith("e9\t13y\t")


def test_types_and_modes_that_are_none(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        polecat_row(5, "2022-03-03", "ASSAULT.with-words", USA, RUS),
        polecat_row(6, "2022-03-03", "FIGHTING", USA, RUS),
        polecat_row(7, "2022-03-03", "None", USA, RUS),
    ]
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.txt", polecat_text(rows)))
    assert [row[:2] for row in quarantine(store, report)] == [
        (7, "the code FIGHTING is unknown"),
        (8, "the code is missing"),
    ]
    assert acts(store, "code, mode", "WHERE type = 'ASSAULT'") == [("ASSAULT.with-words", None)]


def test_what_is_told_months_later_is_an_echo(tmp_path: Path) -> None:
    rows = [
        polecat_row(1, "2022-03-01", "ACCUSE", RUS, USA, published="2022-03-08"),
        polecat_row(2, "2021-03-01", "ACCUSE", RUS, USA, published="2022-03-01"),
    ]
    (entry,) = imported(tmp_path / "store", put(tmp_path / "a.txt", polecat_text(rows))).files
    assert entry.echoes == 1
    assert acts(tmp_path / "store", "date, echo") == [
        (dt.date(2021, 3, 1), True),
        (dt.date(2022, 3, 1), False),
    ]


def test_latin_1(tmp_path: Path) -> None:
    rows = [*ROWS, polecat_row(5, "2022-03-03", "AID", ("José Núñez", "ESP"), RUS)]
    path = tmp_path / "a.txt"
    path.write_bytes(polecat_text(rows).encode("latin-1"))
    (entry,) = imported(tmp_path / "store", path).files
    assert (entry.kept, entry.recoded) == (5, 1)
    assert acts(tmp_path / "store", "source", "WHERE source_state = 'ESP'") == [("José Núñez",)]


def test_fields_too_many_that_are_not_empty(tmp_path: Path) -> None:
    rows = [[*ROWS[0], ""], ROWS[1], [*ROWS[2], "x"]]
    store = tmp_path / "store"
    report = imported(store, put(tmp_path / "a.txt", polecat_text(rows)))
    ((line, reason, _),) = quarantine(store, report)
    assert (line, reason) == (4, "41 fields instead of 40")


def test_without_countries_it_is_refused() -> None:
    names = [name for name in POLECAT if name != "Actor Country"]
    with pytest.raises(InputError, match="without the column Actor Country"):
        Polecat().layout(Head("a.txt", ("\t".join(names),)))
    assert Polecat().layout(Head("a.txt", ("Event ID\tEvent Date",))) is None
    assert Polecat().layout(Head("a.parquet", (), ("Event ID",))) is None


def test_the_published_header(tmp_path: Path) -> None:
    report = import_files([sample("formats/polecat-header-only.tsv")], tmp_path / "store")
    ((_, message),) = report.failed
    assert message == "polecat-header-only.tsv: no rows in it"
