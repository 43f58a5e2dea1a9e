"""What the record says of the moves of a state: which transitions were due on a day, what came.

A day of which a state's values of that day and the day before are known is one of a few patterns:
the transitions that were due, in their order, and the value that the state then had. So the
likelihood of years is a sum over some patterns.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.kernel.compile import Compiled
from detente.kernel.supposed import played_alike, true_values
from detente.planes.model import Coefficient, Derived, Model, Op, StateVariable, Transition
from detente.scenario.replay import Replay
from detente.states.known import UNKNOWN

F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]

STAYED = -1
"""In the place of the value to which a state has moved."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Transitions of a state that were due on some days, by number, and what came of it.

    `reached` is the number of the value, or `STAYED`; `along` what the factors of each of the
    transitions had to measure.
    """

    due: tuple[int, ...]
    reached: int
    along: tuple[tuple[float, ...], ...] = ()

    def measured(self, number: int) -> tuple[float, ...]:
        """What the factors of a transition had to measure."""
        return self.along[self.due.index(number)] if self.along else ()


@dataclass(frozen=True, slots=True)
class Moves:
    """What the record says of the moves of a state.

    Attributes
    ----------
    state : str
        Its id.
    variable : StateVariable
    transitions : tuple of Transition
        Those that would be drawn, in their order.
    held : tuple of float
        How far each is believed: the mean of its factor over beliefs.
    factors : tuple of tuple of Coefficient
        What raises or lowers the hazard of each, or the odds of its chance.
    shares : tuple of tuple of (float, float)
        How far each of these is its draw, in the mean over beliefs, and what it is besides.
    days : mapping of Pattern to int
    unexplained : int
        Changes that none of the transitions that were due leads to; they are left out.
    """

    state: str
    variable: StateVariable
    transitions: tuple[Transition, ...]
    held: tuple[float, ...]
    factors: tuple[tuple[Coefficient, ...], ...]
    shares: tuple[tuple[tuple[float, float], ...], ...]
    days: Mapping[Pattern, int]
    unexplained: int

    def leading(self, pattern: Pattern) -> list[int]:
        """Transitions that may have brought what came of a pattern."""
        return [k for k in pattern.due if self.chance(k, pattern.reached) is not None]

    def chance(self, number: int, value: int) -> Coefficient | None:
        """Chance of a value where a transition happens; None if it does not lead there."""
        return next((c for each, c in self.transitions[number].to if each == value), None)

    def at_risk(self, number: int) -> int:
        """Days on which a transition was due, and none before it is known to have happened."""
        return sum(n for pattern, n in self.days.items() if number in self.tried(pattern))

    def tried(self, pattern: Pattern) -> list[int]:
        """Transitions of a pattern that had their chance: none after the one that happened."""
        leading = self.leading(pattern)
        last = max(map(pattern.due.index, leading), default=len(pattern.due) - 1)
        return list(pattern.due[: last + 1])

    def seen(self, number: int) -> int:
        """Changes that a transition may have brought."""
        return sum(n for pattern, n in self.days.items() if number in self.leading(pattern))


def moves_of(
    compiled: Compiled,
    acts: NDArray[np.int8],
    replay: Replay,
    unknown: Mapping[str, NDArray[np.bool_]],
    beliefs: U8,
) -> list[Moves]:
    """The moves of every state of which the record tells.

    Parameters
    ----------
    compiled : Compiled
        The scenario before the days of the likelihood, its states as the record has them.
    acts : array of int8, shape (days, processes)
    replay : Replay
    unknown : mapping of str to array of bool, shape (days,)
        Planes of levels, and the days on which they are not known.
    beliefs : array of uint8, shape (beliefs, claims)
    """
    model = compiled.model
    first = int(compiled.program.start[0])
    known = {name: state for name, state in model.states.items() if name not in replay.hidden}
    planes = list(
        dict.fromkeys(
            plane
            for state in known.values()
            for move in state.stated
            for plane in (*filter(None, [move.plane]), *measured_by(move, model))
        )
    )
    values, alike = played_alike(
        compiled.watching(planes),
        acts,
        true_values(compiled),
        np.ones(len(compiled.claims), np.uint8),
    )
    for i, plane in enumerate(planes):
        for leaf in model.leaves([plane]):
            if leaf in unknown:
                alike[:, i] &= ~unknown[leaf]
    column = {plane: i for i, plane in enumerate(planes)}
    found = []
    for name, state in known.items():
        before, age, course = _course(name, replay, first, values.shape[0])
        told = (before != UNKNOWN) & (course != UNKNOWN)
        due = np.zeros((values.shape[0], len(state.stated)), dtype=bool)
        for k, move in enumerate(state.stated):
            leaves = np.isin(before, move.before)
            if move.day is not None:
                leaves &= np.arange(leaves.size) == move.day
            if move.lasted is not None:
                leaves &= age == move.lasted
            if move.plane is not None:
                told &= ~leaves | alike[:, column[move.plane]]
                leaves = leaves & (values[:, column[move.plane]] >= 0.5)
            for plane in measured_by(move, model):
                told &= ~leaves | alike[:, column[plane]]
            due[:, k] = leaves
        held = tuple(_held(move, compiled, beliefs) for move in state.stated)
        along = [
            values[:, [column[plane] for plane in measured_by(move, model)]]
            for move in state.stated
        ]
        counts: Counter[Pattern] = Counter()
        for day in np.flatnonzero(told & (due.any(axis=1) | (before != course))):
            moved = before[day] != course[day]
            those = tuple(int(k) for k in np.flatnonzero(due[day]))
            pattern = Pattern(
                those,
                int(course[day]) if moved else STAYED,
                tuple(tuple(along[k][day].tolist()) for k in those),
            )
            counts[pattern] += 1
        factors = tuple(factors_of(move, model) for move in state.stated)
        shares = tuple(
            tuple(share_held(each, compiled, beliefs) for each in own) for own in factors
        )
        whole = Moves(name, state, state.stated, held, factors, shares, counts, 0)
        vain = {p for p in counts if p.reached != STAYED and not whole.leading(p)}
        found.append(
            replace(
                whole,
                days={p: n for p, n in counts.items() if p not in vain},
                unexplained=sum(counts[p] for p in vain),
            )
        )
    return found


def _scaled(move: Transition, model: Model) -> list[Derived]:
    """The parts of what is added to the log-hazard of a transition."""
    if move.along is None:
        return []
    whole = model.derived[move.along]
    return [model.derived[name] for name in whole.inputs] if whole.op is Op.SUM else [whole]


def measured_by(move: Transition, model: Model) -> list[str]:
    """Planes that the factors of a transition measure."""
    return [each.inputs[0] for each in _scaled(move, model)]


def factors_of(move: Transition, model: Model) -> tuple[Coefficient, ...]:
    """Coefficients of the factors of a transition."""
    return tuple(each.coefficient for each in _scaled(move, model) if each.coefficient is not None)


def _course(
    name: str, replay: Replay, first: int, days: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Values on the days before, how long they have lasted by each day, and values on the days."""
    start = dt.date.fromordinal(first)
    value, lasted = replay.on(name, start - dt.timedelta(days=1))
    offset = (start - replay.first).days
    course = replay.values[name][offset : offset + days]
    before = np.concatenate([[value], course[:-1]])
    age = np.empty(days, dtype=np.int64)
    last = lasted if value != UNKNOWN else -days - 1
    for day in range(days):
        last += 1
        age[day] = last
        if course[day] != before[day]:
            last = 0 if course[day] != UNKNOWN else -days - 1
    return before, age, course


def _held(move: Transition, compiled: Compiled, beliefs: U8) -> float:
    """The factor of a transition in the mean over beliefs."""
    if move.factor is None:
        return 1.0
    drawn, rest = share_held(move.factor, compiled, beliefs)
    return drawn * move.factor.draw.mean + rest


def share_held(coefficient: Coefficient, compiled: Compiled, beliefs: U8) -> tuple[float, float]:
    """How far a coefficient is its draw, and what it is besides: P·draw + rest."""
    column = {claim: i for i, claim in enumerate(compiled.claims)}
    drawn = np.ones(beliefs.shape[0])
    rest = np.zeros(beliefs.shape[0])
    for claim, otherwise in reversed(coefficient.when):
        holds = beliefs[:, column[claim]] > 0
        drawn, rest = np.where(holds, drawn, 0.0), np.where(holds, rest, otherwise)
    if coefficient.denied_by is not None:
        denied = beliefs[:, column[coefficient.denied_by]] > 0
        drawn, rest = np.where(denied, 0.0, drawn), np.where(denied, 0.0, rest)
    return float(drawn.mean()), float(rest.mean())


def numbers(values: Sequence[Coefficient]) -> list[float]:
    """Means of the draws of some coefficients."""
    return [each.draw.mean for each in values]
