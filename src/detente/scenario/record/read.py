"""The record of a scenario: from a file of acts, from an event store, or from neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import integer
from detente.language.hints import in_quotes
from detente.ontology.actors import Actor
from detente.planes.process import Process
from detente.planes.rate import FEWEST_DAYS, Rate, counted
from detente.planes.record import EventDays, PastAct, Record
from detente.scenario.file import FROM_STORE, RecordEntry, ScenarioFile, StoreEntry
from detente.scenario.folder import SCENARIO, Source
from detente.scenario.record.acts import read_acts
from detente.scenario.record.kinds import Kind, holding, kind_of, kinds_of
from detente.scenario.record.taken import FILE, RecordRequest, Taken, name_of, read_taken
from detente.scenario.validate import Places

if TYPE_CHECKING:
    from detente.events.store.store import Store

UNMEASURED = Rate(per_year=1.0, sd=0.0, basis="record", reference="not measured yet")
"""Stands for a rate that the scenario leaves out, until `with_rates` measures it."""


def read_record(
    source: Source,
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    processes: Sequence[Process],
    texts: dict[str, str],
    store: str | Path | Store | None,
    faults: Faults,
) -> tuple[Record, Taken | None, Store | None]:
    """Read the record, and say what was taken from a store, and from which one just now.

    Parameters
    ----------
    source : Source
    file : ScenarioFile
    actors : mapping of str to Actor
    processes : sequence of Process
    texts : dict
        Texts of the scenario, to which those of the record are added.
    store : path, Store or None
        The event store; asked only if `source` does not have what was taken already.
    faults : Faults
        Told of what is wrong in a file of acts; where anything is wrong already, no store is asked.

    Raises
    ------
    ScenarioError
        If it cannot be had.
    """
    if isinstance(file.record, StoreEntry):
        faults.settle()
        return _from_store(source, file, file.record, actors, processes, texts, store)
    if file.record is not None:
        return _from_file(source, file, file.record, actors, texts, faults), None, None
    return Record(file.as_of, file.as_of, (), ()), None, None


def _from_file(
    source: Source,
    file: ScenarioFile,
    entry: RecordEntry,
    actors: Mapping[str, Actor],
    texts: dict[str, str],
    faults: Faults,
) -> Record:
    since = entry.since
    if since > file.as_of:
        raise ScenarioError(
            _("{where}: record.since {since} is after as_of {as_of}").format(
                where=f"{source.name}/{SCENARIO}", since=since, as_of=file.as_of
            )
        )
    texts[entry.file] = source.text(entry.file, "record.file")
    where = f"{source.name}/{entry.file}"
    acts = read_acts(texts[entry.file], where, file, actors, since, faults)
    return Record(file.as_of, since, tuple(acts), tuple(entry.complete))


def _from_store(
    source: Source,
    file: ScenarioFile,
    entry: StoreEntry,
    actors: Mapping[str, Actor],
    processes: Sequence[Process],
    texts: dict[str, str],
    store: str | Path | Store | None,
) -> tuple[Record, Taken, Store | None]:
    kinds = kinds_of(processes)
    if entry.published_until is not None and entry.published_until > file.as_of:
        raise ScenarioError(
            _(
                "{place}.published_until {day} is after as_of {as_of}; name that day or an "
                "earlier one"
            ).format(
                place=f"{source.name}/{SCENARIO}: record",
                day=entry.published_until,
                as_of=file.as_of,
            )
        )
    wanted = RecordRequest(
        file.as_of, entry.since, entry.store, tuple(kinds), entry.published_until
    )
    opened: Store | None = None
    if source.has(FILE):
        text = source.text(FILE, "record")
        where = f"{source.name}/{FILE}"
        taken = read_taken(text, where, wanted)
    else:
        from detente.scenario.record.take import opened_store, take  # with DuckDB

        where = f"{source.name}/{SCENARIO}"
        opened = opened_store(store, where)
        taken = take(opened, where, wanted, actors)
        text = taken.text()
    texts[FILE] = text
    acts: list[PastAct] = []
    if entry.owned is not None:
        name = entry.owned
        texts[name] = source.text(name, "record.owned")
        where = f"{source.name}/{name}"
        faults = Faults(ScenarioError)
        acts = read_acts(texts[name], where, file, actors, taken.since, faults, owned=True)
        faults.settle()
    told = _told(taken, kinds, acts)
    record = Record(file.as_of, taken.since, tuple(acts), (), told, taken.missing)
    return record, taken, opened


def _told(taken: Taken, kinds: Sequence[Kind], owned: Sequence[PastAct]) -> tuple[EventDays, ...]:
    """Days of each kind that is told, without those that claims own."""
    dates = taken.dates()
    told = [kind for kind in kinds if name_of(kind) in dates]
    owners: dict[Kind, set[dt.date]] = {}
    for act in owned:
        ends = combinations(act.parties, 2)
        for kind in (k for a, b in ends for k in holding(told, a, b, act.act)):
            owners.setdefault(kind, set()).add(act.date)
    return tuple(
        EventDays(
            kind.dyad,
            kind.act,
            tuple(d for d in dates[name_of(kind)] if d not in owners.get(kind, ())),
        )
        for kind in told
    )


def with_rates(
    processes: Sequence[Process],
    file: ScenarioFile,
    taken: Taken | None,
    at: Places,
    faults: Faults,
) -> list[Process]:
    """Processes with the usual rates that the scenario leaves out.

    Parameters
    ----------
    processes : sequence of Process
        In the order of the file.
    file : ScenarioFile
    taken : Taken or None
        What was taken from a store; None if the record comes from elsewhere.
    at : Places
    faults : Faults
        Told of each that cannot be measured.
    """
    stated = {entry.id: entry.rate is not None for entry in file.processes}
    numbers = {entry.id: number for number, entry in enumerate(file.processes, start=1)}
    found = []
    for process in processes:
        rate = process.rate
        if not stated[process.id] and rate is UNMEASURED:
            with faults.heard(
                f"{at.entry('processes', numbers[process.id])}.rate ({in_quotes(process.id)})"
            ):
                rate = _measured(process, taken)
        found.append(replace(process, rate=rate))
    return found


def _measured(process: Process, taken: Taken | None) -> Rate:
    """The rate of a process in what was taken.

    Raises
    ------
    ScenarioError
        If it cannot be measured.
    """
    if taken is None:
        raise ScenarioError(
            _("this key is missing; only with {key} is it measured").format(
                key=f'record = "{FROM_STORE}"'
            )
        )
    if process.others:
        raise ScenarioError(
            _(
                "state it, it cannot be measured: event data have two parties to an act, and the "
                "process has {n}"
            ).format(n=integer(len(process.parties)))
        )
    name = name_of(kind_of(process))
    why = taken.untold().get(name)
    if why is not None:
        raise ScenarioError(
            _('state it, or write usual = "pair"; it cannot be measured: {why}').format(why=why)
        )
    if process.counterpart is not None:
        raise ScenarioError(
            _(
                'state it, or write usual = "pair"; it cannot be measured: event data do not tell '
                "with which office holder it was, and the process has a counterpart"
            )
        )
    if taken.covered < FEWEST_DAYS:
        raise ScenarioError(
            _(
                'state it, write usual = "pair", or import earlier files: {dataset} covers '
                "{covered} days up to as_of, and at least {fewest} are needed to measure it"
            ).format(dataset=taken.dataset, covered=taken.covered, fewest=FEWEST_DAYS)
        )
    seen = len(taken.dates()[name])
    reference = (
        f"{taken.dataset}, {taken.since} to {taken.last}: on {seen:,} of {taken.covered:,} days"
    )
    return counted([(seen, taken.covered)], reference)
