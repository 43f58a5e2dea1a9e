"""States that are gone or came later, and what stood in their place before and after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

from detente.events.placing.spans import Span, Spans, always

Line = tuple[tuple[str | None, dt.date | None], ...]
"""Ids of states that one place in the world had in turn, each with its first day."""

_RUSSIA: Line = (
    ("RUS", None),
    ("SUN", dt.date(1922, 12, 30)),
    # The Russian Federation took the Union's seat and treaties the day after it ended.
    ("RUS", dt.date(1991, 12, 26)),
)
_YUGOSLAVIA: Line = (
    # Yugoslavia began as the kingdom of the Serbs, Croats and Slovenes, under Serbia's king. One
    # name for the federal states of 1945 and 1992; renamed in 2003, and Serbia is the continuing
    # state after Montenegro's independence.
    ("SRB", None),
    ("YUG", dt.date(1918, 12, 1)),
    ("SCG", dt.date(2003, 2, 4)),
    ("SRB", dt.date(2006, 6, 5)),
)

LINES: Mapping[str, Line] = {
    "RUS": _RUSSIA,
    "SUN": _RUSSIA,
    "YUG": _YUGOSLAVIA,
    "SCG": _YUGOSLAVIA,
    # Two successors, neither of them the continuing state. From 1939 to 1945 it was in exile.
    "CSK": ((None, None), ("CSK", dt.date(1918, 10, 28)), (None, dt.date(1993, 1, 1))),
    "DDR": (("DEU", None), ("DDR", dt.date(1949, 10, 7)), ("DEU", dt.date(1990, 10, 3))),
    "YMD": ((None, None), ("YMD", dt.date(1967, 11, 30)), ("YEM", dt.date(1990, 5, 22))),
    "VDR": (("VNM", None), ("VDR", dt.date(1945, 9, 2)), ("VNM", dt.date(1976, 7, 2))),
    "ANT": ((None, None), ("ANT", dt.date(1954, 12, 15)), (None, dt.date(2010, 10, 10))),
}
"""Id → who stood there over time. An id that is not here stands for itself at all times.

First days are those of the states' own law, not those on which a list begins to count them; years
of occupation are not taken out, as lists of states do (Correlates of War; Gleditsch and Ward 1999,
whose numbers follow the same lines: 365 is Russia and the Soviet Union, 345 Yugoslavia and what
continues it).

A state that was only renamed has its present code throughout (Zaire is COD, Burma MMR, Upper Volta
BFA, Prussia and the German Reich DEU, Sardinia ITA, the Ottoman Empire TUR). So have the Federal
Republic of Germany before 1990 (DEU), North Yemen (YEM) and the Republic of Vietnam (VNM, its code
in ISO 3166 at the time). A part of a federal state keeps its own before it is independent, and
Serbia within Yugoslavia is SRB; Russia alone means the whole Union while there was one.
"""

GONE = frozenset({"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "VDR", "ANT"})
"""States that are no more, by their alpha-3 code in ISO 3166-3."""


@cache
def over_time(state: str | None) -> Spans:
    """Return what a state is over time: itself, who stood there before, and who continues it.

    Russia and the Soviet Union alike are RUS until 30 December 1922, SUN until 26 December 1991,
    and RUS from then on; Czechoslovakia is CSK from 1918 to 1993 and nobody before and after.

    Parameters
    ----------
    state : str or None
        Id of a state or bloc.

    Returns
    -------
    tuple of Span
        Covering all time.
    """
    if state is None or state not in LINES:
        return always(state)
    return tuple(
        Span(known, None, start, end)
        for (known, start), (_, end) in pairwise((*LINES[state], (None, None)))
    )
