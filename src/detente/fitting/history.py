"""What the record tells of the days of a fit, and the scenario as it stood before them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError, ScenarioError
from detente.fitting.widened import widened
from detente.language.current import gettext as _
from detente.language.option import option
from detente.numerics.counts import posterior
from detente.ontology.dyads import dyad_of
from detente.ontology.offices import Office
from detente.planes.process import Process
from detente.planes.rate import FEWEST_DAYS, HIGHEST, YEAR, Rate, counted
from detente.planes.record import EventDays, PastAct, Record
from detente.scenario.file import RecordEntry, StoreEntry
from detente.scenario.record.kinds import Kind, kind_of, kinds_of, narrowest
from detente.scenario.record.taken import RecordRequest, Taken, name_of
from detente.states.known import NOT_TOLD, Course

if TYPE_CHECKING:
    from detente.effects.base import Effect
    from detente.events.store.store import Store
    from detente.scenario.scenario import Scenario

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class History:
    """Event-days of the kinds of acts that a scenario plays.

    Attributes
    ----------
    dataset : str
        The data source.
    since : date
        First day that is known; up to the day before `first` the days only build the memories.
    first, last : date
        The days of the likelihood.
    missing : tuple of date
        Days from `since` on of which the source has nothing.
    told : mapping of Kind to tuple of date
        Days from `since` on that saw the act.
    untold : mapping of Kind to str
        Kinds of which the source cannot tell, and why.
    published_until : date or None
        What was published later has been left out.
    listed : tuple of PastAct
        Acts of kinds that the source does not tell completely; they build memories alone.
    """

    dataset: str
    since: dt.date
    first: dt.date
    last: dt.date
    missing: tuple[dt.date, ...]
    told: Mapping[Kind, tuple[dt.date, ...]]
    untold: Mapping[Kind, str]
    published_until: dt.date | None = None
    listed: tuple[PastAct, ...] = ()

    @classmethod
    def of_file(cls, scenario: Scenario, first: dt.date, last: dt.date) -> History:
        """What the scenario's own file of acts tells, of the classes of which it is complete."""
        record, entry = scenario.record, scenario.file.record
        assert isinstance(entry, RecordEntry)
        kinds = kinds_of(scenario.processes)
        told = [kind for kind in kinds if record.is_complete(kind.act)]
        dates: dict[Kind, set[dt.date]] = {kind: set() for kind in told}
        listed = []
        for act in record.acts:
            if act.date > last:
                continue
            where = [
                narrowest([k for k in kinds if k.dyad == dyad_of(a, b, act.act)], act.act)
                for a, b in combinations(act.parties, 2)
            ]
            known = [kind for kind in where if kind in dates]
            for kind in known:
                dates[kind].add(act.date)
            if len(known) < len(where):
                listed.append(act)
        why = f"{entry.file} does not say that it is complete of such acts"
        return cls(
            dataset=entry.file,
            since=record.since,
            first=first,
            last=last,
            missing=(),
            told={kind: tuple(sorted(days)) for kind, days in dates.items()},
            untold={kind: why for kind in kinds if kind not in dates},
            listed=tuple(listed),
        )

    @classmethod
    def of(
        cls, taken: Taken, kinds: Sequence[Kind], since: dt.date, first: dt.date, last: dt.date
    ) -> History:
        """What was taken from an event store, cut to the days that a fit looks at."""
        dates, untold = taken.dates(), taken.untold()
        names = {kind: name_of(kind) for kind in kinds}

        def cut(days: Sequence[dt.date]) -> tuple[dt.date, ...]:
            return tuple(day for day in days if since <= day <= last)

        return cls(
            dataset=taken.dataset,
            since=since,
            first=first,
            last=last,
            missing=cut(taken.missing),
            told={kind: cut(dates[name]) for kind, name in names.items() if name in dates},
            untold={kind: untold[name] for kind, name in names.items() if name in untold},
            published_until=taken.published_until,
        )

    @property
    def days(self) -> int:
        """Days of the likelihood, missing ones included."""
        return (self.last - self.first).days + 1

    @property
    def missing_days(self) -> int:
        """Days of the likelihood that are missing from the source."""
        return sum(self.first <= day for day in self.missing)

    @property
    def covered(self) -> int:
        """Days since `since` of which the source has something."""
        return (self.last - self.since).days + 1 - len(self.missing)

    def record(self) -> Record:
        """The record as it stood on the day before `first`."""
        as_of = self.first - DAY
        told = tuple(
            EventDays(kind.dyad, kind.act, tuple(day for day in dates if day <= as_of))
            for kind, dates in self.told.items()
        )
        missing = tuple(day for day in self.missing if day <= as_of)
        listed = tuple(act for act in self.listed if act.date <= as_of)
        return Record(as_of, min(self.since, self.first), listed, (), told, missing)


def take_history(
    scenario: Scenario,
    store: str | Path | Store | None,
    dataset: str | None,
    first: dt.date | None,
    last: dt.date | None,
    published_until: dt.date | None = None,
) -> History:
    """Take from an event store what a fit of a scenario needs.

    What the scenario has taken from the same store already is not taken again.

    Parameters
    ----------
    scenario : Scenario
    store : path, Store or None
        The usual one by default.
    dataset : str or None
        That of the scenario's record, or the store's only one; the name of its file of acts takes
        that file, of whose complete classes it tells.
    first : date or None
        First day of the likelihood; by default a quarter of the record, at most 60 days, is left
        before it to build the memories.
    last : date or None
        Last day; by default the as-of date, or the end of the data source where that is earlier.
    published_until : date or None
        Leave out acts that were published later; by default as the scenario's record says, or none.
        The last day is then this one at most.

    Raises
    ------
    InputError
        If the days lie outside the record, or the coefficients would see the days that the
        scenario is to foresee.
    """
    from detente.events.store.store import open_store
    from detente.scenario.record.take import WINDOW, take

    if by_file(scenario, dataset):
        return _from_file(scenario, first, last)
    opened = open_store(store)
    entry = scenario.file.record
    stated = entry.store if isinstance(entry, StoreEntry) else None
    name = opened.dataset(dataset or stated)
    begin, end = opened.span(name)
    if published_until is None and isinstance(entry, StoreEntry):
        published_until = entry.published_until
    if published_until is not None:
        if published_until < begin:
            raise InputError(
                _(
                    "{given}: before {name} begins ({begin}); name a later day, or leave it out"
                ).format(given=option("--published-until", published_until), name=name, begin=begin)
            )
        end = min(end, published_until)
    last = min(end, scenario.as_of) if last is None else last
    if last > scenario.as_of:
        raise InputError(
            _(
                "{given}: after as_of {as_of}; a fit must not see the days that the scenario is to "
                "foresee: name an earlier day, or set as_of later"
            ).format(given=option("--to", last, argument="last"), as_of=scenario.as_of)
        )
    if not begin <= last <= end:
        raise InputError(
            _("{given}: {name} in {folder} has {begin} to {end}; name a day of these").format(
                given=option("--to", last, argument="last"),
                name=name,
                folder=opened.folder,
                begin=begin,
                end=end,
            )
        )
    since = max(begin, last - (WINDOW - 1) * DAY)
    if first is None:
        first = since + min(60, (last - since).days // 4) * DAY
    if not begin <= first <= last:
        raise InputError(
            _("{given}: name a day from {begin}, when {name} begins, to {last}").format(
                given=option("--from", first, argument="first"), begin=begin, name=name, last=last
            )
        )
    since = min(since, first)
    wanted = RecordRequest(last, since, name, tuple(kinds_of(scenario.processes)), published_until)
    taken = scenario.taken if scenario.store == opened else None
    if taken is None or not taken.holds(wanted):
        taken = take(opened, scenario.where, wanted, scenario.actors, recent=False)
    return History.of(taken, wanted.kinds, since, first, last)


def by_file(scenario: Scenario, dataset: str | None) -> bool:
    """Whether the scenario's own file of acts is named as the data source."""
    entry = scenario.file.record
    return isinstance(entry, RecordEntry) and dataset == entry.file


def _from_file(scenario: Scenario, first: dt.date | None, last: dt.date | None) -> History:
    """What the scenario's own file of acts tells.

    Raises
    ------
    InputError
        If the days lie outside of it.
    """
    begin, end = scenario.record.since, scenario.as_of
    last = end if last is None else last
    first = begin + min(60, (last - begin).days // 4) * DAY if first is None else first
    for given, day in ((option("--from", first, argument="first"), first),
                       (option("--to", last, argument="last"), last)):  # fmt: skip
        if not begin <= day <= end or first > last:
            raise InputError(
                _("{given}: name a day from {begin}, when the record begins, to {last}").format(
                    given=given, begin=begin, last=last if begin <= last <= end else end
                )
            )
    return History.of_file(scenario, first, last)


def windowed(
    scenario: Scenario,
    history: History,
    effects: Sequence[Effect] | None = None,
    *,
    by_record: bool = False,
    course: Course = NOT_TOLD,
) -> Scenario:
    """The scenario as it stood on the day before the likelihood begins, with its length.

    Its processes have the rates that it states, or those that the record gives; it has no
    outcomes, which nothing of a fit depends on.

    Parameters
    ----------
    scenario : Scenario
        Without a fit of its own.
    history : History
    effects : sequence of Effect, optional
        Others in the place of its own, such as ones with another half-life.
    by_record : bool
        Whether rates that are stated are moved by the record, so that memories are judged by what
        is usual in it.
    course : Course
        What states and levels were on these days.
    """
    as_of = history.first - DAY
    changed = {"as_of": as_of, "horizon": history.days}
    return replace(
        scenario,
        file=scenario.file.model_copy(update=changed),
        processes=tuple(_processes(scenario, history, by_record)),
        effects=tuple(scenario.effects if effects is None else effects),
        outcomes=(),
        record=history.record(),
        taken=None,
        course=course,
        _compiled={},
    )


def _processes(scenario: Scenario, history: History, by_record: bool) -> list[Process]:
    holders = {h.id: office for office in scenario.offices for h in office.holders}
    found = []
    for process, entry in zip(scenario.processes, scenario.file.processes, strict=True):
        first, last = _at_risk(process, holders, history)
        rate = process.rate
        if entry.rate is None:
            kind = kind_of(process)
            if kind in history.untold or process.counterpart is not None or process.others:
                raise ScenarioError(
                    _(
                        "{where}: process '{process}': state its rate: the record does not tell of "
                        "it"
                    ).format(where=scenario.where, process=process.id)
                )
            if history.covered < FEWEST_DAYS:
                raise InputError(
                    _(
                        "{dataset} covers {covered} days from {since} to {last}; at least "
                        "{fewest_days} are needed to measure rates"
                    ).format(
                        dataset=history.dataset,
                        covered=history.covered,
                        since=history.since,
                        last=history.last,
                        fewest_days=FEWEST_DAYS,
                    )
                )
            seen = len(history.told[kind])
            rate = counted([(seen, history.covered)], f"{history.dataset}: on {seen:,} days")
        elif by_record:
            rate = usual(process, rate, history)
        found.append(replace(process, first_day=first, last_day=last, rate=rate))
    return found


def _seen(process: Process, history: History) -> tuple[int, int] | None:
    """Days with the act, and days that are covered; None where the record does not tell.

    Nor does it of a process that shares its kind of act with another, or has several parties.
    """
    kind = kind_of(process)
    told = kind in history.told and history.covered > 0
    if process.others or process.counterpart is not None or not told:
        return None
    return len(history.told[kind]), history.covered


def _of_record(seen: tuple[int, int]) -> tuple[float, float]:
    """Logarithm of the mean hazard of the record, and how wide it is: 1/√(n + ½)."""
    law = posterior(*seen)
    return math.log(law.mean), law.shape**-0.5


def usual(process: Process, rate: Rate, history: History) -> Rate:
    """The rate that memories are judged by: the stated one, moved by the record.

    The mean of two Gamma laws together, that of the stated hazard, and that of n acts in the days
    that are covered, with the shape n + ½. Memories that were judged by a rate far from the
    record's would start every play far from where the record has them.
    """
    seen = _seen(process, history)
    if seen is None or rate.sd == 0.0:
        return rate
    mean, sd = admitting(process, rate, history)
    there, t = _of_record(seen)
    shape, events = 1.0 / math.expm1(sd**2), t**-2
    hazard = (shape + events) / (shape / math.exp(mean + 0.5 * sd**2) + events / math.exp(there))
    return replace(rate, per_year=min(YEAR * -math.expm1(-hazard), HIGHEST))


def admitting(process: Process, rate: Rate, history: History) -> tuple[float, float]:
    """Mean and sd of the logarithm of a stated hazard, wide enough to admit that of the record."""
    here, s = rate.log_moments()
    seen = _seen(process, history)
    return here, s if seen is None else widened(here, s, *_of_record(seen))


def _at_risk(process: Process, holders: Mapping[str, Office], history: History) -> tuple[int, int]:
    """First and last day on which the process could happen; none if the first is later."""
    if process.counterpart is None:
        return 0, history.days - 1
    begin, end = holders[process.counterpart].counterpart_window(process.counterpart)
    first = max((begin - history.first).days, 0)
    last = (
        history.days - 1 if end is None else min((end - history.first).days - 1, history.days - 1)
    )
    return first, last


@dataclass(frozen=True, slots=True)
class ObservedActs:
    """The acts of the days of a fit.

    Attributes
    ----------
    acts : array of int8, shape (days, processes)
        1 where the process happened.
    known : array of bool, shape (days, processes)
        Where the process was at risk and the record says whether it happened.
    """

    acts: NDArray[np.int8]
    known: NDArray[np.bool_]


def observed(processes: Sequence[Process], history: History) -> ObservedActs:
    """Acts of the record, as a history that the kernel can play.

    A day on which several processes of a kind are at risk (the holder of an office, and the elect)
    does not say with whom it was: the act is played as the first one's, and the day is not known.
    """
    acts = np.zeros((history.days, len(processes)), dtype=np.int8)
    known = np.zeros((history.days, len(processes)), dtype=bool)
    risk = np.zeros((history.days, len(processes)), dtype=bool)
    of_kind: dict[Kind, list[int]] = {}
    for p, process in enumerate(processes):
        if not process.others:  # event data tell of two parties
            of_kind.setdefault(kind_of(process), []).append(p)
        risk[max(process.first_day, 0) : process.last_day + 1, p] = True
    there = np.ones(history.days, dtype=bool)
    for day in history.missing:
        if day >= history.first:
            there[(day - history.first).days] = False
    for kind, rows in of_kind.items():
        if kind not in history.told:
            continue
        seen = np.zeros(history.days, dtype=bool)
        for day in history.told[kind]:
            if day >= history.first:
                seen[(day - history.first).days] = True
        alone = risk[:, rows].sum(axis=1) == 1
        taken = np.zeros(history.days, dtype=bool)
        for p in rows:
            acts[:, p] = seen & risk[:, p] & ~taken
            taken |= risk[:, p]
            known[:, p] = risk[:, p] & alone & there
    return ObservedActs(acts, known)
