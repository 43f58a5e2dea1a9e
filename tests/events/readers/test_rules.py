"""The rules that all formats share, each tried on every reader that says it has it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from detente.events import import_files
from detente.events.readers.base import Reader
from detente.events.readers.cells import MISSING
from detente.events.readers.gdelt import columns
from detente.events.readers.mapping import Mapped, mapped
from detente.events.readers.registry import readers
from detente.events.readers.rules import Rule, having
from detente.events.readers.ucdp import COLUMNS as UCDP
from tests.events.made import ACLED, ICEWS, POLECAT, csv_line, put
from tests.events.readers.facts import acts, imported, quarantine

MAPPING = """
dataset = "own"
scheme = "plover"
countries = "iso3"
separator = "\\t"
identity = "id"
actor_separator = ";"
[columns]
date = "day"
source = "who"
target = "whom"
source_country = "a"
target_country = "b"
code = "what"
event_id = "id"
deaths = "dead"
date_precision = "known"
[precision]
"1" = "day"
"2" = "week"
"3" = "month"
"NA" = "year"
"""


@dataclass(frozen=True)
class Shape:
    """A table of one format: its columns, a row that is right, and where in it what stands."""

    header: Sequence[str]
    row: Mapping[str, str]
    separator: str
    date: str
    source: str
    target: str
    code: str
    id: str
    countries: Sequence[str] = ()
    deaths: str = ""
    several: Mapping[str, str] = field(default_factory=dict)
    precision: str = ""
    coarse: Mapping[str, str] = field(default_factory=dict)

    def cells(self, number: int, **cells: str) -> dict[str, str]:
        """A row; no other number has its id and its source."""
        own = {self.id: f"{1000 + number}", self.source: f"Town {number}"}
        return dict.fromkeys(self.header, "") | dict(self.row) | own | cells

    def text(self, rows: Sequence[Mapping[str, str]]) -> str:
        """A whole file."""
        lines = [list(self.header), *(list(row.values()) for row in rows)]
        if self.separator == "\t":
            return "".join("\t".join(line) + "\n" for line in lines)
        return "".join(csv_line(line) + "\n" for line in lines)


SHAPES = {
    "acled": Shape(
        *(ACLED, {"event_type": "Battles", "sub_event_type": "Armed clash"}, ","),
        *("event_date", "actor1", "actor2", "sub_event_type", "event_id_cnty"),
        deaths="fatalities",
        precision="time_precision",
        coarse={"3": "month"},
    ),
    "gdelt": Shape(
        *(columns(61), {"EventCode": "0311"}, "\t"),
        *("SQLDATE", "Actor1Name", "Actor2Name", "EventCode", "GLOBALEVENTID"),
        countries=("Actor1CountryCode", "Actor2CountryCode"),
    ),
    "icews": Shape(
        *(ICEWS, {"CAMEO Code": "0311"}, "\t"),
        *("Event Date", "Source Name", "Target Name", "CAMEO Code", "Event ID"),
        countries=("Source Country", "Target Country"),
    ),
    "polecat": Shape(
        *(POLECAT, {"Event Type": "AID"}, "\t"),
        *("Event Date", "Actor Name", "Recipient Name", "Event Type", "Event ID"),
        countries=("Actor Country", "Recipient Country"),
        several={"Actor Name": "Some town; Other town", "Actor Country": "RUS;USA"},
    ),
    "ucdp": Shape(
        *(UCDP, {"type_of_violence": "1", "date_prec": "1"}, ","),
        *("date_start", "side_a", "side_b", "type_of_violence", "id"),
        countries=("gwnoa", "gwnob"),
        deaths="best",
        precision="date_prec",
        coarse={"3": "week", "4": "month", "5": "year"},
        several={"side_a": "Government of Russia, Government of France", "gwnoa": "220, 365"},
    ),
    "own": Shape(
        *(("id", "day", "who", "whom", "a", "b", "what", "dead", "known"), {"what": "AID"}, "\t"),
        *("day", "who", "whom", "what", "id"),
        countries=("a", "b"),
        deaths="dead",
        precision="known",
        coarse={"2": "week", "3": "month", "NA": "year"},
        several={"who": "Some town; Other town", "a": "RUS;USA"},
    ),
}

ALWAYS = {Rule.MISSING, Rule.TYPES, Rule.ISO, Rule.YEARS}
HAVE = {
    "acled": ALWAYS | {Rule.IDENTITY, Rule.DEATHS, Rule.PRECISION},
    "gdelt": ALWAYS | {Rule.MARKS},
    "icews": ALWAYS | {Rule.MARKS},
    "polecat": ALWAYS | {Rule.SEVERAL, Rule.MARKS},
    "ucdp": ALWAYS | {Rule.SEVERAL, Rule.IDENTITY, Rule.DEATHS, Rule.PRECISION},
    "own": set(Rule),
}
"""Which rules each reader has; a format that one is left out of has no such thing."""

EACH = [(name, rule) for name, rules in HAVE.items() for rule in sorted(rules)]


def with_rule(rule: Rule) -> list[str]:
    return [name for name, rules in HAVE.items() if rule in rules]


def known() -> dict[str, Reader]:
    found: dict[str, Reader] = {"own": mapped(MAPPING, "m.toml")}
    return {**readers(), **found}


def options(folder: Path, name: str) -> dict[str, Any]:
    return {"mapping": put(folder / "m.toml", MAPPING)} if name == "own" else {}


def put_table(folder: Path, name: str, rows: Sequence[Mapping[str, str]]) -> Path:
    return put(folder / "table.txt", SHAPES[name].text(rows))


def test_every_reader_says_which_rules_it_has() -> None:
    """A new reader needs an entry in the two tables above, and is then tried on all of them."""
    said = {name: reader.rules for name, reader in known().items()}
    assert said == {name: having(*rules) for name, rules in HAVE.items()}
    assert set(SHAPES) == set(HAVE)
    assert isinstance(known()["own"], Mapped)


def test_every_rule_is_tried() -> None:
    assert {rule for _, rule in EACH} == set(Rule)


@pytest.mark.parametrize("name", with_rule(Rule.MISSING))
def test_words_for_nothing(tmp_path: Path, name: str) -> None:
    """In every column, those of dates, codes and ids as well."""
    shape, day = SHAPES[name], {SHAPES[name].date: "2024-05-01"}
    rows = [shape.cells(0, **day, **{shape.target: "Chad"})]
    for number, word in enumerate(("", *MISSING)):
        empty = dict.fromkeys(shape.countries, word)
        rows += [
            shape.cells(3 * number + 1, **day, **{shape.target: word}, **empty),
            shape.cells(3 * number + 2, **{**day, shape.source: word}, **empty),
        ]
    missing = [
        shape.cells(900, **{shape.date: "NaN"}),
        shape.cells(901, **day, **{shape.code: "-"}),
        shape.cells(902, **day, **{shape.id: "N/A"}),
    ]
    report = imported(
        tmp_path / "store", put_table(tmp_path, name, [*rows, *missing]), **options(tmp_path, name)
    )
    found = acts(tmp_path / "store", "source, source_state, target, target_state")
    assert ("Town 0", None, "Chad", "TCD") in found
    assert {row[2] for row in found if row[0] is not None} == {"Chad", None}
    assert {row[1:] for row in found if row[0] is None} == {(None, None, None)}
    reasons = [row[1] for row in quarantine(tmp_path / "store", report)]
    assert reasons[0] == "the date is missing"
    code = "the code Battles:  is unknown" if name == "acled" else "the code is missing"
    assert reasons[1] == code
    assert reasons[2:] == (["the event has no id"] if Rule.IDENTITY in HAVE[name] else [])


@pytest.mark.parametrize("name", with_rule(Rule.SEVERAL))
def test_several_actors_in_a_cell(tmp_path: Path, name: str) -> None:
    shape = SHAPES[name]
    row = shape.cells(1, **{shape.date: "2024-05-01", shape.target: "Chad"} | dict(shape.several))
    imported(tmp_path / "store", put_table(tmp_path, name, [row]), **options(tmp_path, name))
    found = acts(tmp_path / "store", "source, source_state, target_state")
    if name == "ucdp":  # whose codes are in an order of their own
        assert found == [
            ("Government of France", "FRA", "TCD"),
            ("Government of Russia", "RUS", "TCD"),
        ]
    else:
        assert found == [("Other town", "USA", "TCD"), ("Some town", "RUS", "TCD")]


@pytest.mark.parametrize("name", HAVE)
def test_identity(tmp_path: Path, name: str) -> None:
    """Rows that say the same are one, unless each id is an event."""
    shape = SHAPES[name]
    same = {shape.date: "2024-05-01", shape.source: "Russia", shape.target: "Chad"}
    rows = [shape.cells(number, **same) for number in (1, 2, 3, 3)]
    report = imported(
        tmp_path / "store", put_table(tmp_path, name, rows), **options(tmp_path, name)
    )
    by_id = Rule.IDENTITY in HAVE[name]
    assert report.files[0].kept == (3 if by_id else 1)
    assert report.identity == {name: "id" if by_id else "fact"}
    assert acts(tmp_path / "store", "DISTINCT reports") == [(1 if by_id else 4,)]


@pytest.mark.parametrize("name", with_rule(Rule.TYPES))
@pytest.mark.parametrize(
    "day",
    [
        dt.date(2024, 5, 1),
        dt.datetime(2024, 5, 1, 12, 30),
        dt.datetime(2024, 5, 1, 12, 30, 1, 5, tzinfo=dt.UTC),
        "2024-05-01",
    ],
)
def test_types_of_parquet(tmp_path: Path, name: str, day: object) -> None:
    shape = SHAPES[name]
    row = shape.cells(1, **{shape.target: "Chad", shape.date: ""})
    frame = pl.DataFrame([row]).with_columns(pl.lit(day).alias(shape.date))
    frame = frame.with_columns(pl.col(shape.id).cast(pl.Float64))
    path = tmp_path / "t.parquet"
    frame.write_parquet(path)
    imported(tmp_path / "store", path, **options(tmp_path, name))
    assert acts(tmp_path / "store", "date, target_state, event_id") == [
        (dt.date(2024, 5, 1), "TCD", "1001")
    ]


ISO = {
    "2024-05-01": dt.date(2024, 5, 1),
    "2024-05-01 23:59:59": dt.date(2024, 5, 1),
    "2024-05-01 00:00:00.000": dt.date(2024, 5, 1),
    "2024-05-01T00:00:00": dt.date(2024, 5, 1),
    "2024-05-01T00:00": dt.date(2024, 5, 1),
    "2024-05-01T00:00:00Z": dt.date(2024, 5, 1),
    "2024-05-01T00:00:00.000Z": dt.date(2024, 5, 1),
    "2024-05-01T00:00:00+00:00": dt.date(2024, 5, 1),
    "2024-05-01T01:00:00+03:00": dt.date(2024, 4, 30),
    "2024-05-01 01:00:00+0300": dt.date(2024, 4, 30),
}


@pytest.mark.parametrize("name", with_rule(Rule.ISO))
def test_iso_8601(tmp_path: Path, name: str) -> None:
    shape = SHAPES[name]
    rows = [shape.cells(number, **{shape.date: day}) for number, day in enumerate(ISO)]
    imported(tmp_path / "store", put_table(tmp_path, name, rows), **options(tmp_path, name))
    found = acts(tmp_path / "store", "event_id::INTEGER, date")
    assert found == [(1000 + number, day) for number, day in enumerate(ISO.values())]


SHORT = {
    "1-May-24": 'a year of two digits; date_format = "%d-%b-%y"',
    "1 May 24": 'a year of two digits; date_format = "%d %b %y"',
    "5/13/24": 'a year of two digits; date_format = "%m/%d/%y"',
    "13.5.2024 0:00": "does not say whether day or month comes first; date_format = "
    '"%d.%m.%Y %H:%M"',
    "3.4.2024": '"%d.%m.%Y" or "%m.%d.%Y"',
    "45413": "is a number of days, as a spreadsheet counts them; write it as 2024-05-01",
}


@pytest.mark.parametrize("name", with_rule(Rule.YEARS))
@pytest.mark.parametrize("day", SHORT)
def test_dates_of_spreadsheets(tmp_path: Path, name: str, day: str) -> None:
    """What was seen, where, and what would read it; nothing is dated to the first century."""
    shape = SHAPES[name]
    file = put_table(tmp_path, name, [shape.cells(1, **{shape.date: day})])
    ((_, message),) = import_files([file], tmp_path / "store", **options(tmp_path, name)).failed
    assert f"(line 2: the date {day} " in message
    assert SHORT[day] in message
    if "date_format" in SHORT[day]:
        assert ("in m.toml" if name == "own" else "in a mapping (--map)") in message


@pytest.mark.parametrize("name", with_rule(Rule.MARKS))
def test_marks_around_a_field(tmp_path: Path, name: str) -> None:
    """Taken off, where they stand around the whole field; doubled ones inside are one."""
    shape = SHAPES[name]
    names = {
        '"Chad"': "Chad",
        '"The ""Bear"""': 'The "Bear"',
        '"A" and "B"': '"A" and "B"',
        'The "Bear': 'The "Bear',
        '"': '"',
        '""': None,
    }
    rows = [
        shape.cells(
            number, **{shape.date: '"2024-05-01"', shape.target: entity, shape.code: f'"{code}"'}
        )
        for number, entity in enumerate(names)
        for code in [shape.row[shape.code]]
    ]
    bad = shape.cells(9, **{shape.date: '"13y"', shape.target: '"Chad"'})
    report = imported(
        tmp_path / "store", put_table(tmp_path, name, [*rows, bad]), **options(tmp_path, name)
    )
    found = acts(tmp_path / "store", "event_id::INTEGER, target")
    assert [target for _, target in found] == list(names.values())
    ((_, reason, text),) = quarantine(tmp_path / "store", report)
    assert reason == "the date 13y is none"
    assert '\t"Chad"' in text  # the row as it stands in the file


@pytest.mark.parametrize("name", with_rule(Rule.MARKS))
def test_a_tab_in_marks_is_text(tmp_path: Path, name: str) -> None:
    """In whatever field, the last one too; the other fields stay where they are."""
    shape, day = SHAPES[name], {SHAPES[name].date: "2024-05-01"}
    last = list(shape.header)[-1]
    rows = [
        shape.cells(1, **day, **{shape.target: '"The ""New""\tArmy\t"'}),
        shape.cells(2, **day, **{shape.source: '"\tTown 2"', shape.target: "Chad"}),
        shape.cells(3, **day, **{shape.target: "Chad", last: '"\t"'}),
    ]
    imported(tmp_path / "store", put_table(tmp_path, name, rows), **options(tmp_path, name))
    assert acts(tmp_path / "store", "source, target, target_state") == [
        ("Town 1", 'The "New" Army', None),
        ("Town 2", "Chad", "TCD"),
        ("Town 3", "Chad", "TCD"),
    ]


@pytest.mark.parametrize("name", with_rule(Rule.DEATHS))
def test_deaths(tmp_path: Path, name: str) -> None:
    shape, day = SHAPES[name], {SHAPES[name].date: "2024-05-01"}
    told = ["7", "0", "3.0", "NA", "", "many", "-2"]
    rows = [shape.cells(i, **day, **{shape.deaths: dead}) for i, dead in enumerate(told)]
    report = imported(
        tmp_path / "store", put_table(tmp_path, name, rows), **options(tmp_path, name)
    )
    found = acts(tmp_path / "store", "event_id::INTEGER, deaths")
    assert [dead for _, dead in found] == [7, 0, 3, None, None, None]
    assert "negative" in quarantine(tmp_path / "store", report)[0][1]


@pytest.mark.parametrize("name", with_rule(Rule.PRECISION))
def test_a_day_that_is_not_known(tmp_path: Path, name: str) -> None:
    """Kept apart and counted, by whatever a program has made of the number."""
    shape = SHAPES[name]
    told = ["1", "1.0", "", *shape.coarse, *(f"{text}.0" for text in shape.coarse if text != "NA")]
    rows = [
        shape.cells(i, **{shape.date: "2024-05-01", shape.precision: precise})
        for i, precise in enumerate(told)
    ]
    report = imported(
        tmp_path / "store", put_table(tmp_path, name, rows), **options(tmp_path, name)
    )
    assert acts(tmp_path / "store", "source") == [(f"Town {i}",) for i in range(3)]
    reasons = [row[1] for row in quarantine(tmp_path / "store", report)]
    each = [
        f"{shape.precision} {text}: the {unit} is known, not the day"
        for text, unit in shape.coarse.items()
    ]
    assert reasons == each + [line for line in each if " NA:" not in line]


@pytest.mark.parametrize("name", with_rule(Rule.PARTS))
def test_a_date_in_three_columns(tmp_path: Path, name: str) -> None:
    text = MAPPING.replace('date = "day"', 'date = ["y", "m", "d"]')
    table = io.StringIO()
    table.write("id\ty\tm\td\twho\twhom\ta\tb\twhat\tdead\tknown\n")
    days = [("2024", "5", "1"), ("2024.0", "05", "01"), ("2024", "2", "30"), ("2024", "5", "-9"),
            ("2024", "5", ""), ("2024", "-9", "-9"), ("NA", "NA", "NA")]  # fmt: skip
    for number, (y, m, d) in enumerate(days * 2):
        table.write(f"{number}\t{y}\t{m}\t{d}\tRussia\tChad\t\t\tAID\t\t\n")
    file = put(tmp_path / "t.txt", table.getvalue())
    report = imported(tmp_path / "a", file, mapping=put(tmp_path / "m.toml", text))
    assert acts(tmp_path / "a", "DISTINCT date") == [(dt.date(2024, 5, 1),)]
    remedy = "; unknown_day in m.toml puts it on a day of the month"
    assert [row[1] for row in quarantine(tmp_path / "a", report)[:5]] == [
        "the date 2024 2 30 is none",
        f"the day is not known (2024 5 -9){remedy}",
        f"the day is not known (2024 5 ){remedy}",
        "the date 2024 -9 -9 is none",
        "the date is missing",
    ]
    chosen = put(tmp_path / "n.toml", "unknown_day = 15" + text)
    imported(tmp_path / "b", file, mapping=chosen)
    assert acts(tmp_path / "b", "DISTINCT date") == [
        (dt.date(2024, 5, 1),),
        (dt.date(2024, 5, 15),),
    ]
