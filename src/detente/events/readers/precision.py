"""How well the day of a row is known, where a column says it.

A day that is not known is put on some day of its span all the same, and a year of them would be a
wave of violence that never was. What is known to the week, the month or the year alone is kept
apart.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.events.readers.base import Check, literal
from detente.events.readers.cells import number

DAY = "day"
UNITS = (DAY, "week", "month", "year")
"""What may be known."""

TAKEN = {"date_prec": 2, "time_precision": 2}
"""Columns of known sources, with the last value of each that has a day: UCDP's 2 is a span of two
to six days, ACLED's the middle of a week.
"""

ENDS = ("date_end", "end_date", "enddate", "event_date_end")
"""What columns of last days are called."""


def coarse(cell: str, column: str, units: Mapping[str, str]) -> Check:
    """Rows of which the day is not known.

    Parameters
    ----------
    cell : str
        SQL of the text that says how well it is known.
    column : str
        What messages call it.
    units : mapping of str to str
        What each text means, one of `UNITS`.
    """
    known = {text: unit for text, unit in units.items() if unit != DAY}
    if not known:
        return Check("false", "''")
    listed = ", ".join(literal(text) for text in known)
    what = " ".join(f"WHEN {literal(text)} THEN {literal(unit)}" for text, unit in known.items())
    said = (
        f"{literal(column + ' ')} || ({cell}) || ': the ' || CASE ({cell}) {what} END "
        "|| ' is known, not the day'"
    )
    return Check(f"({cell}) IN ({listed})", said, foreseen=True)


def unknown(cell: str, column: str, units: Mapping[str, str], keys_in: str) -> Check:
    """Rows whose precision has no meaning."""
    listed = ", ".join(literal(text) for text in units)
    said = (
        f"{literal(column + ' ')} || ({cell}) || "
        f"{literal(f' has no meaning; the table precision {keys_in} says what it means')}"
    )
    return Check(f"({cell}) <> '' AND ({cell}) NOT IN ({listed})", said)


def looks_coarse(column: str) -> str:
    """SQL of whether a column of a known source says that the day is not known."""
    return f"{number(column)} > {TAKEN[column.casefold()]}"
