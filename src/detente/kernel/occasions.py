"""When terms act that act at times: on which days of the calendar, at which values of a state.

Two terms that never act together do not add up. Of those that one state, or the calendar, lets act,
an element of the elasticity matrix counts the most that act at once. Such a matrix lies above that
of every day, element by element, and so above any sequence of them: where its radius is below 1 the
system settles however states move.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.planes.model import Model, Op

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAYS = "days"
"""What lets a term act that the calendar does."""

_LIKE = {Op.SCALE, Op.LOG1P, Op.SHARE, Op.RUN}
"""Operations that are 0 where their first input is."""

Occasion = tuple[str, Flags]
"""The plane of a state, with the values, or `DAYS` with the days, on which something may act."""


class Occasions:
    """When the planes of a model are not 0; None of one of which neither says it."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._values = {state.name: len(state.values) for state in model.states.values()}
        self._known: dict[str, Occasion | None] = {}

    def of(self, plane: str) -> Occasion | None:
        """When a plane may be anything but 0."""
        if plane not in self._known:
            self._known[plane] = self._acts(plane)
        return self._known[plane]

    def _acts(self, plane: str) -> Occasion | None:
        model = self._model
        if plane in model.calendar:
            return DAYS, np.array(model.calendar[plane]) != 0.0
        derived = model.derived.get(plane)
        if derived is None:
            return None
        if derived.op is Op.ONE_OF:
            return self._wanted(derived.inputs[0], int(derived.c1))
        if derived.op is Op.ONE_MINUS:
            return _not(self._holds(derived.inputs[0]))
        if derived.op in _LIKE or (derived.op is Op.AT_LEAST and derived.c1 > 0.0):
            return self.of(derived.inputs[0])
        found = [self.of(name) for name in derived.inputs]
        if derived.op in (Op.PRODUCT, Op.ALL):
            return _both(found)
        return _either(found) if derived.op in (Op.SUM, Op.WEIGHTED, Op.ANY) else None

    def _holds(self, plane: str) -> Occasion | None:
        """When a plane is surely 1."""
        model = self._model
        if plane in model.calendar:
            return DAYS, np.array(model.calendar[plane]) == 1.0
        derived = model.derived.get(plane)
        if derived is None:
            return None
        if derived.op is Op.ONE_OF:
            return self._wanted(derived.inputs[0], int(derived.c1))
        if derived.op is Op.ONE_MINUS:
            return _not(self.of(derived.inputs[0]))
        return None

    def _wanted(self, state: str, wanted: int) -> Occasion | None:
        if state not in self._values:
            return None
        return state, np.array([bool(wanted >> k & 1) for k in range(self._values[state])])


def _not(found: Occasion | None) -> Occasion | None:
    return None if found is None else (found[0], ~found[1])


def _both(found: Sequence[Occasion | None]) -> Occasion | None:
    """When all hold, as far as the first state, or the calendar, says it."""
    known = [each for each in found if each is not None and not each[1].all()]
    if not known:
        return None
    name = known[0][0]
    return name, np.logical_and.reduce([flags for each, flags in known if each == name])


def _either(found: Sequence[Occasion | None]) -> Occasion | None:
    known = [each for each in found if each is not None]
    if len(known) < len(found) or len({name for name, _flags in known}) != 1:
        return None
    return known[0][0], np.logical_or.reduce([flags for _name, flags in known])


@dataclass(frozen=True, slots=True)
class Choices:
    """Which of the entries of a matrix count together.

    Attributes
    ----------
    always : array of int64
        Entries that do on any day.
    entry, slot : array of int64, shape (members,)
        An entry, and a set of those that act at the same time, at the same element.
    begin : array of int64, shape (choices,)
        The first set of each choice: of its sets the largest counts.
    process, row : array of int64
        Elements of `always`, then of the choices.
    """

    always: I64
    entry: I64
    slot: I64
    begin: I64
    process: I64
    row: I64

    @classmethod
    def of(cls, process: I64, row: I64, occasions: Sequence[Occasion | None]) -> Choices:
        """Find the entries that do not act at the same time as others at their element."""
        alike: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        always = []
        for k, occasion in enumerate(occasions):
            if occasion is None or occasion[1].all():
                always.append(k)
            else:
                alike[int(process[k]), int(row[k]), occasion[0]].append(k)
        entry: list[int] = []
        slot: list[int] = []
        begin: list[int] = []
        first: list[int] = []
        sets = 0
        for members in alike.values():
            flags = np.array([occasion[1] for k in members if (occasion := occasions[k])])
            together = np.unique(flags, axis=1)
            if together.all(axis=0).any():  # there are days on which all of them act
                always += members
                continue
            begin.append(sets)
            first.append(members[0])
            for column in together.T:
                entry += [k for k, acts in zip(members, column, strict=True) if acts]
                slot += [sets] * int(column.sum())
                sets += 1
        kept = np.array([*sorted(always), *first], dtype=np.int64)
        return cls(
            kept[: len(always)],
            np.array(entry, dtype=np.int64),
            np.array(slot, dtype=np.int64),
            np.array(begin, dtype=np.int64),
            process[kept],
            row[kept],
        )

    def of_all(self, values: F64) -> F64:
        """What stands at the elements `process`, `row`, of a value for each entry."""
        if not self.begin.size:
            return values[self.always]
        last = int(self.slot.max(initial=-1)) + 1
        sets = np.bincount(self.slot, values[self.entry], minlength=max(last, self.begin[-1] + 1))
        return np.concatenate([values[self.always], np.maximum.reduceat(sets, self.begin)])
