"""Where an entity belongs, over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """What holds in [start, end), either side open if None.

    Parameters
    ----------
    state : str or None
        ISO 3166-1 alpha-3 (XKX for Kosovo), of a state that is gone ISO 3166-3 alpha-3, or the
        id of a bloc; None if the entity belongs to none.
    rank : str or None
        ``leader``, ``minister``, ``official``.
    start, end : date or None
        First day, and first day no longer.
    """

    state: str | None = None
    rank: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None


Spans = tuple[Span, ...]
"""Disjoint, in order of time, and together all of it."""

NOWHERE: Spans = (Span(),)


@cache
def always(state: str | None, rank: str | None = None) -> Spans:
    """Return one span without end on either side."""
    return (Span(state, rank),)


def overlay(base: Spans, pieces: Iterable[Span]) -> Spans:
    """Lay dated pieces over what holds otherwise; of two on one day the later in order wins.

    Parameters
    ----------
    base : tuple of Span
        Covers all time.
    pieces : iterable of Span

    Returns
    -------
    tuple of Span
        Covers all time; neighbours that say the same are one span.
    """
    layers = [*base, *pieces]
    days = {day for span in layers for day in (span.start, span.end) if day is not None}
    edges: list[dt.date | None] = [None, *sorted(days), None]
    found: list[Span] = []
    for start, end in pairwise(edges):
        top = next(s for s in reversed(layers) if _covers(s, start, end))
        if found and (found[-1].state, found[-1].rank) == (top.state, top.rank):
            found[-1] = Span(top.state, top.rank, found[-1].start, end)
        else:
            found.append(Span(top.state, top.rank, start, end))
    return tuple(found)


def _covers(span: Span, start: dt.date | None, end: dt.date | None) -> bool:
    """Whether a span holds in a stretch between two neighbouring edges."""
    after = span.start is None or (start is not None and span.start <= start)
    before = span.end is None or (end is not None and end <= span.end)
    return after and before


def within(spans: Spans, start: dt.date | None, end: dt.date | None) -> tuple[Span, ...]:
    """Cut spans to [start, end), either side open if None; what is left may be nothing."""
    found = []
    for span in spans:
        first = max((day for day in (span.start, start) if day), default=None)
        last = min((day for day in (span.end, end) if day), default=None)
        if first is None or last is None or first < last:
            found.append(Span(span.state, span.rank, first, last))
    return tuple(found)


def with_rank(spans: Spans, rank: str | None) -> Spans:
    """Give every span a rank, unless it has one."""
    if rank is None:
        return spans
    if len(spans) == 1 and spans[0].rank is None:
        return always(spans[0].state, rank)
    return tuple(Span(s.state, s.rank or rank, s.start, s.end) for s in spans)
