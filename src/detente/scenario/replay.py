"""What states were on the days of a record: by their history, and by the acts that moved them.

From one entry of its history to the next a state moves by those of its transitions that leave
nothing to chance, on the acts of the record, as the kernel plays them. All other changes have to
stand in the history. A state that the acts alone move needs none: wherever it began, it is known
from the day on which it would be the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.effects.base import Effect
from detente.effects.signal import Signal
from detente.kernel.supposed import played_alike, true_values
from detente.states.entry import StateEntry
from detente.states.known import UNKNOWN, Course, Dated, Known, last_known

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

DAY = dt.timedelta(days=1)
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Replay:
    """Values of states, by id, on the days from `first` on; `UNKNOWN` where they are not known.

    `before` holds what each was on the evening before, and since how many days; `hidden` the
    states of which neither acts nor a history tell.
    """

    first: dt.date
    values: Mapping[str, I64]
    before: Mapping[str, tuple[int, int]]
    hidden: frozenset[str]

    def on(self, state: str, day: dt.date) -> tuple[int, int]:
        """Number of the value on a day, and for how many days the state then has had it."""
        values = self.values[state][: (day - self.first).days + 1]
        if not values.size:
            return self.before[state]
        others = np.flatnonzero(values != values[-1])
        if others.size:
            return int(values[-1]), int(values.size - 2 - others[-1])
        value, lasted = self.before[state]
        same = value == values[-1] and lasted >= 0
        return int(values[-1]), int(values.size + lasted if same else values.size - 1)

    def known(self, first: dt.date, last: dt.date) -> dict[str, Known]:
        """How the states have moved on some of the days, for a play of them."""
        found = {}
        for state in self.values:
            value, lasted = self.on(state, first - DAY)
            course = self.values[state][(first - self.first).days :][: (last - first).days + 1]
            shifted = np.concatenate([[value], course[:-1]])
            days = np.flatnonzero(course != shifted)
            found[state] = Known(
                value,
                lasted if value != UNKNOWN else -1,
                tuple((int(day), int(course[day])) for day in days),
            )
        return found


def entries_of(state: StateEntry, history: Sequence[Dated]) -> list[Dated]:
    """Its history, and what its start says of the days since it has that value."""
    found = list(history)
    told = isinstance(state.start, str) and not state.from_record and state.claim is None
    if told and state.since is not None and (not found or found[-1].date < state.since):
        found.append(Dated(state.since, str(state.start)))
    return found


def concluding(scenario: Scenario) -> tuple[Effect, ...]:
    """Effects on which conditions may look: what is concluded from signals."""
    return tuple(effect for effect in scenario.effects if isinstance(effect, Signal))


def replayed(before: Scenario, acts: NDArray[np.int8], truth: int = 1) -> Replay:
    """Play the states of a scenario on the acts of a record.

    Parameters
    ----------
    before : Scenario
        As of the day before the first one, its horizon the days.
    acts : array of int8, shape (days, processes)
        1 where the record has the act of a process.
    truth : int
        Whether claims hold that own acts before the first day.
    """
    first, days = before.as_of + DAY, before.file.horizon
    course = {}
    for state in before.states:
        entries = entries_of(state, before.history.get(state.id, ()))
        at = last_known(entries, before.as_of)
        start = UNKNOWN if at is None else _number(state, at.value)
        lasted = -1 if at is None or start == UNKNOWN else (before.as_of - at.date).days
        dated = tuple(
            ((each.date - first).days, _number(state, each.value))
            for each in entries
            if 0 <= (each.date - first).days < days
        )
        course[state.id] = Known(start, lasted, dated, moving=True)
    held = replace(before, course=Course(course, before.history), _compiled={}, _vain=[])
    compiled = held.compiled()
    variables = compiled.model.states
    watching = compiled.watching([variables[state.id].name for state in before.states])
    claims = np.full(len(compiled.claims), truth, dtype=np.uint8)
    planes, alike = played_alike(watching, acts, true_values(compiled), claims)
    values, hidden = {}, set()
    for i, state in enumerate(before.states):
        told = set(variables[state.id].transitions)
        untold = [
            move
            for move in variables[state.id].stated
            if move not in told and (move.day is None or 0 <= move.day < days)
        ]
        if untold and not entries_of(state, before.history.get(state.id, ())):
            hidden.add(state.id)
            values[state.id] = np.full(days, UNKNOWN)
            continue
        values[state.id] = np.where(alike[:, i], planes[:, i], UNKNOWN).astype(np.int64)
        if state.since is not None and state.claim is None and isinstance(state.start, str):
            values[state.id][max((state.since - first).days, 0) :] = state.values.index(state.start)
    starts = {name: (known.start, known.lasted) for name, known in course.items()}
    return Replay(first, values, starts, frozenset(hidden))


def _number(state: StateEntry, value: str | float | None) -> int:
    return UNKNOWN if value is None else state.values.index(str(value))
