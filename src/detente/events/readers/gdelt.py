"""GDELT event exports, versions 1.0 and 2.0: tab-separated, no header, no quotation rules.

The versions are told apart by the number of fields: 57 in files by event date (1979 to March
2013), 58 in the daily files of 1.0, 61 in those of 2.0. Field names are those of the GDELT
codebooks. An event carries the day that the text speaks of (SQLDATE) and the day on which it
was found (DATEADDED).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

from detente.errors import InputError
from detente.events.coding.table import Coded, coded
from detente.events.readers.base import NO_DATE, Check, Fields, Head, Layout, date, name, text

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

_COUNTS = ("NumMentions", "NumSources", "NumArticles")
_DAMAGED = re.compile(r'"?GLOBALEVENTID"?([;,\t])"?SQLDATE', re.IGNORECASE)


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
    title = "GDELT 1.0 and 2.0 event exports"
    scheme = "cameo"
    countries = "cameo"
    identity: Literal["fact"] = "fact"

    def layout(self, head: Head) -> Layout | None:
        """By the number of fields that most lines have, an id and a date at their beginning."""
        if not head.lines:
            return None
        if damaged := _DAMAGED.match(head.lines[0]):
            sign = {"\t": "tabs", ";": "semicolons", ",": "commas"}[damaged[1]]
            raise InputError(
                f"{head.name}: GDELT events after a spreadsheet or a database (a header, {sign}): "
                "codes lose their leading zeros there; take the file as GDELT publishes it"
            )
        widths: Counter[int] = Counter()
        for line in head.lines:
            cells = line.split("\t")
            if (
                len(cells) in (57, 58, 61)
                and re.fullmatch(r"\d{1,12}", cells[0])
                and re.fullmatch(r"\d{8}", cells[1])
            ):
                widths[len(cells)] += 1
        return Layout(columns(widths.most_common(1)[0][0])) if widths else None

    def fields(self, layout: Layout) -> Fields:
        """Countries by the actor's own code, never by place (places are in another scheme)."""
        negative = " OR ".join(f"try_cast({name(count)} AS DOUBLE) < 0" for count in _COUNTS)
        return Fields(
            date=date("SQLDATE", "%Y%m%d"),
            date_text=text("SQLDATE"),
            source=text("Actor1Name"),
            target=text("Actor2Name"),
            source_country=text("Actor1CountryCode"),
            target_country=text("Actor2CountryCode"),
            code=text("EventCode"),
            event_id=text("GLOBALEVENTID"),
            added=_ADDED if len(layout.columns) > 57 else NO_DATE,
            checks=(Check(negative, "'a count of mentions, sources or articles is negative'"),),
        )

    def code(self, code: str) -> Coded | None:
        """By the CAMEO table."""
        return coded("cameo").get(code)
