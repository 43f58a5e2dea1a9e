"""Event files in the shape of the published ones, made here: nothing in them is real."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from detente.events.readers.gdelt import columns
from detente.events.readers.ucdp import COLUMNS as UCDP

ICEWS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text"),
    *("CAMEO Code", "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID"),
    *("Sentence Number", "Publisher", "City", "District", "Province", "Country"),
    *("Latitude", "Longitude"),
)

_POLECAT = """\
Event ID;Event Date;Event Type;Event Mode;Intensity;Quad Code;Contexts;Actor Name;Actor Country;\
Actor COW;Primary Actor Sector;Actor Sectors;Actor Title;Actor Name Raw;Wikipedia Actor ID;\
Recipient Name;Recipient Country;Recipient COW;Primary Recipient Sector;Recipient Sectors;\
Recipient Title;Recipient Name Raw;Wikipedia Recipient ID;Placename;City;District;Province;Country;\
Latitude;Longitude;GeoNames ID;Raw Placename;Feature Type;Source;Publication Date;Story People;\
Story Organizations;Story Locations;Language;Version"""
POLECAT = tuple(_POLECAT.split(";"))

_ACLED = """\
event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,\
assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,\
admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,\
fatalities,tags,timestamp"""
ACLED = tuple(_ACLED.split(","))

FIRST = dt.date(2018, 6, 1)


def ucdp_row(
    number: int,
    day: str,
    a: tuple[str, str],
    b: tuple[str, str] = ("Civilians", ""),
    **cells: str,
) -> str:
    """One line of a violent event; a and b are (name, Gleditsch-Ward code)."""
    row = dict.fromkeys(UCDP, "") | {
        "id": str(number),
        "year": day[:4],
        "type_of_violence": "1",
        "side_a": a[0],
        "gwnoa": a[1],
        "side_b": b[0],
        "gwnob": b[1],
        "date_prec": "1",
        "date_start": f"{day} 00:00:00.000",
        "date_end": f"{day} 00:00:00.000",
        "source_headline": 'Something "happened", they say',
        "best": "3",
    }
    return csv_line({**row, **cells}.values())


def ucdp_text(rows: Iterable[str], header: Sequence[str] | None = None) -> str:
    """A whole file."""
    return "\n".join([",".join(UCDP if header is None else header), *rows, ""])


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


def polecat_row(
    number: int,
    day: str,
    act: str,
    actor: tuple[str, str],
    recipient: tuple[str, str],
    *,
    contexts: str = "None",
    published: str | None = None,
) -> list[str]:
    """Fields of a line; act is ``TYPE`` or ``TYPE.mode``, actor and recipient (name, country)."""
    kind, _, mode = act.partition(".")
    cells = dict.fromkeys(POLECAT, "None") | {
        "Event ID": f"e{number}",
        "Event Date": day,
        "Event Type": kind,
        "Event Mode": mode or "None",
        "Intensity": "1.5",
        "Contexts": contexts,
        "Actor Name": actor[0],
        "Actor Country": actor[1],
        "Recipient Name": recipient[0],
        "Recipient Country": recipient[1],
        "Publication Date": published or day,
        "Version": "NGEC_coder-Vers001",
    }
    return list(cells.values())


def polecat_text(rows: Iterable[Sequence[str]], header: Sequence[str] = POLECAT) -> str:
    """A whole file."""
    return "".join("\t".join(cells) + "\n" for cells in (header, *rows))


def acled_row(number: int, day: str, act: str, actor1: str, actor2: str = "", **cells: str) -> str:
    """One line, with a note of several sentences; act is ``event type: sub-event type``."""
    event, _, detail = act.partition(": ")
    row = dict.fromkeys(ACLED, "") | {
        "event_id_cnty": f"TST{number}",
        "event_date": day,
        "event_type": event,
        "sub_event_type": detail,
        "actor1": actor1,
        "actor2": actor2,
        "country": "Nowhere",
        "notes": f'On a day, a "thing" happened, number {number}.',
        "fatalities": "0",
        "timestamp": "1650000000",
    }
    return csv_line({**row, **cells}.values())


def csv_line(cells: Iterable[str]) -> str:
    """A line with every field in quotation marks."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def acled_text(rows: Iterable[str], header: Sequence[str] = ACLED) -> str:
    """A whole file."""
    return "\n".join([csv_line(header), *rows, ""])


def put(path: Path, text: str) -> Path:
    """Write a file, its folder too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
