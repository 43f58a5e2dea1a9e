"""GDELT's events, versions 1.0 and 2.0.

As they are published: tab-separated, no header, no quotation rules.

The versions are told apart by the number of fields: 57 in files by event date (1979 to March
2013), 58 in the daily files of 1.0, 61 in those of 2.0. Field names are those of the GDELT
codebooks. An event carries the day that the text speaks of (SQLDATE) and the day on which it
was found (DATEADDED).

As databases and data frames write them (BigQuery, gdeltPyR): a table with the names of the
codebooks, in any order, not all of them. A program that takes codes for numbers has dropped the
noughts that they begin with; a file of which that is true is refused, any other is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from detente.errors import InputError
from detente.events.coding.table import Coded, coded
from detente.events.readers import header
from detente.events.readers.base import NO_DATE, Check, Fields, Head, Layout
from detente.events.readers.cells import date, negative, text, whole
from detente.events.readers.rules import Rule, having
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.language.option import option

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code"),
    *("Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_ACT = (
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
    *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
_ADDED = """try_strptime(left(trim("DATEADDED"), 8), '%Y%m%d')::DATE"""
"""Files by event date, of 57 fields, were all added in 2013: their acts are no echoes."""

_DAILY = "DATE '2013-04-01'"
"""Since that day events are added as they are found; what a table has from before is no echo."""

_COUNTS = ("NumMentions", "NumSources", "NumArticles")
_NEEDED = ("EventCode", "Actor1Name", "Actor2Name")


def columns(fields: int) -> tuple[str, ...]:
    """Names of the fields of a line.

    Parameters
    ----------
    fields : {57, 58, 61}
    """
    geo = [part for part in _GEO if fields == 61 or part != "ADM2Code"]
    names = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    names += [f"Actor{i}{part}" for i in (1, 2) for part in _ACTOR]
    names += _ACT
    names += [f"{place}Geo_{part}" for place in ("Actor1", "Actor2", "Action") for part in geo]
    names += ["DATEADDED", "SOURCEURL"]
    return tuple(names[:fields])


class Gdelt:
    """Reads event exports of the GDELT Project."""

    dataset = "gdelt"
    title = marked("GDELT 1.0 and 2.0 event exports")
    scheme = "cameo"
    countries = "cameo"
    identity: Literal["fact"] = "fact"
    rules = having(Rule.MISSING, Rule.TYPES, Rule.ISO, Rule.YEARS, Rule.MARKS)

    def layout(self, head: Head) -> Layout | None:
        """By the names of a table, or the number of fields of lines with an id and a date."""
        for found in header.headers(head):
            if found.has("GLOBALEVENTID", "MentionTimeDate"):
                raise InputError(_other(head.name, "mentions"))
            if found.has("GLOBALEVENTID", "SQLDATE"):
                if missing := found.lacks(*_NEEDED):
                    raise InputError(
                        _(
                            "{head}: GDELT events without the column {missing}; take it along, or "
                            "say in a mapping ({option}) what the columns mean"
                        ).format(
                            head=head.name,
                            missing=missing[0],
                            option=option("--map", argument="mapping"),
                        )
                    )
                return found.layout(columns(61))
        widths: Counter[int] = Counter()
        for line in head.lines:
            cells = line.split("\t")
            if _is(cells, r"\d{1,12}", r"\d{8}") and len(cells) in (57, 58, 61):
                widths[len(cells)] += 1
            elif _is(cells, r"\d{1,12}", r"\d{14}", r"\d{14}") and len(cells) in (14, 15, 16):
                raise InputError(_other(head.name, "mentions"))
            elif _is(cells, r"\d{14}-T?\d+", r"\d{14}") and len(cells) in (26, 27):
                raise InputError(_other(head.name, "Global Knowledge Graph"))
        return Layout(columns(widths.most_common(1)[0][0])) if widths else None

    def fields(self, layout: Layout) -> Fields:
        """Countries by the actor's own code, never by place (places are in another scheme)."""
        return _table(layout) if layout.named else _published(layout)

    def code(self, code: str) -> Coded | None:
        """By the CAMEO table."""
        return coded("cameo").get(code)


def _is(cells: list[str], *patterns: str) -> bool:
    """Whether the first cells of a line are so."""
    return len(cells) > len(patterns) and all(
        re.fullmatch(pattern, cell) for pattern, cell in zip(patterns, cells, strict=False)
    )


def _other(file: str, what: str) -> str:
    return _(
        "{file}: GDELT's table of {what}, which tells where events are written of and not what "
        "they are; take the events of the same time (.export.CSV)"
    ).format(file=file, what=what)


def _counted(columns: Sequence[str]) -> Check:
    fails = " OR ".join(map(negative, columns)) or "false"
    return Check(fails, "'a count of mentions, sources or articles is negative'")


def _published(layout: Layout) -> Fields:
    return Fields(
        date=date(layout, "SQLDATE", "%Y%m%d", iso=False),
        date_text=text("SQLDATE"),
        source=text("Actor1Name"),
        target=text("Actor2Name"),
        source_country=text("Actor1CountryCode"),
        target_country=text("Actor2CountryCode"),
        code=text("EventCode"),
        event_id=text("GLOBALEVENTID"),
        added=_ADDED if len(layout.columns) > 57 else NO_DATE,
        checks=(_counted(_COUNTS),),
    )


def _table(layout: Layout) -> Fields:
    """Columns by their names; numbers may have got a point."""

    def optional(column: str) -> str:
        return text(column) if column in layout.columns else "''"

    code = whole(text("EventCode"))
    checks = [_counted([count for count in _COUNTS if count in layout.columns])]
    if "EventRootCode" in layout.columns:
        root = whole(text("EventRootCode"))
        lost = f"length({code}) = 2 AND length({root}) = 1 AND starts_with({code}, {root})"
        said = f"'the code ' || {code} || ' of root code ' || {root} || ' has lost a leading zero'"
        checks.append(Check(lost, said))
    told = date(layout, "DATEADDED", "%Y%m%d", "%Y%m%d%H%M%S")
    if "DATEADDED" not in layout.dates:
        told = f"coalesce({_ADDED}, {told})"
    return Fields(
        date=date(layout, "SQLDATE", "%Y%m%d", "%Y%m%d.0"),
        date_text=whole(text("SQLDATE")),
        source=text("Actor1Name"),
        target=text("Actor2Name"),
        source_country=optional("Actor1CountryCode"),
        target_country=optional("Actor2CountryCode"),
        code=code,
        event_id=whole(text("GLOBALEVENTID")),
        added=(
            f"CASE WHEN {told} >= {_DAILY} THEN {told} END"
            if "DATEADDED" in layout.columns
            else NO_DATE
        ),
        checks=tuple(checks),
    )
