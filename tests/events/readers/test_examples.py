"""The mappings that docs/events.md shows, on tables in the shape of what they are for."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from detente.events.readers.rules import Rule
from tests.events.made import acled_row, acled_text, put
from tests.events.readers.facts import acts, imported, quarantine
from tests.events.readers.test_rules import HAVE

PAGE = (Path(__file__).parents[3] / "docs" / "events.md").read_text(encoding="utf-8")
MAPPINGS = {
    tomllib.loads(text)["dataset"]: text
    for text in re.findall(r"```toml(?: file=\S+)?\n(dataset.*?)```", PAGE, flags=re.DOTALL)
}

PHOENIX = """\
eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,\
target_agent,target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,\
statename,countryname,aid,process
NYT1,03/12/1985,1985,3,12,SUNGOV,SUN,GOV,,USA,USA,,,0311,3,1,5.2,,,,,,,a1,b
NYT2,03/12/1985,1985,3,12,SUNGOV,SUN,GOV,,USA,USA,,,0311,3,1,5.2,,,,,,,a2,b
NYT3,03/14/1985,1985,3,14,ISRMIL,ISR,MIL,,LBN,LBN,,,190,19,4,-10,,,,,,,a3,b
"""
KEDS = (
    "910402\tYUG\tKSV\t224\tRIOT\n19920601\tSERGOV\tUSA\t032\tVISIT\n410101\tUSA\tSER\t223\tUSE\n"
)
DISPUTES = """\
disno,dyindex,statea,namea,stateb,nameb,strtday,strtmnth,strtyr,highact,recip
1,1,200,UKG,2,USA,-9,7,1902,17,0
2,3,2,USA,645,IRQ,20,3,2003,20,1
2,4,200,UKG,645,IRQ,20,3,2003,20,1
"""


def tried(folder: Path, dataset: str, table: str) -> tuple[list[tuple[object, ...]], list[str]]:
    """Days, states and acts that a mapping of the page reads, and reasons of what it does not."""
    store = folder / "store"
    mapping = put(folder / "m.toml", MAPPINGS[dataset])
    report = imported(store, put(folder / "table.txt", table), mapping=mapping)
    reasons = [reason for _, reason, _ in quarantine(store, report)]
    return acts(store, "date, source_state, target_state, type, mode, reports"), reasons


def test_the_page_has_them() -> None:
    shown = {"icews-2018", "mid", "phoenix", "gulf", "acled-saved", "balkans"}
    assert set(MAPPINGS) == shown


def test_phoenix(tmp_path: Path) -> None:
    assert tried(tmp_path, "phoenix", PHOENIX) == (
        [
            (dt.date(1985, 3, 12), "SUN", "USA", "AGREE", None, 2),
            (dt.date(1985, 3, 14), "ISR", "LBN", "ASSAULT", None, 1),
        ],
        [],
    )


def test_keds_and_tabari(tmp_path: Path) -> None:
    """Years of two digits are of 1969 to 2068: nothing is dated to what has not been."""
    assert tried(tmp_path, "gulf", KEDS) == (
        [
            (dt.date(1991, 4, 2), "YUG", "XKX", "PROTEST", "riot", 1),
            (dt.date(1992, 6, 1), "SRB", "USA", "CONSULT", "visit", 1),
        ],
        ["the date 410101 lies in the future"],
    )


def test_disputes(tmp_path: Path) -> None:
    found, reasons = tried(tmp_path, "mid", DISPUTES)
    assert found == [
        (dt.date(2003, 3, 20), "GBR", "IRQ", "ASSAULT", None, 1),
        (dt.date(2003, 3, 20), "USA", "IRQ", "ASSAULT", None, 1),
    ]
    assert reasons == [
        "the day is not known (1902 7 -9); unknown_day in m.toml puts it on a day of the month"
    ]


def test_acled_after_a_spreadsheet(tmp_path: Path) -> None:
    rows = [
        acled_row(i, "5/13/2024", "Battles: Armed clash", "Military Forces of Mali (2021-)")
        for i in (1, 2)
    ]
    found, _ = tried(tmp_path, "acled-saved", acled_text(rows))
    assert found == [(dt.date(2024, 5, 13), "MLI", None, "ASSAULT", None, 1)] * 2


@pytest.mark.parametrize("name", HAVE)
def test_the_page_says_which_rules_a_reader_has(name: str) -> None:
    table = PAGE.split("### Rules for every source")[1].split("A dash:")[0]
    names, *rows = (line.split(" | ") for line in re.findall(r"^\| (.*?) \|$", table, re.MULTILINE))
    column = names.index("mapping" if name == "own" else name.upper())
    assert len(rows) == len(Rule)
    assert sum(row[column] != "—" for row in rows) == len(HAVE[name])
