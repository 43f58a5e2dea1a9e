"""Tables of any shape, by a mapping."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events.readers.base import Head
from detente.events.readers.mapping import mapped, read_mapping
from detente.ontology.acts import Act
from tests.events.made import put
from tests.events.readers.facts import acts, imported, quarantine, sample

ICEWS_2014 = """\
dataset = "icews-2014"
scheme = "cameo"
countries = "iso3"
[columns]
date = "date"
source = "source"
target = "target"
code = "cameo"
source_country = "source_state"
target_country = "target_state"
"""
BALKANS = """\
dataset = "balkans"
scheme = "weis"
countries = "keds"
[columns]
date = "date"
source = "source"
target = "target"
code = "weis"
source_country = "source"
target_country = "target"
"""
TABLE = """\
date,source,target,source_state,target_state,event_text,cameo,plover,quad,goldstein,core
2014-01-01,Nation A,"Envoy, of B",RUS,USA,Consult,040,CONSULT,1,1.0,true
2014-01-01,"Envoy, of B",Nation A,USA,RUS,Consult,040,CONSULT,1,1.0,true
2014-01-02,Nation A,Militia,RUS,,"Say ""no"" twice",020,,,3.0,false
"""


def tried(
    folder: Path, mapping: str, table: str, name: str = "table.csv"
) -> list[tuple[object, ...]]:
    """Import a table by a mapping, and give what it tells."""
    imported(
        folder / "store",
        put(folder / name, table),
        mapping=put(folder / "mapping.toml", mapping),
    )
    return acts(
        folder / "store", "date, source, target, source_state, target_state, type, mode, code"
    )


def test_csv(tmp_path: Path) -> None:
    assert tried(tmp_path, ICEWS_2014, TABLE) == [
        (dt.date(2014, 1, 1), "Nation A", "Envoy, of B", "RUS", "USA", "CONSULT", None, "040"),
        (dt.date(2014, 1, 2), "Nation A", "Militia", "RUS", None, "APPEAL", None, "020"),
    ]


def test_parquet(tmp_path: Path) -> None:
    frame = pl.read_csv(TABLE.encode(), schema_overrides={"cameo": pl.String}, try_parse_dates=True)
    assert frame.schema["date"] == pl.Date
    frame.write_parquet(tmp_path / "table.parquet")
    mapping = put(tmp_path / "mapping.toml", ICEWS_2014)
    report = imported(tmp_path / "store", tmp_path / "table.parquet", mapping=mapping)
    assert (report.files[0].read, report.files[0].kept) == (3, 3)
    assert report.files[0].dataset == "icews-2014"
    assert acts(tmp_path / "store", "target", "WHERE NOT joint") == [("Militia",)]


@pytest.mark.parametrize(
    "values",
    [
        [dt.datetime(2018, 6, 1, 12, 30)],
        [dt.datetime(2018, 6, 1, 12, 30, 0, 5)],
        pl.Series([dt.datetime(2018, 5, 31, 22, 30)]).dt.replace_time_zone("America/New_York"),
        ["2018-06-01"],
    ],
)
def test_times_in_parquet_are_days_of_utc(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, values: list[object] | pl.Series
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    frame = pl.DataFrame({"date": values, "": ["nameless"]})
    more = {"source": "Chad", "target": "France", "source_state": "", "target_state": None}
    columns = [pl.lit(value).alias(name) for name, value in {**more, "cameo": "0311"}.items()]
    frame.with_columns(columns).write_parquet(tmp_path / "t.parquet")
    imported(
        tmp_path / "store",
        tmp_path / "t.parquet",
        mapping=put(tmp_path / "m.toml", ICEWS_2014),
    )
    assert acts(tmp_path / "store", "date, source_state") == [(dt.date(2018, 6, 1), "TCD")]


def test_weis_and_keds_codes(tmp_path: Path) -> None:
    table = "date,source,target,weis\n1991-04-02,YUG,KSV,224\n1992-06-01,SERGOV,USA,032\n"
    assert [row[3:7] for row in tried(tmp_path, BALKANS, table)] == [
        ("YUG", "XKX", "PROTEST", "riot"),
        ("SRB", "USA", "CONSULT", "visit"),
    ]


def test_numbers_for_names_and_other_signs(tmp_path: Path) -> None:
    mapping = """
dataset = "own"
scheme = "plover"
countries = "iso2"
separator = "|"
header = false
date_format = ["%d.%m.%Y", "%d %B %Y"]
[columns]
date = 2
source = 3
target = 4
code = 1
source_country = 3
target_country = 4
event_id = 5
"""
    table = (
        "THREATEN.military|31.12.2019|RU|US|a\nCONSULT.phone/economic|1 March 2020|NA|UK|b\n"
        "SUPPORT|2020-03-01|US|RU|c\nAID|02.03.2020|US|RU|d\n"
    )
    report = imported(
        tmp_path / "store",
        put(tmp_path / "t.txt", table),
        mapping=put(tmp_path / "m.toml", mapping),
    )
    store = tmp_path / "store"
    assert acts(store, "date, source_state, target_state, type, mode, context, event_id") == [
        (dt.date(2019, 12, 31), "RUS", "USA", "THREATEN", None, None, "a"),
        (dt.date(2020, 3, 1), "GBR", "NAM", "CONSULT", "phone", "economic", "b"),
        (dt.date(2020, 3, 2), "USA", "RUS", "AID", None, None, "d"),
    ]
    assert [row[:2] for row in quarantine(store, report)] == [(3, "the date 2020-03-01 is none")]


def test_codes_of_its_own(tmp_path: Path) -> None:
    mapping = """
dataset = "own"
[columns]
date = "day"
source = "who"
target = "whom"
code = "what"
added = "told"
[codes]
"met" = "CONSULT.visit"
"said" = "STATEMENT"
"asked" = "APPEAL"
"hit" = "ASSAULT.aerial/military"
"""
    table = (
        "day,who,whom,what,told\n2020-01-01,Russia,USA,met,2020-01-01\n"
        "2020-01-02,Russia,USA,said,2020-01-02\n2020-01-03,Russia,USA,hit,2020-03-01\n"
        "2020-01-04,Russia,USA,asked,\n"
    )
    tried(tmp_path, mapping, table)
    assert acts(tmp_path / "store", "code, type, mode, context, quad, goldstein, echo, scheme") == [
        (
            "CONSULT.visit",
            "CONSULT",
            "visit",
            None,
            1,
            Act.parse("CONSULT.visit").goldstein,
            False,
            "plover",
        ),
        ("asked", "APPEAL", None, None, None, 3.0, False, "plover"),
        (
            "hit",
            "ASSAULT",
            "aerial",
            "military",
            4,
            Act.parse("ASSAULT.aerial/military").goldstein,
            True,
            "plover",
        ),
        ("said", "STATEMENT", None, None, None, 0.0, False, "plover"),
    ]


WRONG = {
    "not toml": ("dataset = ", "not TOML: "),
    "deep": ("a = " + "[" * 100_000, "not TOML"),
    "no dataset": (ICEWS_2014.partition("\n")[2], "the key 'dataset' is missing"),
    "a path": (ICEWS_2014.replace("icews-2014", "../x"), "dataset: '../x' cannot be a name"),
    "capitals": (ICEWS_2014.replace("icews-2014", "ICEWS"), "cannot be a name; write small"),
    "a device": (ICEWS_2014.replace("icews-2014", "con"), "dataset: 'con' cannot be a name"),
    "taken": (ICEWS_2014.replace("icews-2014", "gdelt"), "'gdelt' is what GDELT 1.0 and 2.0"),
    "unknown key": ("sepparator = 1\n" + ICEWS_2014, "no key 'sepparator'; did you mean 'sep"),
    "unknown column": (ICEWS_2014 + 'cod = "x"\n', "no key 'columns.cod'; did you mean 'code'"),
    "no code": (ICEWS_2014.replace('code = "cameo"', ""), "the key 'columns.code' is missing"),
    "no scheme": (ICEWS_2014.replace('scheme = "cameo"', ""), "no scheme; say which codes"),
    "bad scheme": (ICEWS_2014.replace('"cameo"\nc', '"cameos"\nc'), "scheme: Input should be"),
    "both": (ICEWS_2014 + '[codes]\n"1" = "AID"\n', "a scheme and a table [codes]"),
    "no act": (
        ICEWS_2014.replace('scheme = "cameo"', "") + '[codes]\n"1" = "AIDE"\n',
        "codes.1: in act 'AIDE': no act type 'AIDE'; did you mean 'AID'",
    ),
    "rank": (
        ICEWS_2014.replace('scheme = "cameo"', "") + '[codes]\n"1" = "CONSULT@leader"\n',
        "write TYPE[.mode][/context]",
    ),
    "countries": (ICEWS_2014.replace("iso3", "iso4"), "no list of country codes 'iso4'; did"),
    "separator": ('separator = "ab"\n' + ICEWS_2014, "separator: one sign, such as ','"),
    "quote": ("separator = '\"'\n" + ICEWS_2014, "separator: one sign, such as ','"),
    "directive": ('date_format = "%Y-%m-%d %q"\n' + ICEWS_2014, "'%q' in the format"),
    "no year": ('date_format = "%d.%m."\n' + ICEWS_2014, "'%d.%m.' is no date; write year, month"),
    "half": ('date_format = "%Y-%m-%"\n' + ICEWS_2014, "'%' in the format"),
    "a list": (ICEWS_2014.replace('"cameo"\ns', '["cameo"]\ns'), "columns.code: the name of a col"),
    "number": (ICEWS_2014.replace('"cameo"\ns', "0\ns"), "columns.code: the name of a column"),
    "nul": (ICEWS_2014.replace('"cameo"\ns', '"a\\u0000"\ns'), "a name has a NUL byte"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_wrong_mappings(tmp_path: Path, what: str) -> None:
    content, message = WRONG[what]
    path = put(tmp_path / "m.toml", content)
    with pytest.raises(InputError) as caught:
        read_mapping(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)
    with pytest.raises(InputError):
        import_files([], tmp_path / "store", mapping=path)
    assert not (tmp_path / "store").exists()


def test_no_mapping(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_mapping(tmp_path / "m.toml")


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (
            Head("t.csv", ("date,source,target,cameo,source_state",)),
            "no column 'target_state', as m.toml (columns.target_country) has it; "
            "did you mean 'target' or 'source_state'?",
        ),
        (
            Head("t.csv", ("date,source,target,cameo,source_state,Target_State",)),
            "no column 'target_state'",
        ),
        (
            Head("t.csv", ("date,source,target,source,cameo",)),
            "the column 'source' stands there twice",
        ),
        (Head("t.csv", ("Date,date",)), "the column 'date' stands there twice"),
        (Head("t.csv", ("date,a\0b",)), "the name of a column has a NUL byte"),
        (Head("t.parquet", (), ("date", "source", "target")), "no column 'cameo'"),
        (Head("t.csv", ()), "t.csv: the file is empty"),
    ],
)
def test_tables_that_do_not_fit(head: Head, message: str) -> None:
    with pytest.raises(InputError) as caught:
        mapped(ICEWS_2014, "folder/m.toml").layout(head)
    assert str(caught.value).startswith(f"{head.name}: ")
    assert message in str(caught.value)


def test_a_number_past_the_end() -> None:
    mapping = mapped(ICEWS_2014.replace('"cameo"\ns', "12\ns"), "m.toml")
    with pytest.raises(InputError, match=r"6 columns, and m.toml \(columns.code\) names column 12"):
        mapping.layout(Head("t.csv", ("date,source,target,source_state,target_state,x",)))


def test_names_are_never_sql(tmp_path: Path) -> None:
    evil = """x"', (SELECT 1)); DROP TABLE raw; --"""
    quoted = evil.replace("\\", "\\\\").replace('"', '\\"')
    mapping = ICEWS_2014.replace('"cameo"\ns', f'"{quoted}"\ns').replace(
        "[columns]", f'missing = ["{quoted}", "NA"]\n[columns]'
    )
    cell = evil.replace('"', '""')
    table = (
        f'date,source,target,"{cell}",source_state,target_state\n'
        f'2014-01-01,"{cell}",Nation B,0311,RUS,USA\n'
        f'2014-01-01,Nation A,"{cell}!",0311,RUS,USA\n'
    )
    rows = tried(tmp_path, mapping, table)
    assert {row[1:3] for row in rows} == {(None, "Nation B"), ("Nation A", f"{evil}!")}


def test_one_name_for_two_schemes(tmp_path: Path) -> None:
    tried(tmp_path, ICEWS_2014, TABLE)
    other = ICEWS_2014.replace('scheme = "cameo"', 'scheme = "weis"')
    file = put(tmp_path / "other.csv", TABLE.replace("2014", "2015"))
    report = import_files([file], tmp_path / "store", mapping=put(tmp_path / "o.toml", other))
    assert report.failed == [
        (
            "other.csv",
            "other.csv: the store has icews-2014 in codes of cameo, not of weis; take another name "
            "for the data source, or another store",
        )
    ]


def test_zeros_that_a_spreadsheet_took_from_weis(tmp_path: Path) -> None:
    table = "date,source,target,weis\n1991-04-02,YUG,KSV,224\n1992-06-01,SER,USA,31\n"
    report = import_files(
        [put(tmp_path / "t.csv", table)],
        tmp_path / "store",
        mapping=put(tmp_path / "m.toml", BALKANS),
    )
    ((_, message),) = report.failed
    assert "1 of 2 codes have lost a leading zero ('31' for '031')" in message


@pytest.mark.parametrize(
    ("name", "mapping", "rows", "kept", "unknown"),
    [
        ("icews-2014.csv.gz", ICEWS_2014, 90_730, 90_730, 0),
        ("icews-2014.parquet", ICEWS_2014, 90_730, 90_730, 0),
        ("icews-2018-september.parquet", ICEWS_2014, 49_384, 49_384, 0),
        ("balkans-weis.csv.gz", BALKANS, 72_953, 72_702, 251),
    ],
)
def test_samples(
    tmp_path: Path, name: str, mapping: str, rows: int, kept: int, unknown: int
) -> None:
    report = imported(
        tmp_path / "store", sample(f"events/{name}"), mapping=put(tmp_path / "m.toml", mapping)
    )
    (entry,) = report.files
    assert (entry.read, entry.kept, entry.quarantined) == (rows, kept, unknown)
    assert all(reason.startswith("the code ") for reason in report.reasons)
