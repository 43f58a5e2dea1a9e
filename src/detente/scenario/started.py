"""States and levels that begin with what the record gives on the as-of date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.ontology.acts import Act
from detente.planes.process import Process
from detente.planes.rate import Rate
from detente.planes.record import EventDays, Record
from detente.scenario.replay import DAY, Replay, concluding, entries_of, replayed
from detente.scenario.scenario import Scenario
from detente.scenario.validate import Places
from detente.states.entry import StateEntry
from detente.states.known import UNKNOWN, last_known
from detente.states.level import LevelEntry

LONGEST = 36_600
"""Days that are gone through at most: a hundred years."""

PLAYED_ONCE = Rate(per_year=1.0, sd=0.0, basis="record", reference="acts of the record")
"""Of acts that are given, and not drawn."""

Entry = TypeVar("Entry", StateEntry, LevelEntry)


def started(scenario: Scenario, at: Places, faults: Faults) -> Scenario:
    """The scenario, its states and levels beginning as the record has them where it is asked.

    Parameters
    ----------
    scenario : Scenario
    at : Places
    faults : Faults
        Told of each that the record cannot give.
    """
    levels = [_level(level, scenario, at, faults) for level in scenario.levels]
    states = list(scenario.states)
    asked = [i for i, state in enumerate(states) if state.from_record]
    if not asked and not any(level.from_record for level in scenario.levels):
        return scenario
    # in the place of those that are still to be found
    supposed = [s.model_copy(update={"start": s.values[0]}) if s.from_record else s for s in states]
    begun = replace(scenario, states=tuple(supposed), levels=tuple(levels), _compiled={}, _vain=[])
    if not asked or faults:
        return begun
    with faults.heard():
        found = [_replay(scenario, tuple(levels), truth) for truth in (1, 0)]
        for i in asked:
            place = f"{_place(scenario.file.states, states[i], 'states', at)}.start"
            values = [each.on(states[i].id, scenario.as_of) for each in found]
            fault = _fault(scenario, states[i], found[0], values)
            if fault is not None:
                faults.tell(f"{place}: {fault}")
                continue
            value, lasted = values[0]
            since = scenario.as_of - lasted * DAY
            supposed[i] = states[i].model_copy(
                update={"start": states[i].values[value], "since": since}
            )
    return replace(begun, states=tuple(supposed), _compiled={}, _vain=[])


def _place(entries: Sequence[Entry], entry: Entry, table: str, at: Places) -> str:
    number = [each.id for each in entries].index(entry.id) + 1
    return at.entry(table, number, entry.id)


def _level(level: LevelEntry, scenario: Scenario, at: Places, faults: Faults) -> LevelEntry:
    if not level.from_record:
        return level
    entries = scenario.history.get(level.id, ())
    last = last_known(entries, scenario.as_of)
    if last is not None and last.value is not None:
        return level.model_copy(update={"start": float(last.value)})
    faults.tell(
        labelled(
            f"{_place(scenario.file.levels, level, 'levels', at)}.start",
            _(
                "the record has no value of '{id}' by {as_of}; give one in a history "
                '(history = "history.csv", with lines date,id,value,note,reference), or the start '
                "itself"
            ).format(id=level.id, as_of=scenario.as_of),
        )
    )
    lower, upper = level.bounds
    return level.model_copy(update={"start": min(max(1.0, lower), upper)})


def _fault(
    scenario: Scenario, state: StateEntry, replay: Replay, values: Sequence[tuple[int, int]]
) -> str | None:
    """Why the record does not give the start of a state; None where it does."""
    entries = scenario.history.get(state.id, ())
    if values[0][0] == UNKNOWN:
        if entries and entries[-1].value is None:
            return _(
                "the history leaves '{id}' open from {date} on; add the value that it has had "
                "since, or give the start itself"
            ).format(id=state.id, date=entries[-1].date)
        if state.id in replay.hidden:
            return _(
                "the record has no value of '{id}' by {as_of}, and acts alone do not tell when "
                "it moves; give its values in a history "
                '(history = "history.csv", with lines date,id,value,note,reference), or the start '
                "itself"
            ).format(id=state.id, as_of=scenario.as_of)
        return _(
            "the acts of the record do not tell which value '{id}' has by {as_of}; give one in a "
            'history (history = "history.csv", with lines date,id,value,note,reference), or the '
            "start itself"
        ).format(id=state.id, as_of=scenario.as_of)
    if values[0] != values[1]:
        return _(
            "'{id}' hangs on acts of the record that claims own; write the start where the claim "
            "holds, with claim and otherwise"
        ).format(id=state.id)
    return None


def _replay(scenario: Scenario, levels: tuple[LevelEntry, ...], truth: int) -> Replay:
    """The states on the days of the record; with `truth` 0 without the acts that claims own."""
    first = _first(scenario)
    before = first - DAY
    days = (scenario.as_of - before).days
    processes, acts = _acts(scenario, first, days, truth)
    record = scenario.record
    cut = Record(
        before,
        min(record.since, first),
        tuple(act for act in record.acts if act.date <= before),
        record.complete,
        tuple(
            EventDays(each.dyad, each.act, tuple(day for day in each.dates if day <= before))
            for each in record.told
        ),
        tuple(day for day in record.missing if day <= before),
    )
    return replayed(
        replace(
            scenario,
            file=scenario.file.model_copy(update={"as_of": before, "horizon": days}),
            processes=tuple(processes),
            levels=levels,
            effects=concluding(scenario),
            outcomes=(),
            amounts=(),
            record=cut,
            taken=None,
            _compiled={},
            _vain=[],
        ),
        acts,
        truth,
    )


def _first(scenario: Scenario) -> dt.date:
    """The first day that is gone through: none before it moves a state that is asked for."""
    found = [scenario.as_of]
    for state in scenario.states:
        if state.from_record:
            last = last_known(
                [e for e in entries_of(state, scenario.history.get(state.id, ())) if e.value],
                scenario.as_of,
            )
            found.append(scenario.record.since if last is None else last.date)
    return max(min(found), scenario.as_of - LONGEST * DAY)


def _acts(
    scenario: Scenario, first: dt.date, days: int, truth: int
) -> tuple[list[Process], NDArray[np.int8]]:
    """Processes of the scenario, and of what else the record has; on which days each happened."""
    processes = [replace(process, first_day=0, last_day=days - 1) for process in scenario.processes]
    row: dict[tuple[str, str, int], int] = {}
    for i, process in enumerate(processes):
        row.setdefault((process.dyad, str(process.act), 0), i)
    happened: list[tuple[int, int]] = []
    counts: dict[tuple[int, str, str], int] = {}
    for day, process, owned in _dated(scenario.record):
        at = (day - first).days
        if at < 0:
            continue
        kind = (process.dyad, str(process.act))
        number = counts.get((at, *kind), 0)
        counts[at, *kind] = number + 1
        key = (*kind, number)
        if key not in row:
            row[key] = len(processes)
            name = f"record:{process.dyad}:{process.act}:{number}"
            processes.append(replace(process, id=name, last_day=days - 1))
        if truth or not owned:
            happened.append((at, row[key]))
    acts = np.zeros((days, len(processes)), dtype=np.int8)
    for at, number in happened:
        acts[at, number] = 1
    return processes, acts


def _dated(record: Record) -> Iterator[tuple[dt.date, Process, bool]]:
    """Acts of a record by date, each as a process that brings it; whether a claim owns it."""
    for act in record.acts:
        process = _process(act.source, act.target, act.act, act.others)
        yield act.date, process, act.claim is not None
    for told in record.told:
        source, target = told.dyad.replace("~", ">").split(">")
        for day in told.dates:
            yield day, _process(source, target, told.act, ()), False


def _process(source: str, target: str, act: Act, others: tuple[str, ...]) -> Process:
    return Process("", "", source, target, act, "", PLAYED_ONCE, 0, 0, None, others)
