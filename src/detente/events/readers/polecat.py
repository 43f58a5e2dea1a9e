"""POLECAT event data: tab-separated, with a header.

Published since 2023 (Halterman et al., Harvard Dataverse, doi:10.7910/DVN/AJGVIT) in PLOVER's
terms. An event may have several countries on either side, joined by
semicolons: it is an event of each pair. Files vary in shape: the header may name columns of which
no line has anything ("Headline"), and lines may have further empty fields at their end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from detente.errors import InputError
from detente.events.coding.table import Coded, coded_plover
from detente.events.readers import header
from detente.events.readers.base import Fields, Head, Layout
from detente.events.readers.cells import date, parties, party, text
from detente.events.readers.rules import Rule, having
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.language.option import option

_NAMES = """\
Event ID;Event Date;Event Type;Event Mode;Intensity;Quad Code;Contexts;Actor Name;Actor Country;\
Actor COW;Primary Actor Sector;Actor Sectors;Actor Title;Actor Name Raw;Wikipedia Actor ID;\
Recipient Name;Recipient Country;Recipient COW;Primary Recipient Sector;Recipient Sectors;\
Recipient Title;Recipient Name Raw;Wikipedia Recipient ID;Placename;City;District;Province;Country;\
Latitude;Longitude;GeoNames ID;Raw Placename;Feature Type;Source;Publication Date;Story People;\
Story Organizations;Story Locations;Language;Version"""
_COLUMNS = frozenset(_NAMES.split(";"))
_OF_ALL = ("Event Date", "Event Type", "Event Mode", "Actor Name", "Recipient Name")
_NEEDED = (*_OF_ALL, "Actor Country", "Recipient Country")

LATE = 30
"""Days after which an act is told late.

Dates are resolved from the text: a meeting of last week is news, one of last year is not.
"""


class Polecat:
    """Reads files of the Political Event Classification, Attributes and Types data."""

    dataset = "polecat"
    title = marked("POLECAT event data (.txt)")
    scheme = "plover"
    countries = "iso3"
    identity: Literal["fact"] = "fact"
    rules = having(Rule.MISSING, Rule.SEVERAL, Rule.TYPES, Rule.ISO, Rule.YEARS, Rule.MARKS)

    def layout(self, head: Head) -> Layout | None:
        """By the header."""
        named = next((f for f in header.headers(head) if f.has(*_OF_ALL)), None)
        if named is None:
            return None
        if missing := named.lacks(*_NEEDED):
            raise InputError(
                _(
                    "{head}: a POLECAT file without the column {missing}, by which states are "
                    "known; take another edition of it, or read it by a mapping ({option})"
                ).format(
                    head=head.name, missing=missing[0], option=option("--map", argument="mapping")
                )
            )
        if named.parquet or named.separator != "\t":
            return named.layout(tuple(_COLUMNS))
        found = list(named.names)
        while not found[-1]:
            del found[-1]
        return _layout(head.name, found, [line.split("\t") for line in head.lines[1:]])

    def fields(self, layout: Layout) -> Fields:
        """An event for each pair of countries; names go with countries where they are as many."""

        def optional(column: str) -> str:
            return text(column) if column in layout.columns else "''"

        def side(title: str, alias: str) -> str:
            return parties(alias, text(f"{title} Name"), text(f"{title} Country"), ";")

        day = date(layout, "Event Date")
        published = "NULL::DATE"
        if "Publication Date" in layout.columns:
            published = date(layout, "Publication Date", "%m/%d/%Y")
        actor, recipient = party("actor"), party("recipient")
        mode, contexts = optional("Event Mode"), optional("Contexts")
        return Fields(
            date=day,
            date_text=text("Event Date"),
            source=actor[0],
            target=recipient[0],
            source_country=actor[1],
            target_country=recipient[1],
            code=(
                f"upper({text('Event Type')}) "
                f"|| CASE WHEN ({mode}) = '' THEN '' ELSE '.' || ({mode}) END "
                f"|| CASE WHEN ({contexts}) = '' THEN '' ELSE '/' || ({contexts}) END"
            ),
            event_id=optional("Event ID"),
            added=f"CASE WHEN {published} - {day} > {LATE} THEN {published} END",
            published=published,
            lateral=f"{side('Actor', 'actor')}, {side('Recipient', 'recipient')}",
        )

    def code(self, code: str) -> Coded | None:
        """By the ontology."""
        return plover(code)


def plover(code: str) -> Coded | None:
    """What ``TYPE.mode/contexts`` means; None if there is no such type.

    Parameters
    ----------
    code : str
        Contexts may be several, joined by semicolons.
    """
    act, _, contexts = code.partition("/")
    type_, _, mode = act.partition(".")
    return coded_plover(type_, mode, contexts)


def _layout(file: str, found: list[str], rows: Sequence[Sequence[str]]) -> Layout:
    """Fit the names in the header to the lines.

    Parameters
    ----------
    file : str
    found : list of str
        Names, without empty ones at the end.
    rows : sequence of sequence of str
        Fields of the first lines.
    """
    width = max((len(row) for row in rows), default=len(found))
    known = [column for column in found if column in _COLUMNS]
    surplus = len(found) - len(known)
    filled = max((_filled(row) for row in rows), default=len(found))
    if surplus and rows and filled <= len(known) and found[-1] in _COLUMNS:
        found = known  # nothing stands under the other names
    elif width < len(found) and width >= len(known):
        found = known if width == len(known) else found
    return Layout(
        header.columns(found, file),
        header=1,
        surplus=max(width - len(found), 0) if rows else 0,
        marks=True,
    )


def _filled(row: Sequence[str]) -> int:
    """Fields of a line without the empty ones at its end."""
    return next((number for number in range(len(row), 0, -1) if row[number - 1].strip()), 0)
