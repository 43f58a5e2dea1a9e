"""Small event files to begin with, one of each format, and words to mutate with."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from tests.events.made import (
    FIRST,
    acled_row,
    acled_text,
    gdelt_row,
    icews_row,
    icews_text,
    polecat_row,
    polecat_text,
    ucdp_row,
    ucdp_text,
)

MAPPING = """dataset = "own"
scheme = "cameo"
countries = "iso3"
separator = ";"
[columns]
date = "day"
source = "who"
target = "whom"
code = "act"
source_country = "a"
target_country = "b"
added = "told"
"""

CURATED = """dataset = "curated"
countries = "gwn"
identity = "id"
actor_separator = ", "
unknown_day = 15
[columns]
date = ["y", "m", "d"]
until = "end"
source = "who"
target = "whom"
code = "act"
event_id = "id"
revision = "version"
source_country = "a"
target_country = "b"
deaths = "dead"
date_precision = "known"
[precision]
1 = "day"
"to the month" = "month"
NA = "year"
[codes]
1 = "ASSAULT"
"-" = "AID"
"""
"""A table coded by hand: ids with revisions, a date in parts, how well it is known, several actors
in a cell, deaths.
"""

BETWEEN = """dataset = "tabs"
scheme = "plover"
separator = "\\t"
[columns]
date = "day"
until = "date_end"
source = "who"
target = "whom"
code = "act"
"""
"""A table between tabs, of which a field in marks may hold one; not all columns are read."""

MAPPINGS = [
    MAPPING,
    CURATED,
    BETWEEN,
    'dataset = "a-2"\nscheme = "acled"\ndate_format = "%m/%d/%Y"\nseparator = "\\t"\n[columns]\n'
    'date = "day"\nsource = "a"\ntarget = "b"\ncode = ["event", "sub"]\nevent_id = "id"\n',
    'dataset = "x"\nheader = false\nquoted = false\ndate_format = ["%d %B %Y", "%d.%m.%y"]\n'
    'scheme = "plover"\nmissing = ["-"]\n[columns]\ndate = 1\nsource = 2\ntarget = 3\ncode = 4\n',
    'dataset = "z-9"\ndate_format = "%Y%j"\n[columns]\ndate = "a"\nsource = "b"\ntarget = "c"\n'
    'code = "d"\nevent_id = "e"\n[codes]\n1 = "AID"\n2 = "CONSULT.visit/economic"\n3 = "APPEAL"\n',
]


@dataclass(frozen=True)
class Format:
    """A format: what a file begins with, and a line of it for a number."""

    header: str
    good: tuple[str, ...]
    quoted: bool = False

    def line(self, number: int) -> str:
        """A row that can be read, and that no other number has."""
        return self.good[number % len(self.good)].replace("@", f"Town {number}")


@functools.cache
def formats() -> dict[str, Format]:
    """Formats by target."""
    clash, strike = "Battles: Armed clash", "Explosions/Remote violence: Air/drone strike"
    army = "Military Forces of Russia (2000-)"
    table = "day;who;whom;act;a;b;told"
    frame = (
        "GlobalEventID,SQLDATE,Actor1Name,Actor1CountryCode,Actor2Name,Actor2CountryCode,"
        "EventCode,EventRootCode,NumMentions,DATEADDED\n"
    )
    return {
        "gdelt": Format(
            "",
            (
                gdelt_row(1, "20151027", ("@", "RUS"), "0311", ("CHAD", "TCD"), fields=61),
                gdelt_row(2, "20141027", ("@", ""), "190", ("", ""), added="20151027", fields=61),
            ),
        ),
        "icews": Format(
            icews_text([]),
            (
                icews_row(1, FIRST, "@", "0311", "Foreign Affairs (Russia)"),
                icews_row(2, "06/01/2018", "@", "043", "NULL", source_country="Chad"),
            ),
        ),
        "polecat": Format(
            polecat_text([]),
            (
                "\t".join(
                    polecat_row(1, "2022-03-01", "CONSULT.visit", ("@", "RUS"), ("B", "USA"))
                ),
                "\t".join(
                    polecat_row(
                        *(2, "2022-03-02", "AID", ("@", "RUS;CHN"), ("None", "None")),
                        contexts="economic;military",
                    )
                ),
            ),
        ),
        "acled": Format(
            acled_text([]),
            (
                acled_row(1, "2022-05-16", clash, "@", "Protesters (Chad)", timestamp="1650000000"),
                acled_row(2, "16 May 2022", strike, "@", army).replace("TST2", "TST2@"),
            ),
            quoted=True,
        ),
        "ucdp": Format(
            ucdp_text([]),
            (
                ucdp_row(0, "2023-03-05", ("@", ""), ("Chad", "483"), id="@"),
                ucdp_row(
                    *(0, "2023-03-05", ("Government of A, Government of @", "2, 200")),
                    id="@",
                    date_start="2023-03-05T00:00:00Z",
                    date_prec="2",
                ),
            ),
            quoted=True,
        ),
        "frame": Format(
            frame,
            (
                "1,20151027,@,RUS,CHAD,TCD,0311,03,4,20151027120000",
                '2.0,2015-10-27,"@, or not",NaN,,,190.0,19.0,4,20161027',
            ),
            quoted=True,
        ),
        "curated": Format(
            "id,version,y,m,d,end,who,whom,a,b,act,dead,known\n",
            (
                "@,1,2020,1,2,2020-01-03,Russia,Chad,365,483,1,4,1.0",
                '@,2.0,2020.0,1,-9,,"A, B",Chad,"2, 200",,-,,',
            ),
            quoted=True,
        ),
        "tabs": Format(
            "day\tdate_end\tdate_prec\twho\twhom\tact\n",
            (
                "2018-06-01\t2018-06-02\t1\t@\tChad\tAID",
                '2018-06-01\t2018-06-02\t1\t"The\t""@"""\t"Chad, Mali"\t"AID"',
            ),
        ),
        "mapped": Format(
            table + "\n",
            (
                "2018-06-01;@;Chad;0311;RUS;TCD;2018-06-01",
                '2018-06-01;@;"Chad; or not";043;;TCD;2019-06-01',
            ),
            quoted=True,
        ),
    }


def event_seeds(target: str) -> list[bytes]:
    """Inputs to begin with."""
    if target == "mapping":
        return [
            *(b"\0" + text.encode() for text in MAPPINGS),
            *(b"\x80" + bytes([i]) for i in range(len(MAPPINGS))),
        ]
    form = formats()[target]
    lines = [form.line(number).encode() for number in range(2)]
    files = [form.header.encode() + b"\n".join([*lines, b""])]
    return [
        *(b"\x80" + line for line in lines),
        b"\x80" + b"\n".join(lines),
        *(b"\0" + f for f in files),
    ]


def event_words(target: str) -> list[str]:
    """Words that make inputs valid sooner."""
    if target == "mapping":
        return ["dataset", "columns", "scheme", "codes", "countries", "separator", "header",
                "quoted", "date_format", "missing", "source_country", "target_country", "event_id",
                "added", "identity", "actor_separator", "unknown_day", "until", "revision",
                "deaths", "date_precision", "[precision]", '"day"', '"month"', '"id"',
                '"fact"', '"acled"', '["y", "m", "d"]',
                '"weis"', '"plover"', '"keds"', "true", "false", "%Y-%m-%d", "\\u0000",
                '"\\""', "'", "\n[codes]\n", '"AID"']  # fmt: skip
    common = ["\t", "\r\n", "\n", '"', '""', ";", ",", "NULL", "NA", "None", "-1", "2018-06-01",
              "9999-12-31", "0001-01-01", "2099-01-01", "\u2028", "\u202e", "(Russia)", "Russia",
              "(2000-)", "infinity", "1e9", "1-May-24", "5/13/2024", "T00:00:00Z", "+03:00", "-9",
              ".0", ", Government of ", "2, 200", "N/A"]  # fmt: skip
    return [*common, "0311", "43", "CONSULT", ".visit", "/economic", "20151027", "Armed clash"]
