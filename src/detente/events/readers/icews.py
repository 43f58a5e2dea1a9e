"""ICEWS coded event data: tab-separated, with a header.

Distributed until April 2023 (Boschee et al., Harvard Dataverse, doi:10.7910/DVN/28075) in two
vintages: dates as 2018-06-01, or month/day/year. Actors are names and countries full names. In
older files, fields stand in quotation marks, which are taken off; a tab inside them is text.
"""

from __future__ import annotations

from typing import Literal

from detente.errors import InputError
from detente.events.coding.table import Coded, coded
from detente.events.readers import header
from detente.events.readers.base import Fields, Head, Layout
from detente.events.readers.cells import date, text, whole
from detente.events.readers.rules import Rule, having
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.language.option import option

_NEEDED = ("Event ID", "Event Date", "Source Name", "Target Name", "CAMEO Code")
_OF_ALL = ("Event ID", "Event Date", "Source Name", "Event Text", "Target Name")
_COUNTRIES = ("Source Country", "Target Country")


class Icews:
    """Reads files of the Integrated Crisis Early Warning System."""

    dataset = "icews"
    title = marked("ICEWS coded event data (.tab)")
    scheme = "cameo"
    countries = "name"
    identity: Literal["fact"] = "fact"
    rules = having(Rule.MISSING, Rule.TYPES, Rule.ISO, Rule.YEARS, Rule.MARKS)

    def layout(self, head: Head) -> Layout | None:
        """By the header."""
        found = next((f for f in header.headers(head) if f.has(*_OF_ALL)), None)
        if found is None:
            return None
        if missing := found.lacks(*_NEEDED):
            raise InputError(
                _(
                    "{head}: an ICEWS file without the column {missing}, by which acts are "
                    "known; take another edition of it, or say in a mapping ({option}) what its "
                    "texts mean"
                ).format(
                    head=head.name, missing=missing[0], option=option("--map", argument="mapping")
                )
            )
        return found.layout((*_OF_ALL, *_NEEDED, *_COUNTRIES))

    def fields(self, layout: Layout) -> Fields:
        """Names, countries and codes as they are."""

        def optional(column: str) -> str:
            return text(column) if column in layout.columns else "''"

        return Fields(
            date=date(layout, "Event Date", "%m/%d/%Y"),
            date_text=text("Event Date"),
            source=text("Source Name"),
            target=text("Target Name"),
            source_country=optional("Source Country"),
            target_country=optional("Target Country"),
            code=whole(text("CAMEO Code")),
            event_id=whole(text("Event ID")),
        )

    def code(self, code: str) -> Coded | None:
        """By the CAMEO table."""
        return coded("cameo").get(code)
