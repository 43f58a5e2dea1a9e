"""Who acts in a scenario, and what they may do: actors, offices, processes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.errors import InputError, ScenarioError
from detente.language.hints import did_you_mean
from detente.ontology.actors import Actor, resolve_actor
from detente.ontology.offices import Holder, Office
from detente.planes.process import Process
from detente.scenario.file import ActorEntry, ScenarioFile
from detente.scenario.rate import late
from detente.scenario.record.acts import need_actor
from detente.scenario.record.read import UNMEASURED
from detente.scenario.validate import unique


def actors_of(entries: list[ActorEntry], where: str) -> dict[str, Actor]:
    """Actors by id: known ones, and parties and blocs that a scenario makes."""
    actors: dict[str, Actor] = {}
    for number, entry in enumerate(entries, start=1):
        if entry.kind == "party" or (entry.kind == "bloc" and entry.members):
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+_-]*", entry.id):
                raise ScenarioError(
                    f"{where}: actors[{number}]: id '{entry.id}' may hold letters, digits, + _ -"
                )
            members = tuple(entry.members)
            try:
                actors[entry.id] = Actor(entry.id, entry.name or entry.id, entry.kind, members)
            except InputError as error:
                raise ScenarioError(f"{where}: actors[{number}]: {error}") from None
            continue
        try:
            actor = resolve_actor(entry.id)
        except InputError as error:
            raise ScenarioError(f"{where}: actors[{number}].id: {error}") from None
        if entry.id != actor.id:
            raise ScenarioError(
                f"{where}: actors[{number}].id: write '{actor.id}' for '{entry.id}'"
            )
        if entry.kind not in (None, actor.kind):
            raise ScenarioError(
                f"{where}: actors[{number}].kind: '{actor.id}' is a {actor.kind}, not a "
                f"{entry.kind}; leave the kind out, or choose an id of your own"
            )
        if entry.members:
            raise ScenarioError(
                f"{where}: actors[{number}].members: '{actor.id}' is known; leave its members out, "
                'or write kind = "bloc" to name them yourself'
            )
        if entry.name:
            actor = Actor(actor.id, entry.name, actor.kind, actor.members)
        actors[entry.id] = actor
    unique([e.id for e in entries], "actors", where)
    return actors


def offices_of(file: ScenarioFile, actors: Mapping[str, Actor], where: str) -> list[Office]:
    """Offices with their holders."""
    offices = []
    for number, entry in enumerate(file.offices, start=1):
        place = f"{where}: offices[{number}] ('{entry.id}')"
        need_actor(entry.actor, actors, place)
        try:
            holders = tuple(
                Holder(id=h.id, name=h.name, start=h.start, end=h.end, elected=h.elected)
                for h in entry.holders
            )
            offices.append(
                Office(id=entry.id, actor=entry.actor, title=entry.title, holders=holders)
            )
        except InputError as error:
            raise ScenarioError(f"{place}: {error}") from None
    unique([office.id for office in offices], "offices", where)
    unique([h.id for o in offices for h in o.holders], "office holders", where)
    return offices


def processes_of(
    file: ScenarioFile, actors: Mapping[str, Actor], offices: list[Office], where: str
) -> list[Process]:
    """Processes, each with the days on which it can happen."""
    processes = []
    holders = {holder.id: office for office in offices for holder in office.holders}
    for number, entry in enumerate(file.processes, start=1):
        place = f"{where}: processes[{number}] ('{entry.id}')"
        for actor in (entry.source, entry.target):
            need_actor(actor, actors, place)
        if entry.source == entry.target:
            raise ScenarioError(f"{place}: source and target are both '{entry.source}'")
        if entry.rate is not None and (day := late(entry.rate, file.as_of)) is not None:
            raise ScenarioError(
                f"{place}.rate: until {day} is after as_of {file.as_of}; a rate rests on what was "
                "known then: count up to as_of at most"
            )
        first, last = 0, file.horizon - 1
        if entry.counterpart is not None:
            if entry.counterpart not in holders:
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' holds no office"
                    f"{did_you_mean(entry.counterpart, holders)}"
                )
            office = holders[entry.counterpart]
            if office.actor not in (entry.source, entry.target):
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' speaks for {office.actor}, "
                    f"which is neither {entry.source} nor {entry.target}"
                )
            begin, end = office.counterpart_window(entry.counterpart)
            first = max((begin - file.as_of).days - 1, 0)
            if end is not None:
                last = min((end - file.as_of).days - 2, last)
            if first > last:
                raise ScenarioError(
                    f"{place}: counterpart '{entry.counterpart}' is neither elect nor in office "
                    "at any time within the horizon, so the process could never happen"
                )
        processes.append(
            Process(
                entry.id,
                entry.title,
                entry.source,
                entry.target,
                entry.act,
                entry.prose,
                UNMEASURED if entry.rate is None else entry.rate.rate(),
                first,
                last,
                entry.counterpart,
            )
        )
    unique([p.id for p in processes], "processes", where)
    names: dict[str, str] = {}
    for process in processes:
        if process.stable_name in names:
            raise ScenarioError(
                f"{where}: processes '{names[process.stable_name]}' and '{process.id}' are the "
                "same act on the same dyad; narrow one by mode, context, rank or counterpart"
            )
        names[process.stable_name] = process.id
    return processes
