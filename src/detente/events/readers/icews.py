"""ICEWS coded event data: tab-separated, with a header, no quotation rules.

Distributed until April 2023 (Boschee et al., Harvard Dataverse, doi:10.7910/DVN/28075) in two
vintages: dates as 2018-06-01, or month/day/year. Actors are names and countries full names;
missing is an empty field, ``NA`` or ``NULL``.
"""

from __future__ import annotations

from typing import Literal

from detente.errors import InputError
from detente.events.coding.table import Coded, coded
from detente.events.readers import header
from detente.events.readers.base import Fields, Head, Layout, date, text

_NEEDED = ("Event ID", "Event Date", "Source Name", "Target Name", "CAMEO Code")
_OF_ALL = ("Event ID", "Event Date", "Source Name", "Event Text", "Target Name")
_MISSING = ("NA", "NULL", "NaN", "None")


class Icews:
    """Reads files of the Integrated Crisis Early Warning System."""

    dataset = "icews"
    title = "ICEWS coded event data (.tab)"
    scheme = "cameo"
    countries = "name"
    identity: Literal["fact"] = "fact"

    def layout(self, head: Head) -> Layout | None:
        """By the header."""
        if not head.lines:
            return None
        columns = header.cells(head.lines[0], "\t", quoted=False)
        if not all(column in columns for column in _OF_ALL):
            return None
        missing = [column for column in _NEEDED if column not in columns]
        if missing:
            raise InputError(
                f"{head.name}: an ICEWS file without the column {missing[0]}, by which acts are "
                "known; take another edition of it"
            )
        return Layout(header.columns(columns, head.name), header=1)

    def fields(self, layout: Layout) -> Fields:
        """Names, countries and codes as they are."""

        def optional(column: str) -> str:
            return text(column, *_MISSING) if column in layout.columns else "''"

        return Fields(
            date=date("Event Date", "%Y-%m-%d", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S"),
            date_text=text("Event Date"),
            source=text("Source Name", *_MISSING),
            target=text("Target Name", *_MISSING),
            source_country=optional("Source Country"),
            target_country=optional("Target Country"),
            code=text("CAMEO Code", *_MISSING),
            event_id=text("Event ID", *_MISSING),
        )

    def code(self, code: str) -> Coded | None:
        """By the CAMEO table."""
        return coded("cameo").get(code)
