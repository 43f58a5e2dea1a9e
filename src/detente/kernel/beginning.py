"""Planes whose value on day 0 hangs on claims or coefficients: memories and latches of the record.

All other planes begin on every path with what `detente.kernel.arrays.Program.initial` holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from detente.kernel import plane_arrays
from detente.kernel.arrays import F64
from detente.kernel.columns import Columns
from detente.kernel.owned import BegunMemory
from detente.kernel.past import Past, dates, remembering, span
from detente.language.shown import brief
from detente.planes.builder import Builder
from detente.planes.model import NEVER_HELD, Op, Phase
from detente.planes.remembered import PastPulses, Remembered


@dataclass(frozen=True, slots=True, repr=False)
class BegunLatch:
    """The past of a latch, with the columns of its threshold and of the trigger's factors."""

    __repr__ = brief

    memories: tuple[BegunMemory, ...]
    shares: tuple[tuple[int, ...], ...]
    factors: tuple[int, ...]
    threshold: int
    left: F64

    def value(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """What is left of it on the evening before day 0, shape (n,)."""
        total = np.zeros(())
        for memory, shares in zip(self.memories, self.shares, strict=True):
            value = memory.value(theta, truth)
            total = total + (theta[:, list(shares)].prod(axis=1) * value if shares else value)
        reached = theta[:, list(self.factors)].prod(axis=1) * total >= theta[:, self.threshold]
        return np.asarray((reached * self.left[:, None]).max(axis=0))


@dataclass(frozen=True, slots=True, repr=False)
class BegunPulses:
    """Acts of single days of the record, with the columns of their owners.

    `days` are how many days each of the mornings lies before the first one that is not theirs.
    """

    __repr__ = brief

    memories: tuple[BegunMemory, ...]
    days: NDArray[np.int64]
    least: float

    @classmethod
    def of(cls, past: PastPulses, columns: Columns, first: int) -> BegunPulses:
        """Look the columns up; `first` is the date of the first morning that is played."""
        return cls(
            tuple(BegunMemory.of(memory, columns) for memory in past.memories),
            np.array([first - morning.toordinal() for morning in past.mornings]),
            past.least,
        )

    def value(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """What is counted on each morning, shape (mornings, n)."""
        total = sum((each.value(theta, truth) for each in self.memories), np.zeros(()))
        return np.asarray(total >= self.least, dtype=np.float64) if self.least > 0 else total

    def age(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """Days since the last one, by the day before the first that is played; shape (n,)."""
        ages = np.where(self.value(theta, truth) > 0.0, self.days[:, None] - 1.0, NEVER_HELD)
        return np.asarray(ages.min(axis=0))


@dataclass(frozen=True, slots=True, repr=False)
class Beginning:
    """What differs between paths on day 0.

    `planes` are columns of the kernel, memories first, then latches, then ages, then what else
    hangs on the past; `cells` those days of windows that the record has acts on, `flags` numbers of
    operations; `remembered` is what every memory holds of the record, by plane.
    """

    __repr__ = brief

    remembered: Mapping[str, Remembered]
    planes: tuple[int, ...]
    memories: tuple[BegunMemory, ...]
    latches: tuple[BegunLatch, ...]
    ages: tuple[BegunPulses, ...] = ()
    windows: tuple[tuple[BegunPulses, tuple[int, ...]], ...] = ()
    cells: tuple[int, ...] = ()
    pulses: Mapping[str, BegunPulses] = field(default_factory=dict)
    """Of ages and windows, by plane"""
    past: Past | None = None
    flags: tuple[int, ...] = ()
    kept: tuple[int, ...] | None = None
    """Of a part of a program: which of the values it takes; None of all"""

    @classmethod
    def of(cls, builder: Builder, columns: Columns) -> Beginning:
        """From a finished builder."""
        owned = {name: each for name, each in builder.remembered.items() if each.owned}
        past = builder.past_triggers()
        derived = builder.model.derived
        pulses = {each.plane: each for each in builder.past_pulses()}
        begun = {
            name: BegunPulses.of(
                each,
                columns,
                builder.date_of(int(derived[name].phase is Phase.EVENING)).toordinal(),
            )
            for name, each in pulses.items()
        }
        ages = [name for name in begun if derived[name].op is Op.AGE]
        windows = [
            (begun[name], _cells(begun[name], at, int(derived[name].c1)))
            for name, at in plane_arrays.windows(builder.model).items()
            if name in begun
        ]
        before = _past(builder, columns, ages)
        order = plane_arrays.operations(builder.model)
        return cls(
            builder.remembered,
            tuple(
                columns.plane[name]
                for name in (*owned, *(each.latch for each in past), *ages, *before.names)
            ),
            tuple(BegunMemory.of(each, columns) for each in owned.values()),
            tuple(
                BegunLatch(
                    tuple(BegunMemory.of(memory, columns) for memory in each.memories),
                    tuple(tuple(map(columns.coefficient, shares)) for shares in each.shares),
                    tuple(columns.coefficient(factor) for factor in each.coefficients),
                    columns.coefficient(builder.model.derived[each.latch].coefficient),
                    each.left,
                )
                for each in past
            ),
            tuple(begun[name] for name in ages),
            tuple(windows),
            tuple(cell for _, cells in windows for cell in cells if cell >= 0),
            begun,
            before if before.names else None,
            tuple(order[name] for name in before.flagged),
        )

    @property
    def number(self) -> int:
        """How many values it takes."""
        whole = len(self.planes) + len(self.cells) + len(self.flags)
        return whole if self.kept is None else len(self.kept)

    def part(self, kept: tuple[int, ...]) -> Self:
        """Some of its values, by their numbers among those of `planes`, `cells` and `flags`."""
        return replace(self, kept=kept)

    def values(self, theta: F64, truth: NDArray[np.uint8]) -> F64:
        """Values of `planes`, `cells` and `flags` on each path, shape (n, all of them or `kept`).

        Parameters
        ----------
        theta : array of float64, shape (n, coefficients)
        truth : array of uint8, shape (n, claims)
        """
        number = len(self.planes) + len(self.cells) + len(self.flags)
        found = np.empty((truth.shape[0], number))
        if not self.number:
            return found[:, :0]
        before = flags = np.empty((truth.shape[0], 0))
        if self.past is not None:
            before, flags = self.past.begin(theta, truth)
        begun: Sequence[F64] = [
            *(each.value(theta, truth)[-1] for each in self.memories),
            *(each.value(theta, truth) for each in self.latches),
            *(each.age(theta, truth) for each in self.ages),
            *before.T,
            *(
                value
                for each, cells in self.windows
                for cell, value in zip(cells, each.value(theta, truth), strict=True)
                if cell >= 0
            ),
            *flags.T,
        ]
        for i, value in enumerate(begun):
            found[:, i] = value
        return found if self.kept is None else np.ascontiguousarray(found[:, list(self.kept)])


def _cells(pulses: BegunPulses, at: int, days: int) -> tuple[int, ...]:
    """The cell of a window that each morning stands in, −1 of those that lie before it."""
    return tuple(at + days - int(ago) if ago <= days else -1 for ago in pulses.days)


def _past(builder: Builder, columns: Columns, ages: Sequence[str]) -> Past:
    """The days before the first one, as far as a plane hangs on them."""
    model, first = builder.model, builder.date_of(0)
    begun = remembering(model, ages)
    if not begun:
        return Past(model)
    record = (first - builder.record.since).days
    days = dates(first, max(record, span(model)) + 2)
    needed = model.leaves([each.name for each in begun])
    memories = {
        name: BegunMemory.of(builder.past_memory(name, days), columns)
        for name in needed
        if name in model.memories
    }
    return Past(
        model,
        tuple(each.name for each in begun),
        len(days),
        memories,
        {name: builder.past_calendar(name, days) for name in needed if name in model.calendar},
        tuple(sorted({claim for each in memories.values() for claim in each.claims})),
    )
