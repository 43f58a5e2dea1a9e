"""What conditions held before the first day: derived planes on the days of the record.

A run of days, a count since something, what has ever been: each hangs on days that are not played.
These are gone through here, for each way in which the claims that own acts of the record may
hold. What nobody has written down of them (a level, a state before its `since`, one whose start is
a chance) is not known, and counts from the first day on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import F64
from detente.kernel.owned import BegunMemory
from detente.language.shown import brief
from detente.planes.model import NEVER_HELD, Derived, Model, Op, Phase

REMEMBER = frozenset({Op.RUN, Op.AGE, Op.ROSE, Op.HIGHEST, Op.SINCE})
"""Operations that hang on days before today; windows and latches begin in ways of their own."""

FLAGGED = frozenset({Op.ROSE, Op.HIGHEST, Op.SINCE})
"""Those of which the kernel keeps a flag beside the value."""

LONGEST = 3660
"""Days before the record that are gone through at most, for conditions of the calendar."""

UNKNOWN = np.nan


def remembering(model: Model, begun: Sequence[str] = ()) -> list[Derived]:
    """Planes that begin with what was before, without those that begin otherwise."""
    early = {
        name
        for each in model.derived.values()
        if each.phase is Phase.BEFORE
        for name in each.inputs
        if name in model.derived and model.derived[name].phase is Phase.MORNING
    }
    return [
        each
        for each in model.derived.values()
        if each.name not in begun and (each.op in REMEMBER or each.name in early)
    ]


def span(model: Model) -> int:
    """Days before the record that may matter: as many as a condition asks to have held."""
    long = {name for name, each in model.derived.items() if each.op in (Op.RUN, Op.AGE)}
    asked = [each.c1 for each in model.derived.values() if long.intersection(each.inputs)]
    return int(min(max(asked, default=0.0) + 1.0, LONGEST))


@dataclass(frozen=True, slots=True, repr=False)
class Past:
    """Derived planes on the days up to the first one that is played.

    Attributes
    ----------
    model : Model
    names : tuple of str
        Planes that begin with what was before.
    days : int
        Days that are gone through, the first day of the play the last of them.
    memories : mapping of str to BegunMemory
        On the mornings of these days.
    calendar : mapping of str to array of float64, shape (days,)
    owners : tuple of int
        Columns of the claims that own acts of these memories.
    """

    __repr__ = brief

    model: Model
    names: tuple[str, ...] = ()
    days: int = 0
    memories: Mapping[str, BegunMemory] = field(default_factory=dict)
    calendar: Mapping[str, F64] = field(default_factory=dict)
    owners: tuple[int, ...] = ()
    _known: dict[bytes, tuple[F64, F64, F64]] = field(default_factory=dict)

    @property
    def flagged(self) -> tuple[str, ...]:
        """Those of `names` of which the kernel keeps a flag."""
        return tuple(name for name in self.names if self.model.derived[name].op in FLAGGED)

    def begin(self, theta: F64, truth: NDArray[np.uint8]) -> tuple[F64, F64]:
        """Values by the day before the first, and flags, each of shape (paths, planes)."""
        values, flags, _ = self._of_paths(theta, truth)
        return values, flags

    def first(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """Values on the first day, NaN where they are not known; shape (paths, planes)."""
        return self._of_paths(theta, truth)[2]

    def _of_paths(self, theta: F64, truth: NDArray[np.uint8]) -> tuple[F64, F64, F64]:
        _, rows, which = np.unique(
            truth[:, list(self.owners)], axis=0, return_index=True, return_inverse=True
        )
        found = [self._of(theta[row : row + 1], truth[row : row + 1]) for row in rows]
        return tuple(  # type: ignore[return-value]
            np.stack([each[i] for each in found])[which.reshape(-1)] for i in range(3)
        )

    def _of(self, theta: F64, truth: NDArray[np.uint8]) -> tuple[F64, F64, F64]:
        key = truth[0, list(self.owners)].tobytes()
        if key not in self._known:
            days = _Days(self, theta, truth)
            values = np.array([days.derived(name)[-2] for name in self.names])
            flags = np.array([days.flag(name) for name in self.flagged])
            first = np.array([days.derived(name)[-1] for name in self.names])
            never = np.array([self.model.derived[name].op is Op.AGE for name in self.names])
            unknown = np.where(never, NEVER_HELD, 0.0)
            self._known[key] = np.where(np.isnan(values), unknown, values), flags, first
        return self._known[key]


class _Days:
    """Planes on all days, for one way in which the claims hold."""

    def __init__(self, past: Past, theta: F64, truth: NDArray[np.uint8]) -> None:
        self.past = past
        self.theta = theta
        self.truth = truth
        self.known: dict[str, F64] = {}
        self.states = {each.name: each for each in past.model.states.values()}
        self.ages = {each.age: each for each in past.model.states.values()}

    def derived(self, name: str) -> F64:
        """A derived plane, each day in its phase."""
        if name not in self.known:
            each = self.past.model.derived[name]
            inputs = [self._seen(inner, each.phase) for inner in each.inputs]
            self.known[name] = _value(each, inputs)
        return self.known[name]

    def flag(self, name: str) -> float:
        """What the kernel keeps beside a value, by the day before the first."""
        each = self.past.model.derived[name]
        if each.op is Op.HIGHEST:
            return 1.0
        held = _held(self._seen(each.inputs[-1 if each.op is Op.ROSE else 1], each.phase))[:-1]
        if held[-1]:
            return 1.0
        return 2.0 if each.op is Op.SINCE and held.any() else 0.0

    def _seen(self, name: str, phase: Phase) -> F64:
        """A plane as one of a phase of the day sees it."""
        model = self.past.model
        if name in model.derived:
            found = self.derived(name)
            early = phase is Phase.BEFORE and model.derived[name].phase is Phase.MORNING
            return _later(found) if early else found
        if name in self.past.memories:
            found = self.past.memories[name].value(self.theta, self.truth)[:, 0]
            return np.append(found[1:], UNKNOWN) if phase is Phase.EVENING else found
        if name in self.past.calendar:
            return self.past.calendar[name]
        found = np.full(self.past.days, UNKNOWN)
        state = self.states.get(name, self.ages.get(name))
        if state is not None and len(state.start) == 1:
            entered = max(self.past.days - 2 - state.lasted, 0)
            if name in self.ages:
                found[entered:] = np.arange(self.past.days)[entered:] - (
                    self.past.days - 2 - state.lasted
                )
            else:
                found[entered:] = state.start[0][0]
            return _later(found) if phase is Phase.BEFORE else found
        return found


def _later(values: F64) -> F64:
    """What was so the day before."""
    return np.concatenate([[UNKNOWN], values[:-1]])


def _held(values: F64) -> NDArray[np.bool_]:
    return np.asarray(values >= 0.5)  # what is not known is no more than 0


def _last(days: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Number of the last of some days, up to each day; −1 before the first."""
    return np.maximum.accumulate(np.where(days, np.arange(days.size), -1))


def _value(derived: Derived, inputs: Sequence[F64]) -> F64:
    """One operation on all days; the compiled loop does the same, day by day."""
    a = inputs[0]
    numbers = np.arange(a.size)
    match derived.op:
        case Op.RUN:
            return np.asarray(numbers - _last(~_held(a)), dtype=np.float64)
        case Op.AGE:
            last = _last(_held(a))
            return np.where(last < 0, NEVER_HELD, numbers - last)
        case Op.ROSE:
            held = _held(a)
            return np.asarray(held & ~np.concatenate([[False], held[:-1]]), dtype=np.float64)
        case Op.HIGHEST:
            return np.asarray(np.maximum.accumulate(np.nan_to_num(a, nan=0.0)))
        case Op.WINDOW:
            total = np.concatenate([[0.0], np.cumsum(np.nan_to_num(a, nan=0.0))])
            return np.asarray(total[1:] - total[np.maximum(numbers + 1 - int(derived.c1), 0)])
        case Op.SINCE:
            held = _held(inputs[1])
            new = held if derived.c1 == 1.0 else held & ~np.concatenate([[False], held[:-1]])
            total, last = np.cumsum(np.nan_to_num(a, nan=0.0)), _last(new)
            return np.where(last < 0, 0.0, total - total[np.maximum(last, 0)])
        case Op.SINCE_ENTRY if len(inputs) > 2:  # by then the state has had but one value
            return np.where(np.isnan(inputs[1]), UNKNOWN, inputs[2])
        case Op.ALL:
            return _logic(inputs, np.fmin, 0.0)
        case Op.ANY:
            return _logic(inputs, np.fmax, 1.0)
        case _:
            return _PLAIN.get(derived.op, _nothing)(derived, inputs)


def _logic(inputs: Sequence[F64], chosen: np.ufunc, sure: float) -> F64:
    """The smallest or largest, where what is not known does not matter."""
    found = chosen.reduce(np.stack(inputs), axis=0)
    open_ = np.isnan(np.stack(inputs)).any(axis=0) & (found != sure)
    return np.where(open_, UNKNOWN, found)


def _nothing(derived: Derived, inputs: Sequence[F64]) -> F64:
    return np.full(inputs[0].size, UNKNOWN)


def _compared(holds: NDArray[np.bool_], *inputs: F64) -> F64:
    """1 and 0, where all is known."""
    return np.where(np.isnan(np.sum(inputs, axis=0)), UNKNOWN, np.where(holds, 1.0, 0.0))


def _in_state(derived: Derived, inputs: Sequence[F64]) -> F64:
    values = np.nan_to_num(inputs[0], nan=0.0).astype(np.int64)
    return _compared((int(derived.c1) >> values & 1) == 1, inputs[0])


_PLAIN: Mapping[Op, Callable[[Derived, Sequence[F64]], F64]] = {
    Op.AT_LEAST: lambda d, x: _compared(x[0] >= d.c1, x[0]),
    Op.AT_MOST: lambda d, x: _compared(x[0] <= d.c1, x[0]),
    Op.LESS: lambda d, x: _compared(x[0] < x[1], x[0], x[1]),
    Op.ONE_OF: _in_state,
    Op.ONE_MINUS: lambda d, x: 1.0 - x[0],
    Op.PRODUCT: lambda d, x: x[0] * x[1],
    Op.SUM: lambda d, x: np.sum(x, axis=0),
    Op.WEIGHTED: lambda d, x: np.tensordot(d.weights, np.stack(x), axes=1),
    Op.TONE: lambda d, x: (x[0] + d.c1 * d.c2) / (x[1] + d.c1),
}
"""Operations on one day alone; of others what they were is not known."""


def dates(first: dt.date, days: int) -> list[dt.date]:
    """The days that are gone through, the last of them the first of the play."""
    return [first - dt.timedelta(days=days - 1 - i) for i in range(days)]
