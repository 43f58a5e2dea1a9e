"""The record of a scenario: from a file of acts, from an event store, or from neither."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import ScenarioError
from detente.ontology.actors import Actor
from detente.planes.process import Process
from detente.planes.rate import FEWEST_DAYS, Rate, counted
from detente.planes.record import EventDays, PastAct, Record
from detente.scenario.file import FROM_STORE, RecordEntry, ScenarioFile, StoreEntry
from detente.scenario.folder import SCENARIO, Source
from detente.scenario.record.acts import read_acts
from detente.scenario.record.kinds import Kind, holding, kind_of, kinds_of
from detente.scenario.record.taken import FILE, RecordRequest, Taken, name_of, read_taken

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

    Raises
    ------
    ScenarioError
        If it cannot be had.
    """
    if isinstance(file.record, StoreEntry):
        return _from_store(source, file, file.record, actors, processes, texts, store)
    if file.record is not None:
        return _from_file(source, file, file.record, actors, texts), None, None
    return Record(file.as_of, file.as_of, (), ()), None, None


def _from_file(
    source: Source,
    file: ScenarioFile,
    entry: RecordEntry,
    actors: Mapping[str, Actor],
    texts: dict[str, str],
) -> Record:
    since = entry.since
    if since > file.as_of:
        raise ScenarioError(
            f"{source.name}/{SCENARIO}: record.since {since} is after as_of {file.as_of}"
        )
    texts[entry.file] = source.text(entry.file, "record.file")
    acts = read_acts(texts[entry.file], f"{source.name}/{entry.file}", file, actors, since)
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
            f"{source.name}/{SCENARIO}: record.published_until {entry.published_until} is after "
            f"as_of {file.as_of}; name that day or an earlier one"
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
        acts = read_acts(texts[name], where, file, actors, taken.since, owned=True)
    told = _told(taken, kinds, acts)
    record = Record(file.as_of, taken.since, tuple(acts), (), told, taken.missing)
    return record, taken, opened


def _told(taken: Taken, kinds: Sequence[Kind], owned: Sequence[PastAct]) -> tuple[EventDays, ...]:
    """Days of each kind that is told, without those that claims own."""
    dates = taken.dates()
    told = [kind for kind in kinds if name_of(kind) in dates]
    owners: dict[Kind, set[dt.date]] = {}
    for act in owned:
        for kind in holding(told, act.source, act.target, act.act):
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
    processes: Sequence[Process], file: ScenarioFile, taken: Taken | None, where: str
) -> list[Process]:
    """Processes with the usual rates that the scenario leaves out.

    Parameters
    ----------
    processes : sequence of Process
        In the order of the file.
    file : ScenarioFile
    taken : Taken or None
        What was taken from a store; None if the record comes from elsewhere.
    where : str
        What messages call the scenario's file.

    Raises
    ------
    ScenarioError
        If one cannot be measured.
    """
    dates = {} if taken is None else taken.dates()
    untold = {} if taken is None else taken.untold()
    found = []
    for number, (process, entry) in enumerate(zip(processes, file.processes, strict=True), start=1):
        if entry.rate is not None or process.rate is not UNMEASURED:
            found.append(process)
            continue
        place = f"{where}: processes[{number}].rate ('{entry.id}')"
        if taken is None:
            raise ScenarioError(
                f'{place}: this key is missing; only with record = "{FROM_STORE}" is it measured'
            )
        name = name_of(kind_of(process))
        if name in untold:
            raise ScenarioError(f"{place}: state it, it cannot be measured: {untold[name]}")
        if process.counterpart is not None:
            raise ScenarioError(
                f"{place}: state it, it cannot be measured: event data do not tell with which "
                "office holder it was, and the process has a counterpart"
            )
        if taken.covered < FEWEST_DAYS:
            raise ScenarioError(
                f"{place}: state it, or import earlier files: {taken.dataset} covers "
                f"{taken.covered} days up to as_of, and at least {FEWEST_DAYS} are needed to "
                "measure it"
            )
        seen = len(dates[name])
        reference = (
            f"{taken.dataset}, {taken.since} to {taken.last}: on {seen:,} of {taken.covered:,} days"
        )
        found.append(replace(process, rate=counted([(seen, taken.covered)], reference)))
    return found
