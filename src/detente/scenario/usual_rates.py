"""Rates that a scenario leaves out: counted in its own record, else the usual ones of its pairs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.current import marked, use_language
from detente.language.faults import Faults
from detente.language.format import integer
from detente.language.hints import in_quotes
from detente.ontology.actor import Actor
from detente.ontology.usual.pairs import Dyad, dyads_for, title
from detente.ontology.usual.rates import OF_FORCE, origin, usual
from detente.planes.process import Process
from detente.planes.rate import FEWEST_DAYS, says_enough
from detente.planes.record import Record
from detente.scenario.file import OF_THE_PAIR, ProcessEntry, ScenarioFile, StoreEntry
from detente.scenario.rate import CountedRate, UsualRate
from detente.scenario.record.kinds import Kind, kind_of, kinds_of, narrowest
from detente.scenario.validate import Places

COUNTED = marked("the scenario's own record, which is complete of such acts")
"""Reference of a rate that is counted in the scenario's file of acts."""


def with_usual_rates(
    file: ScenarioFile,
    processes: Sequence[Process],
    actors: Mapping[str, Actor],
    record: Record,
    at: Places,
    faults: Faults,
) -> tuple[ScenarioFile, list[Process]]:
    """The file and its processes with the rates that are left out, as if they were stated.

    Where the record is taken from a store, what is left out is measured there, and where the
    coefficients are those of a fit, estimated there: only processes that ask for the usual rate
    have it.

    Parameters
    ----------
    file : ScenarioFile
    processes : sequence of Process
        Those of the file that are sound.
    actors : mapping of str to Actor
    record : Record
        From four weeks on it is counted in what the file of acts is complete of.
    at : Places
    faults : Faults
        Told of each rate that nothing tells.
    """
    stored = isinstance(file.record, StoreEntry)
    elsewhere = stored or file.coefficients is not None
    sound = {process.id: process for process in processes}
    counts = {} if stored else _counts(processes, record)
    entries: list[ProcessEntry] = []
    for number, entry in enumerate(file.processes, start=1):
        process = sound.get(entry.id)
        if process is not None and entry.rate is None and (entry.usual or not elsewhere):
            place = f"{at.entry('processes', number)}.rate ({in_quotes(entry.id)})"
            with faults.heard(place):
                stated = _rate(entry, process, actors, file.as_of, counts.get(kind_of(process)))
                entry = entry.model_copy(update={"rate": stated})
                sound[entry.id] = replace(process, rate=stated.rate())
        entries.append(entry)
    return file.model_copy(update={"processes": entries}), [sound[p.id] for p in processes]


def dyad_of_process(process: ProcessEntry, actors: Mapping[str, Actor], day: dt.date) -> Dyad:
    """Of what kind the pair of a process is: as the scenario says, else as the tables know.

    Raises
    ------
    ScenarioError
        If the two cannot be what the scenario says.
    """
    able = dyads_for(actors[process.source], actors[process.target], day)
    if process.usual in (None, OF_THE_PAIR):
        return able[0]
    for dyad in able:
        if dyad == process.usual:
            return dyad
    raise ScenarioError(
        _("usual = {word}: these two are none; they may be: {able}").format(
            word=f'"{process.usual}"', able=", ".join(able)
        )
    )


def _rate(
    entry: ProcessEntry,
    process: Process,
    actors: Mapping[str, Actor],
    day: dt.date,
    seen: tuple[int, int] | None,
) -> UsualRate | CountedRate:
    """The rate that a process has when it states none.

    Raises
    ------
    ScenarioError
        If nothing tells it.
    """
    dyad = dyad_of_process(entry, actors, day)
    found = None if entry.once or entry.others else usual(dyad, entry.act)
    expected = None if found is None else found.per_year
    if entry.usual is None and seen is not None and says_enough(*seen, expected):
        return CountedRate(events=seen[0], days=seen[1], until=day, reference=COUNTED)
    if found is None:
        raise ScenarioError(_why_not(entry, dyad))
    with use_language("en"):  # whoever prints it says it in the language then in force
        reference = origin(dyad)
    return UsualRate(
        per_year=found.per_year, sd=found.sd, basis="record", reference=reference, dyad=dyad
    )


def _why_not(entry: ProcessEntry, dyad: Dyad) -> str:
    """Why no rate is usual, and what would be right."""
    if entry.others:
        why = _("rates are usual of pairs, and the process has {n} parties").format(
            n=integer(2 + len(entry.others))
        )
    elif entry.once:
        why = _("rates are usual of all acts of a class, and this one comes once at most")
    elif entry.act.type in OF_FORCE:
        why = _("whether there is a war decides how often force is used, not the kind of pair")
    else:
        why = _("no rate of {act} is usual for {dyad}").format(act=entry.act, dyad=title(dyad))
    return _(
        "this key is missing, and {why}; write the days a year, such as {example}, or what was "
        "counted (docs/rates.md)"
    ).format(why=why, example="rate = 4")


def _counts(processes: Sequence[Process], record: Record) -> dict[Kind, tuple[int, int]]:
    """Days with an act and days covered, of each kind of which the file of acts is complete."""
    kinds = [kind for kind in kinds_of(processes) if record.is_complete(kind.act)]
    if record.span < FEWEST_DAYS or not kinds:
        return {}
    dates: dict[Kind, set[dt.date]] = {kind: set() for kind in kinds}
    for act in record.acts:
        for dyad in act.dyads:
            kind = narrowest([each for each in kinds if each.dyad == dyad], act.act)
            if kind is not None:
                dates[kind].add(act.date)
    return {kind: (len(days), record.span) for kind, days in dates.items()}
