"""Days at risk on which a hazard hangs on a state or level that the record does not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.fitting.history import DAY, History, ObservedActs, observed, windowed
from detente.kernel.hazard import hazards_of
from detente.kernel.supposed import played_alike, true_values
from detente.planes.model import Model
from detente.scenario.replay import Replay, concluding, replayed
from detente.states.known import Course, level_on
from detente.states.lower_levels import plane_name

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Untold:
    """What of the days at risk has to be left out, since nobody knows a state or a level.

    Attributes
    ----------
    days : array of bool, shape (days, processes)
        Where a process hangs on what is not known.
    waiting : mapping of str to int
        Days at risk that are left out, by the state or level that is not known.
    processes : frozenset of str
        Those of which no day is left.
    """

    days: Bools
    waiting: Mapping[str, int]
    processes: frozenset[str]


def replay_of(scenario: Scenario, history: History) -> Replay | None:
    """The states on the days of the record; None where there are none."""
    if not scenario.states:
        return None
    whole = replace(history, first=history.since)
    before = windowed(scenario, whole, effects=concluding(scenario))
    return replayed(before, observed(before.processes, whole).acts)


def course_of(scenario: Scenario, history: History, replay: Replay | None) -> Course:
    """States and levels on the days of the likelihood."""
    states = {} if replay is None else replay.known(history.first, history.last)
    levels = {level.id: scenario.history[level.id] for level in scenario.levels
              if level.id in scenario.history}  # fmt: skip
    return Course(states, levels)


def unknown_levels(scenario: Scenario, first: dt.date, days: int) -> dict[str, Bools]:
    """Planes of levels, and the days on which the record does not tell them."""
    dates = [first + n * DAY for n in range(days)]
    return {
        plane_name(level.id): np.array(
            [np.isnan(level_on(scenario.history.get(level.id, ()), date)) for date in dates]
        )
        for level in scenario.levels
    }


def untold(before: Scenario, given: ObservedActs) -> Untold:
    """Days at risk that hang on what is not known.

    Parameters
    ----------
    before : Scenario
        As of the day before the first one, with the course of its states and levels.
    given : ObservedActs
    """
    compiled = before.compiled()
    model, days = compiled.model, given.known.shape[0]
    nothing = Untold(np.zeros_like(given.known), {}, frozenset())
    if not model.states and not before.levels:
        return nothing
    hazards = hazards_of(compiled)
    planes = list(dict.fromkeys(name for hazard in hazards for name in hazard.planes))
    levels = unknown_levels(before, before.as_of + DAY, days)
    claims = np.ones(len(compiled.claims), dtype=np.uint8)
    _values, alike = played_alike(
        compiled.watching(planes), given.acts, true_values(compiled), claims
    )
    column = {name: i for i, name in enumerate(planes)}
    ids = {each.name: name for name, each in model.states.items()}
    ids |= {each.age: name for name, each in model.states.items()}
    ids |= {plane_name(level.id): level.id for level in before.levels}
    found = np.zeros_like(given.known)
    waiting: dict[str, int] = {}
    for p, hazard in enumerate(hazards):
        seen = _hanging(model, hazard.planes)
        for name in hazard.planes:
            found[:, p] |= ~alike[:, column[name]]
        for name in seen:
            if name in levels:
                found[:, p] |= levels[name]
        lost = int((found[:, p] & given.known[:, p]).sum())
        for name in dict.fromkeys(ids[each] for each in seen if each in ids):
            if lost and _partly(name, before, levels):
                waiting[name] = waiting.get(name, 0) + lost
    left: Bools = np.asarray((given.known & ~found).any(axis=0))
    gone = frozenset(
        process.id
        for p, process in enumerate(before.processes)
        if given.known[:, p].any() and not left[p]
    )
    return Untold(found, waiting, gone)


def _partly(name: str, before: Scenario, levels: Mapping[str, Bools]) -> bool:
    """Whether a state or level is not known on some of the days."""
    if name in before.course.states:
        return not before.course.states[name].whole
    return bool(levels[plane_name(name)].any())


def _hanging(model: Model, planes: Iterable[str]) -> list[str]:
    """Planes that are not derived, of which some are made or which they follow."""
    found: dict[str, None] = {}
    waiting = list(planes)
    while waiting:
        new = [name for name in model.leaves(waiting) if name not in found]
        found.update(dict.fromkeys(new))
        waiting = []
        for name in new:
            if name in model.relaxing:
                each = model.relaxing[name]
                waiting += [each.target] if each.speed is None else [each.target, each.speed]
    return list(found)
