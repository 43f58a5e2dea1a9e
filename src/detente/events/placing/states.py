"""States that are gone, and what came after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

from detente.events.placing.spans import Span, Spans, always

GONE: Mapping[str, tuple[dt.date, str | None]] = {
    # The Russian Federation took the Union's seat and treaties the day after it ended.
    "SUN": (dt.date(1991, 12, 26), "RUS"),
    # One name for the federal states of 1945 and 1992; renamed in 2003, Serbia is the continuing
    # state after Montenegro's independence.
    "YUG": (dt.date(2003, 2, 4), "SCG"),
    "SCG": (dt.date(2006, 6, 5), "SRB"),
    # Two successors, neither of them the continuing state.
    "CSK": (dt.date(1993, 1, 1), None),
    "DDR": (dt.date(1990, 10, 3), "DEU"),
    "YMD": (dt.date(1990, 5, 22), "YEM"),
    "VDR": (dt.date(1976, 7, 2), "VNM"),
    "ANT": (dt.date(2010, 10, 10), None),
}
"""ISO 3166-3 alpha-3 → first day on which the state is no more, and who continues it.

A state that was only renamed has its present code throughout (Zaire is COD, Burma MMR, Upper
Volta BFA). So have the Federal Republic of Germany before 1990 (DEU), North Yemen (YEM) and the
Republic of Vietnam (VNM, its code in ISO 3166 at the time).
"""


@cache
def over_time(state: str | None) -> Spans:
    """Return what a state is over time: itself, and after its end who continues it.

    The Soviet Union is SUN until 26 December 1991 and RUS from then on; Czechoslovakia is CSK
    until 1993 and nobody afterwards.

    Parameters
    ----------
    state : str or None
        Id of a state or bloc.

    Returns
    -------
    tuple of Span
        Covering all time.
    """
    found: list[Span] = []
    start: dt.date | None = None
    while state is not None and state in GONE:
        end, successor = GONE[state]
        found.append(Span(state, None, start, end))
        start, state = end, successor
    if not found:
        return always(state)
    return (*found, Span(state, None, start, None))
