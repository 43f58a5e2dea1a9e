"""Planes as things stand at the start: what moves by itself is where it is, memories are usual."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from detente.kernel._compiled_votes import both_reached, reached
from detente.kernel.compile import Compiled
from detente.planes.model import NEVER_HELD, Coefficient, Derived, Op

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Under:
    """Draws and beliefs under which planes are looked at.

    Attributes
    ----------
    theta : array of float64, shape (draws, coefficients)
        With every claim true.
    truth : array of uint8, shape (beliefs, claims)
    held : mapping of state to array of int64, shape (beliefs,)
        Values of states that may begin with several; of others the chances count.
    """

    theta: F64
    truth: NDArray[np.uint8]
    held: Mapping[str, NDArray[np.int64]] = field(default_factory=dict)
    known: dict[tuple[str, int], F64] = field(default_factory=dict)


class StandingPlanes:
    """The planes of a scenario on the first day of a process.

    Calendar, offices and policies that relax are as that day finds them; stocks as the record
    leaves them; all other memories at their usual level; nothing is latched; moods are at 0.

    Parameters
    ----------
    compiled : Compiled
    day : int
        The first day.
    """

    def __init__(self, compiled: Compiled, day: int) -> None:
        self.compiled = compiled
        self.day = day
        self.columns: Mapping[Coefficient, int] = {
            coefficient: i for i, coefficient in enumerate(compiled.coefficients)
        }
        self.claims: Mapping[str, int] = {claim: i for i, claim in enumerate(compiled.claims)}
        model = compiled.model
        self._levels = {level.name: level for level in model.levels.values()}
        self._states = {state.name: state for state in model.states.values()}
        self._ages = {state.age: state for state in model.states.values()}
        self._pulses = compiled.beginning.pulses
        self._behind: dict[str, tuple[frozenset[str], bool]] = {}

    # ------------------------------------------------------------------ what a plane hangs on

    @staticmethod
    def claims_of(coefficient: Coefficient) -> set[str]:
        """Claims that decide on a coefficient."""
        return set(coefficient.claims)

    def claims_behind(self, plane: str) -> frozenset[str]:
        """Claims that a plane at the start hangs on."""
        return self._hangs_on(plane)[0]

    def varies(self, plane: str) -> bool:
        """Whether a plane at the start hangs on draws or on claims."""
        claims, drawn = self._hangs_on(plane)
        return drawn or bool(claims)

    def states_behind(self, plane: str) -> set[str]:
        """States that a plane at the start hangs on, and that may begin with several values."""
        if plane in self._states:
            return {plane} if len(self._states[plane].start) > 1 else set()
        model = self.compiled.model
        inputs: tuple[str, ...] = ()
        if plane in model.derived:
            inputs = model.derived[plane].inputs
        elif plane in model.relaxing and self.day > 0:
            relaxing = model.relaxing[plane]
            inputs = (relaxing.target, *((relaxing.speed,) if relaxing.speed else ()))
        return {state for name in inputs for state in self.states_behind(name)}

    def starts(self, state: str, under: Under) -> list[tuple[int, F64]]:
        """Values with which a state may begin, and the chance of each, shape (draws, beliefs)."""
        found, left = [], np.ones((1, 1))
        for value, chance in self._states[state].start:
            share = np.minimum(self.coefficient(chance, under), left)
            left = left - share
            found.append((value, share))
        return found

    def _hangs_on(self, plane: str) -> tuple[frozenset[str], bool]:
        if plane not in self._behind:
            self._behind[plane] = self._look_behind(plane)
        return self._behind[plane]

    def _look_behind(self, plane: str) -> tuple[frozenset[str], bool]:
        model = self.compiled.model
        inputs: tuple[str, ...] = ()
        coefficients: list[Coefficient | None] = []
        claims: set[str] = set()
        uncertain = False
        if plane in model.memories and model.memories[plane].decay >= 1.0:
            remembered = self.compiled.beginning.remembered.get(plane)
            owned = () if remembered is None else remembered.owned
            claims |= {part.claim for part in owned}
            coefficients += [part.anticipation for part in owned]
        elif plane in model.relaxing and self.day > 0:
            relaxing = model.relaxing[plane]
            inputs = (relaxing.target, *((relaxing.speed,) if relaxing.speed else ()))
            coefficients = [relaxing.gain]
        elif plane in self._levels:
            coefficients = [self._levels[plane].start]
        elif plane in self._states:
            coefficients = [chance for _, chance in self._states[plane].start]
            uncertain = len(coefficients) > 1
        elif plane in model.derived and model.derived[plane].op is not Op.LATCH:
            past = self.compiled.beginning.past
            if past is not None and plane in past.names:
                claims |= {self.compiled.claims[column] for column in past.owners}
            inputs = model.derived[plane].inputs
            coefficients = [model.derived[plane].coefficient]
            if inputs[0] in model.moods:
                coefficients = []  # the mean of its exponential is 1 for any spread
        drawn = uncertain
        for coefficient in coefficients:
            if coefficient is not None:
                claims |= self.claims_of(coefficient)
                drawn |= coefficient.draw.sd > 0.0
        for name in inputs:
            more, also = self._hangs_on(name)
            claims |= more
            drawn |= also
        return frozenset(claims), drawn

    # ------------------------------------------------------------------ values

    def coefficient(self, coefficient: Coefficient, under: Under) -> F64:
        """Value of a coefficient, shape (draws, 1) or (draws, beliefs)."""
        value = under.theta[:, self.columns[coefficient], None]
        for claim, otherwise in reversed(coefficient.when):
            value = np.where(under.truth[None, :, self.claims[claim]] == 1, value, otherwise)
        if coefficient.denied_by is not None:
            denied = under.truth[None, :, self.claims[coefficient.denied_by]] == 1
            value = np.where(denied, 0.0, value)
        return value

    def plane(self, name: str, under: Under, day: int | None = None) -> F64:
        """Value of a plane, of a shape that broadcasts to (draws, beliefs)."""
        day = self.day if day is None else day
        if (name, day) not in under.known:
            under.known[name, day] = self._value(name, under, day)
        return under.known[name, day]

    def _value(self, name: str, under: Under, day: int) -> F64:
        model = self.compiled.model
        if name in model.cycles:
            return np.full((1, 1), float(np.mean(model.cycles[name])))
        if name in model.calendar:
            return np.full((1, 1), model.calendar[name][day])
        if name in model.memories:
            return self._memory(name, under)
        if name in model.relaxing:
            return self._relaxing(name, under, day)
        if name in self._levels:
            return self.coefficient(self._levels[name].start, under)
        if name in self._ages:
            return np.full((1, 1), max(self._ages[name].lasted, 0) + 1.0)
        if name in model.derived:
            return self._derived(model.derived[name], under, day)
        return np.zeros((1, 1))  # a mood

    def _memory(self, name: str, under: Under) -> F64:
        model = self.compiled.model
        memory = model.memories[name]
        if memory.decay < 1.0:
            return np.full((1, 1), memory.usual)
        remembered = self.compiled.beginning.remembered.get(name)
        if remembered is None or not remembered.owned:
            return np.full((1, 1), memory.initial)
        counts = np.stack(
            np.broadcast_arrays(
                *(
                    under.truth[None, :, self.claims[part.claim]]
                    * (
                        np.ones((1, 1))
                        if part.anticipation is None
                        else 1.0 - self.coefficient(part.anticipation, under)
                    )
                    for part in remembered.owned
                )
            )
        )
        flat = counts.reshape(counts.shape[0], -1)
        return np.asarray(remembered.value(flat)[-1].reshape(counts.shape[1:]))

    def _relaxing(self, name: str, under: Under, day: int) -> F64:
        relaxing = self.compiled.model.relaxing[name]
        value = np.full((1, 1), relaxing.initial)
        for t in range(day):
            pace = np.ones((1, 1))
            if relaxing.speed is not None and relaxing.gain is not None:
                gain = self.coefficient(relaxing.gain, under)
                pace = pace + gain * self.plane(relaxing.speed, under, t)
            share = 1.0 - 2.0 ** (-pace / relaxing.half_life)
            value = value + (self.plane(relaxing.target, under, t) - value) * share
        return value

    def _in_state(self, derived: Derived, under: Under) -> F64:
        """Chance of the values that are asked for at the start; 0 or 1 where the value is known."""
        state, values = derived.inputs[0], int(derived.c1)
        if state in under.held:
            return np.asarray((values >> under.held[state] & 1)[None, :], dtype=np.float64)
        found = np.zeros((1, 1))
        for value, share in self.starts(state, under):
            if values >> value & 1:
                found = found + share
        return found

    def _past(self, derived: Derived) -> F64:
        """What a window or an age holds of the record on the first morning."""
        pulses = self._pulses.get(derived.name)
        if derived.op is Op.AGE:
            ages = () if pulses is None else pulses.days
            return np.full((1, 1), float(min(ages, default=NEVER_HELD)))
        if pulses is None:
            return np.zeros((1, 1))
        columns = len(self.compiled.coefficients), len(self.compiled.claims)
        theta, truth = np.zeros((1, columns[0])), np.ones((1, columns[1]), dtype=np.uint8)
        value = pulses.value(theta, truth)[:, 0]
        return np.full((1, 1), float(value[pulses.days < derived.c1].sum()))

    def _derived(self, derived: Derived, under: Under, day: int) -> F64:
        model, op = self.compiled.model, derived.op
        if op is Op.ONE_OF:
            return self._in_state(derived, under)
        before = self.compiled.beginning.past
        if before is not None and derived.name in before.names:
            number = before.names.index(derived.name)
            beliefs = under.truth.shape[0]
            theta = np.zeros((beliefs, len(self.compiled.coefficients)))
            known = before.first(theta, under.truth)[:, number]
            if not np.isnan(known).any():
                return np.asarray(known[None, :])
        if op in (Op.WINDOW, Op.AGE):
            return self._past(derived)
        if op is Op.LATCH or (op is Op.SPREAD and derived.inputs[0] in model.moods):
            return np.zeros((1, 1))
        inputs = [self.plane(name, under, day) for name in derived.inputs]
        a = inputs[0]
        theta = np.zeros((1, 1))
        if derived.coefficient is not None:
            theta = self.coefficient(derived.coefficient, under)
        return np.asarray(_value_of(derived, a, inputs, theta))


def _value_of(derived: Derived, a: F64, inputs: list[F64], theta: F64) -> F64:
    """One operation; the compiled loop does the same."""
    match derived.op:
        case Op.LOG_LEVEL:
            with np.errstate(divide="ignore"):  # of a chance of 0
                return np.log((derived.c1 + a) * derived.c2)
        case Op.LOG1P:
            return np.log1p(a)
        case Op.ONE_MINUS:
            return 1.0 - a
        case Op.PRODUCT:
            return a * inputs[1]
        case Op.SHARE:
            return a / (derived.c1 + inputs[1])
        case Op.MIN_SUM:
            return _sum([np.minimum(*pair) for pair in zip(inputs[::2], inputs[1::2], strict=True)])
        case Op.SUM:
            return _sum(inputs)
        case Op.SCALE:
            return theta * a
        case Op.HINGE:
            return np.maximum(0.0, a - theta)
        case Op.TONE:
            return (a + derived.c1 * derived.c2) / (inputs[1] + derived.c1)
        case Op.SPREAD:
            return theta * a - 0.5 * theta * theta
        case _:
            return _condition(derived, inputs)


def _condition(derived: Derived, inputs: list[F64]) -> F64:
    """One operation of a condition on the first morning, without the days before it."""
    a = inputs[0]
    match derived.op:
        case Op.AT_LEAST:
            return np.asarray(a >= derived.c1, dtype=np.float64)
        case Op.AT_MOST:
            return np.asarray(a <= derived.c1, dtype=np.float64)
        case Op.LESS:
            return np.asarray(a < inputs[1], dtype=np.float64)
        case Op.ALL:
            return reduce(np.minimum, inputs)
        case Op.ANY:
            return reduce(np.maximum, inputs)
        case Op.RUN | Op.ROSE:
            return np.asarray(a >= 0.5, dtype=np.float64)
        case Op.LOGISTIC:
            return np.asarray(np.exp(-np.logaddexp(0.0, -a)))
        case Op.EXP:
            return np.exp(derived.c1 * a + derived.c2)
        case Op.WEIGHTED:
            return _sum([w * each for w, each in zip(derived.weights, inputs, strict=True)])
        case Op.VOTE:
            return _passed(inputs, derived.weights, int(derived.c1), int(derived.c2))
        case Op.SINCE | Op.SINCE_ENTRY:
            return inputs[2] if len(inputs) > 2 else np.zeros((1, 1))
        case _:  # the most so far
            return a


def _passed(consents: list[F64], weights: tuple[float, ...], quota: int, least: int) -> F64:
    """Chance that a vote passes, for every draw and belief."""
    stacked = np.stack(np.broadcast_arrays(*consents))
    flat = stacked.reshape(len(consents), -1)
    found = [_reached(each, weights, quota, least) for each in flat.T]
    return np.array(found).reshape(stacked.shape[1:])


def _reached(consents: F64, weights: tuple[float, ...], quota: int, least: int) -> float:
    each, ballot = np.ascontiguousarray(consents), np.zeros((quota + 1) * (least + 1))
    members = len(weights)
    if least:
        passes = both_reached(each, np.array(weights), 0, members, quota, least, ballot)
    else:
        passes = reached(each, np.array(weights), 0, members, quota, ballot)
    return float(passes)


def _sum(parts: list[F64]) -> F64:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
