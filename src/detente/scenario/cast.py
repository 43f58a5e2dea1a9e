"""Who acts in a scenario, and what they may do: actors, offices, processes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.conditions.alternatives import needs
from detente.conditions.named import circle
from detente.errors import InputError, ScenarioError
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.language.format import labelled
from detente.language.hints import did_you_mean
from detente.ontology.actors import Actor, Kind, resolve_actor
from detente.ontology.offices import Holder, Office
from detente.ontology.titled import capital
from detente.planes.process import Process
from detente.scenario.act_titles import act_title
from detente.scenario.file import ActorEntry, ProcessEntry, ScenarioFile
from detente.scenario.rate import late
from detente.scenario.record.acts import need_actor
from detente.scenario.record.read import UNMEASURED
from detente.scenario.validate import Places, unique


def actors_of(entries: Sequence[ActorEntry], at: Places, faults: Faults) -> dict[str, Actor]:
    """Actors by id: known ones, and parties and blocs that a scenario makes.

    Those that cannot be are told to `faults` and left out, like what other functions here give.
    """
    actors: dict[str, Actor] = {}
    for number, entry in enumerate(entries, start=1):
        place = at.entry("actors", number)
        try:
            actors[entry.id] = _actor(entry, place)
        except ScenarioError as error:
            faults.tell(*error.faults)
            faults.spoil(entry.id)
    unique([e.id for e in entries], _("actors"), at.where, faults)
    return actors


def _actor(entry: ActorEntry, place: str) -> Actor:
    if entry.kind == "party" or (entry.kind == "bloc" and entry.members):
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+_-]*", entry.id):
            raise ScenarioError(
                _(
                    "{place}: id '{id}' may hold the ASCII letters, digits and + _ -, and begins "
                    "with a letter"
                ).format(place=place, id=entry.id)
            )
        members = tuple(entry.members)
        try:
            return Actor(entry.id, entry.name or entry.id, entry.kind, members)
        except InputError as error:
            raise ScenarioError(labelled(place, error)) from None
    try:
        actor = resolve_actor(entry.id)
    except InputError as error:
        raise ScenarioError(
            _('{error} (for a party of your own write kind = "party" and its name)').format(
                error=labelled(f"{place}.id", error)
            )
        ) from None
    if entry.id != actor.id:
        raise ScenarioError(
            _("{place}: write '{right}' for '{given}'").format(
                place=f"{place}.id", right=actor.id, given=entry.id
            )
        )
    if entry.kind not in (None, actor.kind):
        raise ScenarioError(
            _(
                "{place}: '{actor}' is a {kind}, not a {given}; leave the kind out, or choose an "
                "id of your own"
            ).format(
                place=f"{place}.kind",
                actor=actor.id,
                kind=_kind(actor.kind),
                given=_kind(entry.kind),
            )
        )
    if entry.members:
        raise ScenarioError(
            _(
                "{place}: '{actor}' is known; leave its members out, or write kind = \"bloc\" to "
                "name them yourself"
            ).format(place=f"{place}.members", actor=actor.id)
        )
    return replace(actor, name=entry.name) if entry.name else actor


def offices_of(
    file: ScenarioFile, actors: Mapping[str, Actor], at: Places, faults: Faults
) -> list[Office]:
    """Offices with their holders."""
    offices = []
    named = {} if circle(file.conditions) else file.conditions
    for number, entry in enumerate(file.offices, start=1):
        place = at.entry("offices", number, entry.id)
        before = len(faults)
        with faults.heard():
            need_actor(entry.actor, actors, place)
        holders = []
        for h in entry.holders:
            if h.if_ is not None and h.start <= file.as_of:
                faults.tell(
                    _(
                        "{place}: holder '{holder}' starts on {start}, not after as_of {as_of}; "
                        "who holds office by then is known: leave `if` out"
                    ).format(place=place, holder=h.id, start=h.start, as_of=file.as_of)
                )
            only = None if h.if_ is None else needs(h.if_, named)
            with faults.heard(place):
                holders.append(Holder(h.id, h.name, h.start, h.end, h.elected, only))
        if len(holders) == len(entry.holders):
            with faults.heard(place):
                offices.append(
                    Office(
                        id=entry.id, actor=entry.actor, title=entry.title, holders=tuple(holders)
                    )
                )
        if len(faults) > before:
            faults.spoil(entry.id, *(h.id for h in entry.holders))
    unique([entry.id for entry in file.offices], _("offices"), at.where, faults)
    unique([h.id for o in offices for h in o.holders], _("office holders"), at.where, faults)
    return offices


def processes_of(
    file: ScenarioFile,
    actors: Mapping[str, Actor],
    offices: Sequence[Office],
    at: Places,
    faults: Faults,
) -> list[Process]:
    """Processes, each with the days on which it can happen."""
    processes = []
    holders = {holder.id: office for office in offices for holder in office.holders}
    for number, entry in enumerate(file.processes, start=1):
        place = at.entry("processes", number, entry.id)
        before = len(faults)
        for actor in dict.fromkeys((entry.source, entry.target)):
            with faults.heard():
                need_actor(actor, actors, place)
        _check_others(entry, actors, place, faults)
        if entry.source == entry.target:
            faults.tell(
                _("{place}: source and target are both '{actor}'").format(
                    place=place, actor=entry.source
                )
            )
        if entry.rate is not None and (day := late(entry.rate, file.as_of)) is not None:
            faults.tell(
                _(
                    "{place}: until {day} is after as_of {as_of}; a rate rests on what was known "
                    "then: count up to as_of at most"
                ).format(place=f"{place}.rate", day=day, as_of=file.as_of)
            )
        if entry.rate is not None and entry.usual is not None:
            faults.tell(
                _("{place}: a rate is stated, so none is usual: leave one of the two out").format(
                    place=f"{place}.usual"
                )
            )
        first, last = 0, file.horizon - 1
        if {entry.source, entry.target} <= actors.keys():
            with faults.heard():
                first, last = _days(entry, holders, file, place)
        if len(faults) > before:
            faults.spoil(entry.id)
            continue
        parties = (entry.source, entry.target, *entry.others)
        called = (actors[each].name if each in actors else each for each in parties)
        title = entry.title or act_title(called, entry.act, entry.act.joint)
        processes.append(
            Process(
                entry.id,
                title,
                entry.source,
                entry.target,
                entry.act,
                entry.prose or capital(title),
                UNMEASURED if entry.rate is None else entry.rate.rate(),
                first,
                last,
                entry.counterpart,
                tuple(entry.others),
            )
        )
    unique([p.id for p in file.processes], _("processes"), at.where, faults)
    names: dict[str, str] = {}
    for process in processes:
        if process.stable_name in names and names[process.stable_name] != process.id:
            faults.tell(
                _(
                    "{where}: processes '{one}' and '{other}' are the same act on the same dyad; "
                    "narrow one by mode, context, rank or counterpart"
                ).format(where=at.where, one=names[process.stable_name], other=process.id)
            )
        names[process.stable_name] = process.id
    return processes


def _check_others(
    entry: ProcessEntry, actors: Mapping[str, Actor], place: str, faults: Faults
) -> None:
    """Tell of further parties that cannot be."""
    place = f"{place}.with"
    if entry.others and not entry.act.joint:
        faults.tell(
            _(
                "{place}: {act} is done by one to another; only a joint act, such as {example}, "
                "has further parties"
            ).format(place=place, act=entry.act, example="CONSULT.multilateral")
        )
    seen = {entry.source, entry.target}
    for actor in entry.others:
        with faults.heard():
            need_actor(actor, actors, place)
        if actor in seen:
            faults.tell(
                _("{place}: '{actor}' is a party already; name each once").format(
                    place=place, actor=actor
                )
            )
        seen.add(actor)


def _days(
    entry: ProcessEntry, holders: Mapping[str, Office], file: ScenarioFile, place: str
) -> tuple[int, int]:
    """First and last day on which a process can happen."""
    first, last = 0, file.horizon - 1
    who = entry.counterpart
    if who is None:
        return first, last
    if who not in holders:
        raise ScenarioError(
            _("{place}: counterpart '{holder}' holds no office{hint}").format(
                place=place, holder=who, hint=did_you_mean(who, holders)
            )
        )
    office = holders[who]
    parties = (entry.source, entry.target, *entry.others)
    if office.actor not in parties:
        raise ScenarioError(
            _(
                "{place}: counterpart '{holder}' speaks for {actor}, which is none of {parties}"
            ).format(place=place, holder=who, actor=office.actor, parties=", ".join(parties))
        )
    begin, end = office.counterpart_window(who)
    first = max((begin - file.as_of).days - 1, 0)
    if end is not None:
        last = min((end - file.as_of).days - 2, last)
    if first > last:
        raise ScenarioError(
            _(
                "{place}: counterpart '{holder}' is neither elect nor in office at any time "
                "within the horizon, so the process could never happen"
            ).format(place=place, holder=who)
        )
    return first, last


def _kind(kind: Kind | None) -> str:
    """A kind of actor in words."""
    return {"state": _("state"), "bloc": _("bloc"), "party": _("party")}[kind or "party"]
