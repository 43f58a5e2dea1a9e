"""ACLED exports: comma-separated, with a header and quoted fields.

The Armed Conflict Location & Event Data project (Raleigh et al. 2010, Journal of Peace Research
47(5)) records violence and protest. Three things set it apart:

- Its two actors stand in no order: the first is not the doer, nor the second the target. Source
  and target here are its actor 1 and actor 2, and nothing more.
- The country of a row is where it happened. An actor's state is taken from its name ("Military
  Forces of Russia (2000-)", "Protesters (India)") and never from the place: foreign forces, and
  rebels, would get the state that they fight in.
- Events are corrected later; the row with the newest time stamp holds.
"""

from __future__ import annotations

from typing import Literal

from detente.errors import InputError
from detente.events.coding.acled import coded_acled, no_acts
from detente.events.coding.table import Coded
from detente.events.readers import header
from detente.events.readers.base import Check, Fields, Head, Layout, date, literal, name, text

_OF_ALL = ("event_id_cnty", "event_date", "event_type", "actor1")
_NEEDED = (*_OF_ALL, "sub_event_type")
_SEPARATORS = (",", ";", "\t")
_BETWEEN = ": "
"""Between event type and sub-event type in a code."""


class Acled:
    """Reads exports of the Armed Conflict Location & Event Data project."""

    dataset = "acled"
    title = "ACLED exports (.csv)"
    scheme = "acled"
    countries = "name"
    identity: Literal["id"] = "id"

    def layout(self, head: Head) -> Layout | None:
        """By the header, in any order and layout; older ones are in capitals."""
        for separator in _SEPARATORS if head.lines else ():
            cells = header.cells(head.lines[0], separator, quoted=True)
            found = [cell.lower() for cell in cells]
            if not all(column in found for column in _OF_ALL):
                continue
            missing = [column for column in _NEEDED if column not in found]
            if missing:
                raise InputError(
                    f"{head.name}: an ACLED file without the column {missing[0]}, which tells "
                    "the act; export it anew"
                )
            names = header.columns(found, head.name)
            return Layout(names, separator, quoted=True, header=1)
        return None

    def fields(self, layout: Layout) -> Fields:
        """Actors as they are named; actor-based exports have but one."""

        def optional(column: str) -> str:
            return text(column) if column in layout.columns else "''"

        code = f"{text('event_type')} || {literal(_BETWEEN)} || {text('sub_event_type')}"
        stamp = "0::BIGINT"
        if "timestamp" in layout.columns:
            stamp = f"coalesce(try_cast({text('timestamp')} AS BIGINT), 0)"
        return Fields(
            date=date("event_date", "%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%Y-%m-%d %H:%M:%S"),
            date_text=text("event_date"),
            source=text("actor1"),
            target=optional("actor2"),
            source_country="''",
            target_country="''",
            code=code,
            event_id=text("event_id_cnty"),
            revision=stamp,
            checks=_checks(layout, code),
        )

    def code(self, code: str) -> Coded | None:
        """By ACLED's event and sub-event type."""
        return coded_acled(*_parted(code))


def _checks(layout: Layout, code: str) -> tuple[Check, ...]:
    no_act = ", ".join(literal(_BETWEEN.join(pair)) for pair in no_acts())
    checks = [
        Check(f"{text('event_id_cnty')} = ''", "'the event has no id'"),
        Check(
            f"lower({code}) IN ({no_act})",
            "'a development that is no act of one party towards another'",
            foreseen=True,
        ),
    ]
    if "fatalities" in layout.columns:
        negative = f"try_cast({name('fatalities')} AS DOUBLE) < 0"
        checks.append(Check(negative, "'the number of fatalities is negative'"))
    return tuple(checks)


def _parted(code: str) -> tuple[str, str]:
    event, _, detail = code.partition(_BETWEEN)
    return event, detail
