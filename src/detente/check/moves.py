"""Transitions that never fire, and values that a state never takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.check.histories import Histories
from detente.conditions.words import clause
from detente.kernel.arrays import IN_FORCE
from detente.language.counted import futures
from detente.language.current import gettext as _
from detente.language.format import quoted
from detente.planes.model import Coefficient, StateVariable, Transition

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario
    from detente.states.entry import StateEntry, TransitionEntry

Flags = NDArray[np.bool_]


def never_moves(scenario: Scenario, histories: Histories) -> Iterator[str]:
    """Transitions that no history fires though their day comes, one line each."""
    model = histories.compiled.model
    for entry in scenario.states:
        state = model.states[entry.id]
        for number, (told, move) in enumerate(
            zip(entry.transitions, state.transitions, strict=True), start=1
        ):
            if _too_late(move, histories.days) or _fires(state, move, histories).any():
                continue
            yield _("state '{state}': transitions[{n}]: it never comes about: {why}").format(
                state=entry.id, n=number, why=_why(scenario, entry, told, state, move, histories)
            )


def never_taken(scenario: Scenario, histories: Histories) -> Iterator[str]:
    """Values that a state takes in no history; no fault, since the play may end before."""
    model = histories.compiled.model
    for entry in scenario.states:
        seen = np.unique(histories.plane(model.states[entry.id].name)).astype(np.int64).tolist()
        for value in (v for i, v in enumerate(entry.values) if i not in seen):
            yield _(
                "{state} is never {value}, in none of {futures} in which all that may happen often "
                "does"
            ).format(
                state=quoted(scenario.words.state(entry.id)),
                value=quoted(scenario.words.value(entry.id, value)),
                futures=futures(histories.number),
            )


def _too_late(move: Transition, days: int) -> bool:
    """Whether it falls due after the last day that is played."""
    return (move.day is not None and move.day >= days) or (
        move.lasted is not None and move.lasted > days
    )


def _held(state: StateVariable, move: Transition, histories: Histories) -> Flags:
    """Histories and days, from the second on, on which the state has a value that it leaves."""
    value = histories.by_day(state.name)[:, :-1]
    return np.isin(value, move.before)


def _due(state: StateVariable, move: Transition, histories: Histories) -> Flags:
    """Those of them on which all else holds that it waits for."""
    due = _held(state, move, histories)
    if move.plane is not None:
        due &= histories.by_day(move.plane)[:, 1:] >= IN_FORCE
    if move.day is not None:
        due &= np.arange(1, histories.days) == move.day
    if move.lasted is not None:
        due &= histories.by_day(state.age)[:, :-1] + 1.0 == move.lasted
    return due


def _fires(state: StateVariable, move: Transition, histories: Histories) -> Flags:
    """Those of them on which the state takes a value to which it leads."""
    entered = histories.by_day(state.age)[:, 1:] == 0.0
    value = histories.by_day(state.name)[:, 1:]
    reached = np.isin(value, [v for v, chance in move.to if _possible(chance)])
    return np.asarray(_due(state, move, histories) & entered & reached)


def _possible(chance: Coefficient) -> bool:
    """Whether a chance is above 0 in some future."""
    own = chance.draw.mean > 0.0 or chance.draw.sd > 0.0
    return own or any(value > 0.0 for _claim, value in chance.when)


def _why(
    scenario: Scenario,
    entry: StateEntry,
    told: TransitionEntry,
    state: StateVariable,
    move: Transition,
    histories: Histories,
) -> str:
    words, number = scenario.words, futures(histories.number)
    if not _held(state, move, histories).any():
        left = _(" or ").join(quoted(words.value(entry.id, v)) for v in entry.leaves(told))
        return _("in none of {futures} is {state} {value}").format(
            futures=number, state=quoted(words.state(entry.id)), value=left
        )
    if not _due(state, move, histories).any():
        if told.when is not None:
            return _("in none of {futures} is this so when it would be due: {clause}").format(
                futures=number, clause=clause(told.when, words)
            )
        return _("in none of {futures} does the state have its value so long").format(
            futures=number
        )
    return _(
        "its chance is 0, or one before it in the file comes about on all days on which it is due"
    )
