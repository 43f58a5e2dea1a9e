"""Acts after the as-of date, from a file as the record's own or from the event store."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.files.read import read_text
from detente.language.current import gettext as _
from detente.language.faults import Faults
from detente.planes.record import PastAct
from detente.scenario.record.acts import read_acts
from detente.scenario.record.kinds import kind_of, kinds_of
from detente.scenario.record.taken import RecordRequest, name_of

if TYPE_CHECKING:
    from detente.events.store.store import Store
    from detente.scenario.scenario import Scenario

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Later:
    """Acts after the as-of date.

    Attributes
    ----------
    acts : tuple of PastAct
    until : date
        Last day up to which they are complete.
    untold : frozenset of str
        Processes of which the source cannot tell.
    """

    acts: tuple[PastAct, ...]
    until: dt.date
    untold: frozenset[str] = frozenset()


def check_later(scenario: Scenario, until: dt.date) -> None:
    """Refuse acts that end before anything is played.

    Raises
    ------
    InputError
    """
    if until <= scenario.as_of:
        raise InputError(
            _("the acts end on {until}; give acts after {as_of}, from when on it is played").format(
                until=until, as_of=scenario.as_of
            )
        )


def acts_in(file: str | Path, scenario: Scenario) -> tuple[PastAct, ...]:
    """All acts of a file, whenever they were.

    Raises
    ------
    InputError
        With all that is wrong in it.
    """
    faults = Faults()
    always = scenario.file.model_copy(update={"as_of": dt.date.max})
    text = read_text(Path(file))
    found = read_acts(text, str(file), always, scenario.actors, dt.date.min, faults)
    faults.settle()
    return tuple(found)


def from_file(file: str | Path, scenario: Scenario, until: dt.date | None) -> Later:
    """Read acts from a file; those up to the as-of date may be in it.

    Parameters
    ----------
    file : str or Path
        Columns as those of a scenario's ``acts.csv``.
    scenario : Scenario
    until : date or None
        Last day that it covers; by default that of its last act.

    Raises
    ------
    InputError
        With all that is wrong in it.
    """
    found = acts_in(file, scenario)
    last = until or max((act.date for act in found), default=scenario.as_of)
    return Later(tuple(act for act in found if scenario.as_of < act.date <= last), last)


def from_store(store: Store, dataset: str, scenario: Scenario, until: dt.date | None) -> Later:
    """Take acts from the event store: event-days of the kinds that the scenario plays.

    Parameters
    ----------
    store : Store
    dataset : str
        Data source.
    scenario : Scenario
    until : date or None
        Last day; by default the last that the source has. They end before a day that it misses.

    Raises
    ------
    InputError
        If there is no such source, or it ends before anything is played.
    """
    from detente.scenario.record.take import take  # with DuckDB

    name = store.dataset(dataset)
    end = scenario.as_of + scenario.file.horizon * DAY
    last = min(until or end, end, store.span(name)[1])
    check_later(scenario, last)
    wanted = RecordRequest(last, scenario.as_of + DAY, name, tuple(kinds_of(scenario.processes)))
    taken = take(store, scenario.where, wanted, scenario.actors, recent=False)
    gone = [day for day in taken.missing if day > scenario.as_of]
    last = min([last, *(day - DAY for day in gone)])
    check_later(scenario, last)
    dates = taken.dates()
    kinds = {name_of(kind): kind for kind in wanted.kinds}
    acts = tuple(
        PastAct(day, kinds[each].source, kinds[each].target, kinds[each].act)
        for each, days in dates.items()
        for day in days
        if scenario.as_of < day <= last
    )
    untold = (p.id for p in scenario.processes if p.others or name_of(kind_of(p)) not in dates)
    return Later(acts, last, frozenset(untold))
