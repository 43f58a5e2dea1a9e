"""Acts of the recent past, and what they leave in a memory at the start."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from detente.language.shown import brief
from detente.ontology.acts import Act, ActClass
from detente.ontology.dyads import heard_on


@dataclass(frozen=True, slots=True)
class PastAct:
    """One dated act up to the as-of date; `claim` owns it if it is what a claim reports."""

    date: dt.date
    source: str
    target: str
    act: Act
    claim: str | None = None
    note: str = ""
    reference: str = ""
    others: tuple[str, ...] = ()
    """parties of a joint act beside the source and the target"""

    @property
    def parties(self) -> tuple[str, ...]:
        """All who did it together; of a directed act its source and its target."""
        return (self.source, self.target, *self.others)

    @property
    def dyads(self) -> tuple[str, ...]:
        """Where it is heard: its dyad, and of an act of several every pair of them."""
        return heard_on(self.source, self.target, self.act, self.others)


@dataclass(frozen=True, slots=True)
class EventDays:
    """The days since `Record.since` on which an act happened on a dyad or pair, all of them.

    An event-day has the act or not, as in the play, so each day stands here once.
    """

    dyad: str
    act: Act
    dates: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """The acts that a scenario lists, and of which classes the list is complete.

    For classes in `complete`, and acts that are `told`, the record holds everything since `since`;
    what lies before, and on the days `missing` from its source, is taken at its usual level. Of
    all other classes the list is a lower bound: their memories start at the usual level, or at
    what is listed if that is more.
    """

    __repr__ = brief

    as_of: dt.date
    since: dt.date
    acts: tuple[PastAct, ...]
    complete: tuple[ActClass, ...]
    told: tuple[EventDays, ...] = ()
    missing: tuple[dt.date, ...] = ()

    def is_complete(self, act: Act) -> bool:
        """Whether the list holds every act of this kind since `since`."""
        return any(kind.contains(act) for kind in self.complete)

    @property
    def number(self) -> int:
        """Acts that are listed, and days with an act that are told."""
        return len(self.acts) + sum(len(each.dates) for each in self.told)

    @property
    def span(self) -> int:
        """Days that the list covers."""
        return (self.as_of - self.since).days + 1
