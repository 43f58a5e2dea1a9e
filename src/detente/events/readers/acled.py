"""ACLED exports: comma-separated, with a header and quoted fields.

The Armed Conflict Location & Event Data project (Raleigh et al. 2010, Journal of Peace Research
47(5)) records violence and protest. Four things set it apart:

- Its two actors stand in no order: the first is not the doer, nor the second the target. Source
  and target here are its actor 1 and actor 2, and nothing more.
- The country of a row is where it happened. An actor's state is taken from its name ("Military
  Forces of Russia (2000-)", "Protesters (India)") and never from the place: foreign forces, and
  rebels, would get the state that they fight in.
- The day may not be known (``time_precision``): 1 is the day, 2 the middle of a week in which it
  was. 3 is a month alone, and no day.
- Events are corrected later; the row with the newest time stamp holds.
"""

from __future__ import annotations

from typing import Literal

from detente.errors import InputError
from detente.events.coding.acled import BETWEEN, coded_acled, parted
from detente.events.coding.table import Coded
from detente.events.readers import header
from detente.events.readers.base import NO_COUNT, Check, Fields, Head, Layout, literal
from detente.events.readers.cells import (
    count,
    date,
    negative,
    number,
    short_year,
    text,
    whole,
)
from detente.events.readers.foreseen import developments
from detente.events.readers.precision import coarse
from detente.events.readers.rules import Rule, having
from detente.language.current import gettext as _
from detente.language.current import marked
from detente.language.option import option

_OF_ALL = ("event_id_cnty", "event_date", "event_type", "actor1")
_NEEDED = (*_OF_ALL, "sub_event_type")
_OTHERS = ("actor2", "fatalities", "timestamp", "year", "time_precision")


_FATAL = (Check(negative("fatalities"), "'the number of fatalities is negative'"),)


class Acled:
    """Reads exports of the Armed Conflict Location & Event Data project."""

    dataset = "acled"
    title = marked("ACLED exports (.csv)")
    scheme = "acled"
    countries = "name"
    identity: Literal["id"] = "id"
    rules = having(
        *(
            Rule.MISSING,
            Rule.IDENTITY,
            Rule.TYPES,
            Rule.ISO,
            Rule.YEARS,
            Rule.DEATHS,
            Rule.PRECISION,
        )
    )

    def layout(self, head: Head) -> Layout | None:
        """By the header, in any order and layout; older ones are in capitals."""
        found = next((f for f in header.headers(head) if f.has(*_OF_ALL)), None)
        if found is None:
            return None
        if missing := found.lacks(*_NEEDED):
            raise InputError(
                _(
                    "{head}: an ACLED file without the column {missing}, which tells the act; "
                    "export it anew, or say in a mapping ({option}) what its types mean"
                ).format(
                    head=head.name, missing=missing[0], option=option("--map", argument="mapping")
                )
            )
        return found.layout((*_NEEDED, *_OTHERS), quoted=True)

    def fields(self, layout: Layout) -> Fields:
        """Actors as they are named; actor-based exports have but one."""

        def optional(column: str) -> str:
            return text(column) if column in layout.columns else "''"

        code = f"{text('event_type')} || {literal(BETWEEN)} || {text('sub_event_type')}"
        stamp = f"coalesce({number('timestamp')}, 0)"
        day = date(layout, "event_date", "%d %B %Y", "%d-%B-%Y", "%d %b %Y", "%d-%b-%Y")
        if "year" in layout.columns:
            day = f"coalesce({day}, {short_year('event_date', 'year')})"
        fatal = "fatalities" in layout.columns
        precision = whole(optional("time_precision"))
        return Fields(
            date=day,
            date_text=text("event_date"),
            source=text("actor1"),
            target=optional("actor2"),
            source_country="''",
            target_country="''",
            code=code,
            event_id=text("event_id_cnty"),
            revision=stamp if "timestamp" in layout.columns else "0::BIGINT",
            deaths=count("fatalities") if fatal else NO_COUNT,
            checks=(
                *developments(code),
                coarse(precision, "time_precision", {"3": "month"}),
                *(_FATAL if fatal else ()),
            ),
        )

    def code(self, code: str) -> Coded | None:
        """By ACLED's event and sub-event type."""
        return coded_acled(*parted(code))
