"""What a word means: one state over time, or several among which something else must decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.events.placing.spans import NOWHERE, Span, Spans, overlay, within
from detente.events.placing.states import over_time


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name, an adjective or a code means by itself, and what else it may mean.

    Parameters
    ----------
    spans : tuple of Span
        By itself, over time; None where several states carry it or none does.
    also : frozenset of str
        States, territories and parts of states that it may be too.
    anyone : bool
        Whether it may mean somewhere in any state, or a person.
    """

    spans: Spans
    also: frozenset[str] = frozenset()
    anyone: bool = False

    def beside(self, code: Spans) -> Spans:
        """Return what it means beside the source's own country field.

        The field decides where the word by itself tells nothing, and between the meanings of an
        ambiguous word; what can only mean one state it does not touch.

        Parameters
        ----------
        code : tuple of Span
            What the field says; nowhere if it says nothing.
        """
        if code == NOWHERE:
            return self.spans
        if self.anyone or any(span.state in self.also for span in code):
            return code
        if all(span.state is not None for span in self.spans):
            return self.spans
        return overlay(code, [span for span in self.spans if span.state is not None])


def carried(carriers: Sequence[Spans]) -> Spans:
    """Return what a name means that several carry, each in its time.

    Parameters
    ----------
    carriers : sequence of tuple of Span
        For each carrier, when it carried the name: need not cover all time.

    Returns
    -------
    tuple of Span
        Covers all time; None where nobody carries it, or more than one state.
    """
    if len(carriers) == 1:
        return overlay(NOWHERE, carriers[0])
    days = {d for spans in carriers for s in spans for d in (s.start, s.end) if d is not None}
    edges: list[dt.date | None] = [None, *sorted(days), None]
    pieces = []
    for start, end in pairwise(edges):
        held = {s.state for spans in carriers for s in within(spans, start, end)}
        states = held - {None}
        pieces.append(Span(states.pop() if len(states) == 1 else None, None, start, end))
    return overlay(NOWHERE, pieces)


def of_state(state: str | None) -> Meaning:
    """Return the meaning of what can only be one state."""
    return Meaning(over_time(state))
