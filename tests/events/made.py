"""Event files in the shape of the published ones, made here: nothing in them is real."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from detente.events.readers.gdelt import columns

ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)

FIRST = dt.date(2018, 6, 1)


def icews_row(
    number: int,
    day: dt.date | str,
    source: str,
    code: str,
    target: str,
    *,
    source_country: str = "NA",
    target_country: str = "NA",
) -> str:
    """One line."""
    cells = dict.fromkeys(ICEWS, "NA") | {
        "Event ID": str(number),
        "Event Date": str(day),
        "Source Name": source,
        "Source Country": source_country,
        "CAMEO Code": code,
        "Target Name": target,
        "Target Country": target_country,
    }
    return "\t".join(cells.values())


def icews_text(rows: Iterable[str]) -> str:
    """A whole file."""
    return "\n".join(["\t".join(ICEWS), *rows, ""])


def icews_days(days: int, seed: int = 1, *, a: int = 0, rows: int = 12) -> str:
    """A file of a few days: meetings on both sides, demands, threats, some repeats."""
    draw = random.Random(seed)
    names = ["Russia", "United States", "China", "Foreign Affairs (Russia)", "France", "Militia"]
    lines = []
    for day in range(a, a + days):
        for i in range(rows):
            source, target = draw.sample(names, 2)
            code = draw.choice(["040", "042", "100", "0311", "130", "010", "173"])
            number = 1000 * day + 2 * i
            date = FIRST + dt.timedelta(days=day)
            lines.append(icews_row(number, date, source, code, target))
            if code in ("040", "042"):
                back = "043" if code == "042" else code
                lines.append(icews_row(number + 1, date, target, back, source))
            if i % 5 == 0:
                lines.append(icews_row(number + 500, date, source, code, target))
    return icews_text(lines)


def gdelt_row(
    number: int,
    day: str,
    source: Sequence[str],
    code: str,
    target: Sequence[str],
    *,
    added: str | None = None,
    fields: int = 58,
    mentions: str = "4",
) -> str:
    """One line; source and target are (name, country)."""
    cells = dict.fromkeys(columns(fields), "") | {
        "GLOBALEVENTID": str(number),
        "SQLDATE": day,
        "Actor1Name": source[0],
        "Actor1CountryCode": source[1],
        "Actor2Name": target[0],
        "Actor2CountryCode": target[1],
        "EventCode": code,
        "NumMentions": mentions,
        "NumSources": "1",
        "NumArticles": mentions,
        "DATEADDED": (added or day) + ("120000" if fields == 61 else ""),
        "SOURCEURL": "http://news.example/1",
    }
    return "\t".join(list(cells.values())[:fields])


def put(path: Path, text: str) -> Path:
    """Write a file, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
