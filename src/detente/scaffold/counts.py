"""Rates of a starting scenario that are counted in an event store, and why others are not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from detente.errors import InputError
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.fill import fill
from detente.language.format import day, integer, labelled
from detente.language.sentence import sentence
from detente.ontology.actor import Actor
from detente.planes.rate import Rate, counted, says_enough
from detente.scaffold.entry import Entry
from detente.scenario.record.taken import RecordRequest, name_of

if TYPE_CHECKING:
    from detente.events.store.store import Store

MOSTLY = 0.5
"""Share of a pair's acts of a type that must be told with a rank, so that a rank is counted."""

STALE = 7
"""Days before the as-of date by which counts may end without a word."""

Why = Literal["", "deed", "footing", "shared", "untold", "ranks", "few"]
"""Why a rate was not counted; empty if it was."""


class Recorded(Protocol):
    """Settings that may name an event store."""

    @property
    def counts(self) -> bool:
        """Whether rates are counted in one."""

    @property
    def store(self) -> str | Path | Store | None:
        """Where it lies; by default the usual one."""

    @property
    def dataset(self) -> str | None:
        """The data source, if several are in it."""


@dataclass(frozen=True, slots=True)
class Count:
    """What the store has of a process: days with the act among those looked at, or why not."""

    events: int
    days: int
    why: Why = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """What an event store says of the processes of a starting scenario.

    Attributes
    ----------
    dataset : str
        The data source.
    since, until : date
        First and last day that were looked at.
    days : int
        Those of them of which the data source has something.
    by_process : mapping of str to Count
    """

    dataset: str
    since: dt.date
    until: dt.date
    days: int
    by_process: Mapping[str, Count]

    @property
    def counted(self) -> int:
        """Processes whose rate is counted."""
        return sum(not each.why for each in self.by_process.values())

    def rate_of(self, process: str) -> Rate | None:
        """The rate of a process by its count; None if it has none."""
        count = self.by_process.get(process)
        if count is None or count.why:
            return None
        return counted([(count.events, count.days)], self.source)

    @property
    def source(self) -> str:
        """Where the counts come from: data source and days."""
        return fill(
            _("{dataset} of the event store, {since} to {until}"),
            dataset=self.dataset,
            since=day(self.since),
            until=day(self.until),
        )

    def reason(self, process: str) -> str:
        """Why a rate is not counted, in a few words; empty if nothing was looked for."""
        count = self.by_process.get(process)
        if count is None or not count.why:
            return ""
        if count.why == "few":
            return ngettext(
                "{dataset}: on {n} of {days} day, too few to count",
                "{dataset}: on {n} of {days} days, too few to count",
                count.days,
            ).format(dataset=self.dataset, n=integer(count.events), days=integer(count.days))
        texts = {
            "deed": _("{dataset} does not tell it from other acts of its kind"),
            "footing": _("{dataset} has it from before, on another footing"),
            "shared": _("{dataset} does not tell it from another process"),
            "ranks": _("{dataset} mostly does not say of what rank they were"),
            "untold": _("{dataset} has nothing of it"),
        }
        return texts[count.why].format(dataset=self.dataset)

    def said(self, as_of: dt.date) -> str:
        """One or two sentences: how many rates are counted, and over which days."""
        every = len(self.by_process)
        text = ngettext(
            "Rates: {n} of {all} counted in {dataset} of the event store, on {days} day from "
            "{since} to {until}",
            "Rates: {n} of {all} counted in {dataset} of the event store, on {days} days from "
            "{since} to {until}",
            self.days,
        )
        whole = sentence(
            text,
            n=integer(self.counted),
            all=integer(every),
            dataset=self.dataset,
            days=integer(self.days),
            since=day(self.since),
            until=day(self.until),
        )
        gap = (as_of - self.until).days
        if gap <= STALE:
            return whole
        late = ngettext(
            "The counts end {n} day before the as-of date: do they still hold?",
            "The counts end {n} days before the as-of date: do they still hold?",
            gap,
        ).format(n=integer(gap))
        return f"{whole} {late}"


@dataclass(frozen=True, slots=True)
class Opened:
    """An event store, the data source in it that is counted, and its span."""

    store: Store
    dataset: str
    first: dt.date
    last: dt.date


def opened(settings: Recorded) -> Opened | None:
    """The event store in which rates are to be counted; None if in none.

    Raises
    ------
    InputError
        If there is none, or it holds nothing, or several data sources of which none is named.
    """
    if not settings.counts:
        return None
    from detente.events.store.store import open_store  # with DuckDB

    store = open_store(settings.store)
    dataset = store.dataset(settings.dataset)
    return Opened(store, dataset, *store.span(dataset))


def count(
    found: Opened, as_of: dt.date, processes: Iterable[Entry], actors: Iterable[Actor]
) -> Counts:
    """Count the days with the act of each process, up to the as-of date, five years at most.

    Not counted are processes of which no record tells the rate, those of one kind, which it cannot
    tell apart, those of a rank where it mostly tells none, and pairs of which it has no act.
    Whether a count says enough decides `says_enough`.

    Parameters
    ----------
    found : Opened
    as_of : date
    processes : iterable of Entry
    actors : iterable of Actor
        Of the scenario.

    Raises
    ------
    InputError
        If the data source begins after the as-of date.
    """
    from detente.events.store.presence import share_with_rank  # with DuckDB
    from detente.scenario.record.take import take

    if found.first > as_of:
        raise InputError(
            _(
                "--as-of {as_of}: {dataset} in the event store begins on {first}; import earlier "
                "files, or give that day or a later one"
            ).format(as_of=as_of, dataset=found.dataset, first=found.first)
        )
    every = list(processes)
    kinds = Counter(each.kind for each in every)
    request = RecordRequest(
        min(as_of, found.last), None, found.dataset, tuple(sorted(kinds, key=str))
    )
    by_id = {actor.id: actor for actor in actors}
    taken = take(found.store, labelled("--store", found.store.folder), request, by_id, recent=False)
    told = {name_of(kind): kind for kind in taken.kinds}
    on_pair: Counter[tuple[str, str]] = Counter()
    for kind in kinds:
        on_pair[kind.pair] += told[name_of(kind)].acts
    dates = taken.dates()

    @cache
    def ranked(pair: tuple[str, str], type_: str) -> float:
        span = taken.since, taken.last
        return share_with_rank(found.store, found.dataset, pair, type_, span)

    def one(process: Entry) -> Count:
        kind = process.kind
        name = name_of(kind)
        if process.uncounted:
            return Count(0, 0, process.uncounted)
        if kinds[kind] > 1:
            return Count(0, 0, "shared")
        if told[name].untold is not None or not on_pair[kind.pair]:
            return Count(0, 0, "untold")
        if kind.act.rank is not None and ranked(kind.pair, kind.act.type) < MOSTLY:
            return Count(0, 0, "ranks")
        seen, days = len(dates[name]), taken.covered
        return Count(seen, days, "" if says_enough(seen, days, process.per_year) else "few")

    by_process = {each.id: one(each) for each in every}
    return Counts(taken.dataset, taken.since, taken.last, taken.covered, by_process)
