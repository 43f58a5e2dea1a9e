"""Tables of any shape, by a mapping."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl
import pytest

from detente.errors import InputError
from detente.events import import_files
from detente.events import open as open_store
from detente.events.readers.base import Head
from detente.events.readers.mapping import mapped, read_mapping
from detente.ontology.acts import Act
from tests.events.made import acled_row, acled_text, put
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


OWN = """
dataset = "own"
codes = { x = "ASSAULT", "-" = "AID", "12" = "CONSULT.visit" }
[columns]
date = "day"
source = "a"
target = "b"
code = "act"
"""


def test_words_for_nothing_are_the_mappings_where_it_names_them(tmp_path: Path) -> None:
    table = "day,a,b,act\n2020-01-01,NA,.,x\n2020-01-02,unknown,-99,x\n2020-01-03,-,x,-\n"
    tried(tmp_path / "a", OWN, table)
    assert acts(tmp_path / "a" / "store", "source, target, type") == [
        ("unknown", "-99", "ASSAULT"),
        (None, "x", "AID"),  # a code that the mapping explains is one
        (None, None, "ASSAULT"),
    ]
    tried(tmp_path / "b", 'missing = ["unknown", "-99"]' + OWN, table)
    assert acts(tmp_path / "b" / "store", "source, target") == [
        ("-", "x"),
        ("NA", "."),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("more", "state"), [("", "NAM"), ('missing = ["NA"]', None), ('missing = ["-"]', "NAM")]
)
def test_namibia(tmp_path: Path, more: str, state: str | None) -> None:
    """In a column of two letters NA is a state, unless the mapping calls it missing."""
    mapping = f'{more}\ncountries = "iso2"{OWN}source_country = "c"\ntarget_country = "b"\n'
    table = "day,a,b,act,c\n2020-01-01,The army,NA,x,NA\n2020-01-02,NA,US,x,US\n"
    tried(tmp_path, mapping, table)
    there = acts(tmp_path / "store", "source, source_state, target_state", "WHERE target_state "
                 "IS DISTINCT FROM 'USA'")  # fmt: skip
    assert there == [("The army", state, state)]
    nothing = None if more != 'missing = ["-"]' else "NA"
    assert acts(tmp_path / "store", "source", "WHERE target_state = 'USA'") == [(nothing,)]


def test_ids_of_a_table_coded_by_hand_and_of_one_coded_from_the_news(tmp_path: Path) -> None:
    table = "id,day,a,b,act\n" + "".join(
        f"{i},2020-01-0{1 + i // 4},Russia,USA,{code}\n"
        for i, code in enumerate(["x", "x", "x", "12", "x"])
    )
    table += "4,2020-01-02,Russia,USA,x\n4,2020-01-03,Russia,USA,x\n"
    ids = OWN + 'event_id = "id"\n'
    for name, mapping, kept in (
        ("by hand", ids, 6),  # the last rows are of one id, and say two things
        ("told", 'identity = "fact"' + ids, 4),
        ("none", OWN, 4),
    ):
        folder = tmp_path / name
        tried(folder, mapping, table)
        assert open_store(folder / "store").manifest.imports[0].kept == kept, name
    again = imported(
        tmp_path / "by hand" / "store",
        put(tmp_path / "more.csv", table + "9,2020-01-03,Russia,USA,x\n"),
        mapping=put(tmp_path / "m.toml", ids),
    )
    assert (again.files[0].kept, again.files[0].duplicate) == (1, 7)
    news = 'identity = "id"' + ids.replace("codes = {", "# {").replace(
        "[col", 'scheme = "cameo"\n[col'
    )
    coded = table.replace(",x\n", ",112\n").replace(",12\n", ",0311\n")
    for number, mapping in enumerate((news, news.replace('identity = "id"', ""))):
        tried(tmp_path / f"{number}", mapping, coded)
        kept = open_store(tmp_path / f"{number}" / "store").manifest.imports[0].kept
        assert kept == (6 if number == 0 else 4)


def test_two_identities_under_one_name(tmp_path: Path) -> None:
    table = "id,day,a,b,act\n1,2020-01-01,Russia,USA,x\n"
    tried(tmp_path, OWN, table)
    mapping = put(tmp_path / "n.toml", OWN + 'event_id = "id"\n')
    file = put(tmp_path / "n.csv", table + "2,2020-01-01,Russia,USA,x\n")
    ((_, message),) = import_files([file], tmp_path / "store", mapping=mapping).failed
    said = 'n.csv: the store has own with identity = "fact", not "id"; say the same in the mapping'
    assert message.startswith(said)


def test_revisions(tmp_path: Path) -> None:
    mapping = f'identity = "id"{OWN}event_id = "id"\nrevision = "version"\ndeaths = "dead"\n'
    table = (
        "id,version,day,a,b,act,dead\n"
        "1,2,2020-01-02,Russia,USA,x,5\n1,1,2020-01-01,Russia,USA,x,1\n"
    )
    tried(tmp_path, mapping, table)
    assert acts(tmp_path / "store", "date, deaths") == [(dt.date(2020, 1, 2), 5)]


def test_several_actors(tmp_path: Path) -> None:
    mapping = f'countries = "gwn"\nactor_separator = ", "{OWN}source_country = "c"\n'
    table = (
        "day,a,b,act,c\n"
        '2020-01-01,"Government of A, Government of B","Russia, France",x,"2, 200"\n'
        '2020-01-02,"Macedonia, FYR",Chad,x,343\n'
        '2020-01-03,Allies,Chad,x,"2,200,"\n'
        '2020-01-04,"NA, ",Chad,x,\n'
    )
    tried(tmp_path, mapping, table)
    assert acts(tmp_path / "store", "source, source_state, target", "WHERE day(date) = 1") == [
        ("Government of A", "USA", "France"),
        ("Government of A", "USA", "Russia"),
        ("Government of B", "GBR", "France"),
        ("Government of B", "GBR", "Russia"),
    ]
    assert acts(tmp_path / "store", "source, source_state", "WHERE day(date) > 1") == [
        ("Allies", "GBR"),
        ("Allies", "USA"),
        ("Macedonia, FYR", "MKD"),
        (None, None),
    ]


@pytest.mark.parametrize("sign", [",", "\t"])
@pytest.mark.parametrize(
    "column",
    ["party", "source_side", "row", "line", "line number", "file", "code", "reason", "bad", "date",
     "row as it stands", "one actor of a cell", "actor of source"],
)  # fmt: skip
def test_columns_called_like_what_the_import_makes(tmp_path: Path, sign: str, column: str) -> None:
    """Whatever it is called, a column of a table is its own: rows that fail are told as ever."""
    lines = [
        ("day", "a", "b", column),
        ("2020-01-01", "Russia;France", "Chad", "x"),
        ("13y", "Russia", "Chad", "x"),
        ("2020-01-01", "Russia", "Chad", "y"),
        ("2020-01-02", "Russia", "Chad", '"12"'),
        ("2020-01-01", "Russia", "Chad", "z"),
        *(("2020-01-03", f"Russia;Town {i}", "Mali", "x") for i in range(4)),
    ]
    mapping = OWN.replace('code = "act"', f'code = "{column}"')
    given = 'actor_separator = ";"\nseparator = ' + ('"\\t"' if sign == "\t" else '","')
    table = "".join(sign.join(line) + "\n" for line in lines)
    report = imported(
        tmp_path / "s",
        put(tmp_path / "t.csv", table),
        mapping=put(tmp_path / "m.toml", given + mapping),
    )
    assert acts(tmp_path / "s", "source_state, type", "WHERE day(date) = 1") == [
        ("FRA", "ASSAULT"),
        ("RUS", "ASSAULT"),
    ]
    assert [row[:2] for row in quarantine(tmp_path / "s", report)] == [
        (3, "the date 13y is none"),
        (4, "the code y is unknown"),
        (6, "the code z is unknown"),
    ]


def test_several_actors_without_a_separator_are_told(tmp_path: Path) -> None:
    """By names, by codes; not of a name that has a comma, nor where a separator is given."""
    table = (
        "day,a,b,act,c\n"
        '2020-01-01,"Government of France, Government of Chad",Mali,x,\n'
        '2020-01-01,"Government of France, Government of Chad",Mali,x,\n'
        '2020-01-02,Allies,"Russia; France",x,"2,200"\n'
        '2020-01-03,"Macedonia, FYR","Korea, South",x,343\n'
        '2020-01-04,"Armed men, unknown","Alpha, Beta",x,"2, none"\n'
    )
    file = put(tmp_path / "t.csv", table)
    mapping = f'countries = "gwn"\n{OWN}source_country = "c"\n'
    report = imported(tmp_path / "a", file, mapping=put(tmp_path / "m.toml", mapping))
    (note,) = report.notes
    assert note == (
        "own: 3 rows: several actors in a cell ('Government of France, Government of Chad') were "
        'taken for one, which has no state; actor_separator = "," in m.toml makes events of each'
    )
    assert report.document()["notes"] == [note]
    split = put(tmp_path / "n.toml", f'actor_separator = ","\n{mapping}')
    assert imported(tmp_path / "b", file, mapping=split).notes == []
    assert acts(tmp_path / "b", "source_state", "WHERE day(date) = 1") == [("FRA",), ("TCD",)]


def test_a_precision_that_is_not_read_is_told(tmp_path: Path) -> None:
    table = (
        "day,date_end,date_prec,a,b,act\n2020-01-01,2020-12-31,5,Russia,USA,x\n"
        "2020-02-01,2020-02-01,1,USA,Chad,x\n2020-02-02,2020-12-31,1,USA,Chad,x\n"
    )
    file = put(tmp_path / "t.csv", table)
    report = imported(tmp_path / "a", file, mapping=put(tmp_path / "m.toml", OWN))
    assert report.notes == [
        "t.csv: 1 row: the day is not known, as date_prec says, and one was taken all the same; "
        "columns.date_precision and a table precision in m.toml set such rows apart"
    ]
    prec = 'date_precision = "date_prec"\n[precision]\n1 = "day"\n5 = "year"\n'
    more = put(tmp_path / "n.toml", OWN + prec)
    report = imported(tmp_path / "b", file, mapping=more)
    assert (report.notes, report.files[0].quarantined) == ([], 1)
    until = put(tmp_path / "o.toml", OWN + 'until = "date_end"\n' + prec)
    report = imported(tmp_path / "c", file, mapping=until)  # the day is known, so it is one
    assert acts(tmp_path / "c", "date") == [(dt.date(2020, 2, 1),), (dt.date(2020, 2, 2),)]
    without = put(tmp_path / "u.csv", table.replace("date_prec", "other"))
    report = imported(tmp_path / "d", without, mapping=put(tmp_path / "m.toml", OWN))
    assert report.notes == [
        "u.csv: 2 rows: more than a week until date_end, and put on the first day; "
        "columns.until in m.toml sets such rows apart"
    ]


def test_a_precision_without_a_meaning(tmp_path: Path) -> None:
    mapping = OWN + 'date_precision = "known"\n[precision]\nexact = "day"\n'
    table = "day,known,a,b,act\n2020-01-01,exact,Russia,USA,x\n2020-01-02,about,USA,Russia,x\n"
    report = imported(
        tmp_path / "s",
        put(tmp_path / "t.csv", table),
        mapping=put(tmp_path / "m.toml", mapping),
    )
    assert report.reasons == {
        "known about has no meaning; the table precision in m.toml says what it means": 1
    }
    for wrong, message in (
        (OWN + 'date_precision = "known"\n', "date_precision needs a table"),
        (OWN + '[precision]\nexact = "day"\n', "date_precision needs a table"),
        (mapping.replace('"day"\n', '"hour"\n').replace('date = "hour"', 'date = "day"'), "'year'"),
    ):
        with pytest.raises(InputError, match=message):
            mapped(wrong, "m.toml")


def test_a_list_in_parquet(tmp_path: Path) -> None:
    row = {"day": dt.date(2020, 1, 1), "a": ["Russia", "France"], "b": ["Chad"], "act": "x"}
    pl.DataFrame([row]).write_parquet(tmp_path / "t.parquet")
    mapping = put(tmp_path / "m.toml", 'actor_separator = ","' + OWN)
    imported(tmp_path / "s", tmp_path / "t.parquet", mapping=mapping)
    assert acts(tmp_path / "s", "source, target") == [("France", "Chad"), ("Russia", "Chad")]


def test_what_lasts_is_no_act_of_a_day(tmp_path: Path) -> None:
    table = (
        "day,end,a,b,act\n2020-01-01,2020-01-07,Russia,USA,x\n2020-01-01,2020-12-31,USA,Chad,x\n"
    )
    mapping = put(tmp_path / "m.toml", OWN + 'until = "end"\n')
    report = imported(tmp_path / "s", put(tmp_path / "t.csv", table), mapping=mapping)
    assert acts(tmp_path / "s", "source") == [("Russia",)]
    assert report.reasons == {"it lasts 366 days, and is no act of one day": 1}


def test_a_date_by_type_beside_one_by_format(tmp_path: Path) -> None:
    """The type of a column of a Parquet file goes before the format that the mapping tells."""
    mapping = 'date_format = "%d.%m.%Y"' + OWN + 'added = "told"\n'
    row = {"a": "Russia", "b": "USA", "act": 12.0, "day": dt.date(2020, 1, 2), "told": "05.01.2020"}
    frame = pl.DataFrame([row, {**row, "day": None}])
    frame.write_parquet(tmp_path / "t.parquet")
    report = imported(
        tmp_path / "s", tmp_path / "t.parquet", mapping=put(tmp_path / "m.toml", mapping)
    )
    assert acts(tmp_path / "s", "date, echo, type") == [(dt.date(2020, 1, 2), True, "CONSULT")]
    assert report.reasons == {"the date is missing": 1}


def test_numbers_that_a_frame_has_given_a_point(tmp_path: Path) -> None:
    table = "day,a,b,act,id\n2020-01-01,Russia,USA,112.0,7.0\n2020-01-02,Russia,USA,0311,8.0\n"
    mapping = OWN.replace("codes = {", "# {").replace("[col", 'scheme = "cameo"\n[col')
    tried(tmp_path, mapping + 'event_id = "id"\n', table)
    assert acts(tmp_path / "store", "code, event_id") == [("0311", "8"), ("112", "7")]


def test_acled_from_a_spreadsheet(tmp_path: Path) -> None:
    """The way out that the refusal of such a file names."""
    rows = [
        acled_row(i, f"5/{13 + i}/2024", code, "Military Forces of Mali (2021-)", timestamp="1")
        for i, code in enumerate(["Battles: Armed clash", "Strategic developments: Other"] * 2)
    ]
    rows += rows[:1]
    file = put(tmp_path / "us.csv", acled_text(rows))
    ((_, message),) = import_files([file], tmp_path / "s").failed
    assert 'date_format = "%m/%d/%Y" in a mapping (--map) reads it' in message
    mapping = """
dataset = "acled-us"
scheme = "acled"
identity = "id"
date_format = "%m/%d/%Y"
[columns]
date = "event_date"
source = "actor1"
target = "actor2"
code = ["event_type", "sub_event_type"]
event_id = "event_id_cnty"
revision = "timestamp"
deaths = "fatalities"
"""
    report = imported(tmp_path / "s", file, mapping=put(tmp_path / "m.toml", mapping))
    assert (report.files[0].kept, report.files[0].duplicate) == (2, 1)
    assert report.reasons == {"a development that is no act of one party towards another": 2}
    assert acts(tmp_path / "s", "date, source_state, code, scheme, joint, deaths") == [
        (dt.date(2024, 5, d), "MLI", "Battles: Armed clash", "acled", False, 0) for d in (13, 15)
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("2020/01/01,A,B,x", "; date_format in m.toml says how dates are written"),
        ("2020-01-01,A,B,y", "; scheme or codes in m.toml say what codes mean"),
        ("2020-01-01;A;B;y", "; separator and quoted in m.toml say how lines are divided"),
    ],
)
def test_a_refusal_names_the_key_that_would_read_it(tmp_path: Path, rows: str, says: str) -> None:
    file = put(tmp_path / "t.csv", f"day,a,b,act\n{rows}\n")
    mapping = put(tmp_path / "m.toml", OWN)
    ((_, message),) = import_files([file], tmp_path / "s", mapping=mapping).failed
    assert message.endswith("nothing of it was taken" + says)


WRONG = {
    "not toml": ("dataset = ", "not valid TOML: line 1: dataset =: there is no value"),
    "deep": ("a = " + "[" * 100_000, "not valid TOML"),
    "no dataset": (ICEWS_2014.partition("\n")[2], "the key 'dataset' is missing"),
    "a path": (ICEWS_2014.replace("icews-2014", "../x"), "dataset: '../x' cannot be a name"),
    "capitals": (ICEWS_2014.replace("icews-2014", "ICEWS"), "cannot be a name; write small"),
    "a device": (ICEWS_2014.replace("icews-2014", "con"), "dataset: 'con' cannot be a name"),
    "taken": (ICEWS_2014.replace("icews-2014", "gdelt"), "'gdelt' is what GDELT 1.0 and 2.0"),
    "unknown key": ("sepparator = 1\n" + ICEWS_2014, "no key 'sepparator'; did you mean 'sep"),
    "unknown column": (ICEWS_2014 + 'cod = "x"\n', "no key 'columns.cod'; did you mean 'code'"),
    "no code": (ICEWS_2014.replace('code = "cameo"', ""), "the key 'columns.code' is missing"),
    "no scheme": (ICEWS_2014.replace('scheme = "cameo"', ""), "no scheme; say which codes"),
    "bad scheme": (ICEWS_2014.replace('"cameo"\nc', '"cameos"\nc'), "scheme: give"),
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
    "two codes": (
        ICEWS_2014.replace('"cameo"\ns', '["cameo", "b"]\ns'),
        'columns.code: two columns with scheme = "acled"',
    ),
    "one code": (ICEWS_2014.replace('scheme = "cameo"', 'scheme = "acled"'), "columns.code: two"),
    "two days": (
        ICEWS_2014.replace('"date"', '["y", "m"]'),
        "columns.date: the name of a column in quotation marks, or its number from 1; or a list of "
        "three: year, month, day",
    ),
    "no ids": ('identity = "id"\n' + ICEWS_2014, 'identity = "id" needs the column of the ids'),
    "an identity": ('identity = "ids"\n' + ICEWS_2014, "identity: give 'fact' or 'id'"),
    "a revision": (ICEWS_2014 + 'revision = "x"\n', 'columns.revision needs identity = "id"'),
    "a day": ("unknown_day = 3\n" + ICEWS_2014, "unknown_day: only where columns.date is year"),
    "a late day": ("unknown_day = 31\n" + ICEWS_2014, "unknown_day: give 28 or less"),
    "actors": ('actor_separator = "and"\n' + ICEWS_2014, "actor_separator: what stands between"),
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
        (
            Head("t.csv", ("date;source;target;cameo",)),
            'the first line is one column, separator = ";" divides it',
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
