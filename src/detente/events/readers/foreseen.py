"""Rows that are no act of a day, of which a format has many: foreseen, and kept apart."""

from __future__ import annotations

from detente.events.coding.acled import BETWEEN, no_acts
from detente.events.readers.base import Check, literal

LONGEST = 6
"""Days between the first and the last day of what has a day: UCDP's second degree of precision."""


def developments(code: str) -> tuple[Check, ...]:
    """ACLED's developments that are no act of one party towards another.

    Parameters
    ----------
    code : str
        SQL of event and sub-event type, joined.
    """
    listed = ", ".join(literal(BETWEEN.join(pair)) for pair in no_acts())
    reason = "'a development that is no act of one party towards another'"
    return (Check(f"lower({code}) IN ({listed})", reason, foreseen=True),)


def lasting(first: str, last: str, unless: str = "false") -> Check:
    """What goes on for more than a week, or is known no better: on one day it would be wrong.

    Parameters
    ----------
    first, last : str
        SQL DATEs.
    unless : str
        SQL of what makes the first day right all the same.
    """
    span = f"({last}) - ({first})"
    said = f"'it lasts ' || ({span} + 1) || ' days, and is no act of one day'"
    return Check(f"NOT ({unless}) AND {span} > {LONGEST}", said, foreseen=True)
