"""What is wrong with a line of a CSV file of a scenario, in the words of every such file."""

from __future__ import annotations

import csv
import datetime as dt

from detente.language.current import gettext as _
from detente.language.current import language
from detente.language.faults import Faults
from detente.ontology.fields import date_hint, parse_date


def unreadable(where: str, line: int, error: csv.Error) -> str:
    """A line that the reader of CSV cannot take apart."""
    return _("{where}: line {line}: {error}; write a quotation mark within a text twice").format(
        where=where,
        line=line,
        error=error if language() == "en" else _("it cannot be read"),
    )


def other_fields(place: str, n: int, right: int) -> str:
    """A line with another number of fields than there are columns."""
    return _(
        "{place}: {n} fields instead of {right}; put a text that holds the separator "
        "in quotation marks"
    ).format(place=place, n=n, right=right)


def day_of(text: str, place: str, faults: Faults) -> dt.date | None:
    """The date of a cell; None, and told, if it is none."""
    try:
        return parse_date(text)
    except ValueError:
        faults.tell(
            _("{place}: date '{date}' is no date; {hint}").format(
                place=place, date=text, hint=date_hint(text)
            )
        )
        return None
