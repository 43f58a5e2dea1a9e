"""The tables of states, organs and offices hold what they promise."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pycountry
import pytest

from detente.events.placing.codes import _cell, _rows, codes
from detente.events.placing.fold import fold
from detente.events.placing.names import rows
from detente.events.placing.states import GONE, LINES
from detente.ontology._table import table
from detente.ontology.known import organisations

STATES = {str(c.alpha_3) for c in pycountry.countries} | {"XKX", *GONE}


def known(state: str) -> bool:
    return state in STATES or state in organisations()


def test_state_codes_are_of_states_and_every_state_has_one() -> None:
    assert {row["state"] for row in _rows()} <= STATES
    few = {"ALA", "BES", "UMI"}  # no list but ISO's has these
    assert STATES - {row["state"] for row in _rows()} == few


def test_rows_of_one_code_follow_one_another() -> None:
    for scheme in ("cow", "cown", "gwn", "fips", "keds"):
        for spans in codes(scheme).values():
            for before, after in pairwise(spans):
                assert before.end == after.start
    assert not [code for code, spans in codes("fips").items() if len(code) != 2]


def test_every_code_stands_for_one_line_of_states() -> None:
    for scheme in ("cow", "cown", "gw", "gwn", "fips", "cameo", "keds"):
        meant: dict[str, str] = {}
        for row in _rows():
            if code := _cell(row, scheme):
                assert meant.setdefault(code, row["state"]) == row["state"], (scheme, code)


def test_lines_follow_one_another_in_time() -> None:
    assert set(LINES) >= GONE
    for line in LINES.values():
        (_, first), *later = line
        assert first is None
        days = [day for _, day in later]
        assert days == sorted(filter(None, days))
        for state, _ in line:
            assert state is None or state not in LINES or LINES[state] == line


@pytest.mark.parametrize("name", ["names.csv", "organs.csv", "adjectives.csv"])
def test_names_are_of_states_or_organisations(name: str) -> None:
    found = list(rows(name))
    assert len(found) > 80
    assert [row for row in found if not known(row["state"])] == []


def test_every_name_stands_for_one_thing() -> None:
    for name in ("organs.csv", "roles.csv"):
        key = "words" if name == "roles.csv" else "name"
        words = [fold(row[key]) for row in rows(name)]
        assert len(words) == len(set(words)), name
    assert {row["rank"] for row in rows("roles.csv")} <= {"", *table().ranks}


def test_holders() -> None:
    people: dict[str, str] = {}
    terms = 0
    for row in rows("holders.csv"):
        assert known(row["state"]), row
        assert row["rank"] in ("", *table().ranks), row
        assert row["known"] in (("day", "month", "year") if row["rank"] else ("",)), row
        start, end = row["from"], row["until"]
        assert not (start and end) or dt.date.fromisoformat(start) < dt.date.fromisoformat(end)
        terms += bool(row["rank"])
        for word in [row["name"], *filter(None, row["aliases"].split(";"))]:
            assert people.setdefault(fold(word), row["name"]) == row["name"], word
    assert len(set(people.values())) > 1_000
    assert terms > 1_300


def test_terms_of_one_rank_follow_one_another() -> None:
    last: dict[tuple[str, str, str], str] = {}
    for row in rows("holders.csv"):
        if not row["rank"]:
            continue
        key = (row["name"], row["state"], row["rank"])
        assert last.get(key, "") <= row["from"], row
        last[key] = row["until"] or "9999"
