"""What happened and what did not, day by day, and how likely each draw makes it.

A day has one unit for each process, which happened or not, and one for each announced act whose
day it is. Hazards come from the kernel, which plays the history instead of drawn acts; states,
levels, sizes and moods that cannot be integrated out are those of each path's own chance.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import IN_FORCE
from detente.kernel.compile import Compiled
from detente.kernel.play import play
from detente.numerics.threads import Stop, in_order
from detente.observe._compiled_filter import weigh
from detente.observe.moods import Grids, grids_of
from detente.scenario.record.kinds import kind_of
from detente.scenario.told import PREFIX, hearing, history_of

if TYPE_CHECKING:
    from detente.planes.record import PastAct
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
U8 = NDArray[np.uint8]

PIECE = 64
"""Draws that are weighed at once."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """An announced act: the number of its day, its row, its chance, and what it waits for."""

    day: int
    row: int
    chance: int
    waits: int
    same: tuple[int, ...]
    unit: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """Log-likelihoods of draws, shape (n, days, units), and moods, shape (n, moods, 2)."""

    each: F64
    moods: F64


@dataclass(frozen=True)
class Evidence:
    """A history, as far as it is known.

    Parameters
    ----------
    scenario : Scenario
    compiled : Compiled
        Over the days of the history; acts that no process plays are heard in it.
    acted : array of int8, shape (days, rows)
    known : array of uint8, shape (days, processes)
        Where it is known whether the process happened, and it could.
    """

    scenario: Scenario
    compiled: Compiled
    acted: NDArray[np.int8]
    known: U8

    @classmethod
    def of(
        cls, scenario: Scenario, acts: Sequence[PastAct], days: int, untold: Collection[str] = ()
    ) -> Evidence:
        """The acts of the days after the as-of date, all that there were but for the untold.

        Parameters
        ----------
        scenario : Scenario
        acts : sequence of PastAct
        days : int
        untold : collection of str
            Processes of which it is not known whether they happened.
        """
        compiled = hearing(scenario, acts).compiled(days)
        acted, _ = history_of(scenario, compiled, acts, days)
        day = np.arange(days)[:, None]
        program = compiled.program
        risk = (program.first_day[None, :] <= day) & (day <= program.last_day[None, :])
        known = risk.copy()
        kinds: dict[object, list[int]] = {}
        for row, process in enumerate(scenario.processes):
            key = frozenset(process.parties) if process.others else kind_of(process)
            kinds.setdefault((key, process.act), []).append(row)
            if process.id in untold:
                known[:, row] = False
        for rows in kinds.values():  # of several that may have done it, it is not known who did
            several = risk[:, rows].sum(axis=1) > 1
            known[np.ix_(several & acted[:, rows].any(axis=1), rows)] = False
        waits = sorted({int(plane) for plane in program.schedule_while if plane >= 0})
        watched = compiled.watching([compiled.planes[plane] for plane in waits])
        return cls(scenario, watched, acted, np.ascontiguousarray(known, dtype=np.uint8))

    @property
    def days(self) -> int:
        """Days of the history."""
        return int(self.acted.shape[0])

    @cached_property
    def grids(self) -> Grids:
        """Of the moods that are integrated out."""
        return grids_of(self.compiled)

    @cached_property
    def occasions(self) -> tuple[Occasion, ...]:
        """Announced acts of these days."""
        program = self.compiled.program
        found: list[Occasion] = []
        processes = len(self.compiled.processes)
        waits = {
            self.compiled.planes.index(name): k for k, name in enumerate(self.compiled.watched)
        }
        for day in range(self.days):
            for i in range(program.schedule_from[day], program.schedule_from[day + 1]):
                row = int(program.schedule_row[i])
                if self.compiled.rows[row].startswith(PREFIX):
                    continue
                same = program.schedule_same[
                    program.schedule_same_from[i] : program.schedule_same_from[i + 1]
                ]
                found.append(
                    Occasion(
                        day,
                        row,
                        int(program.schedule_probability[i]),
                        waits.get(int(program.schedule_while[i]), -1),
                        tuple(int(each) for each in same),
                        processes + len(found),
                    )
                )
        return tuple(found)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """Rows of the units: processes, then announced acts."""
        rows = self.compiled.rows
        return (*self.compiled.processes, *(rows[each.row] for each in self.occasions))

    def happened(self, day: int, unit: int) -> bool:
        """Whether a unit happened on a day."""
        processes = len(self.compiled.processes)
        row = unit if unit < processes else self.occasions[unit - processes].row
        return bool(self.acted[day, row] == 1)

    @cached_property
    def by_chance(self) -> bool:
        """Whether hazards hang on chance beside the acts and the moods on a grid."""
        model = self.compiled.model
        return (
            len(model.moods) > len(self.grids.names)
            or any(level.spread is not None for level in model.levels.values())
            or any(impact.sized for impact in model.impacts)
            or any(
                len(state.start) > 1 or not all(move.certain for move in state.transitions)
                for state in model.states.values()
            )
        )

    def weighed(
        self,
        theta: F64,
        truth: U8,
        chance: I64,
        *,
        seed: int,
        days: int | None = None,
        threads: int | None = None,
    ) -> Weighed:
        """Log-likelihood of draws, by day and unit.

        Parameters
        ----------
        theta : array of float64, shape (n, coefficients)
        truth : array of uint8, shape (n, claims)
        chance : array of int64, shape (n,)
        seed : int
        days : int, optional
            Only the first so many.
        threads : int, optional
        """
        length, n = days or self.days, theta.shape[0]
        found = np.zeros((n, length, len(self.units)))
        moods = np.zeros((n, len(self.grids.names), 2))

        def one(number: int, stop: Stop) -> None:
            part = slice(number * PIECE, min((number + 1) * PIECE, n))
            self._piece(
                theta[part], truth[part], chance[part], seed, length, found[part], moods[part], stop
            )

        for _ in in_order(one, -(-n // PIECE), threads):
            pass
        return Weighed(found, moods)

    def _piece(
        self,
        theta: F64,
        truth: U8,
        chance: I64,
        seed: int,
        days: int,
        found: F64,
        moods: F64,
        stop: Stop,
    ) -> None:
        grids, processes = self.grids, len(self.compiled.processes)
        sigma = theta[:, grids.sigma]
        load = np.where(grids.heard >= 0, theta[:, grids.heard] * grids.scale, 0.0)
        calm = theta.copy()
        calm[:, grids.sigma] = 0.0  # moods at rest
        played = play(
            self._shortened(days),
            seed,
            chance,
            calm,
            truth,
            forced=self.acted[:days],
            terms=True,
            stop=stop,
        )
        also_at, also = self._also(theta, played.watch, days)
        each = np.zeros((theta.shape[0], days, processes))
        weigh(
            played.terms,
            np.ascontiguousarray(self.acted[:days, :processes], dtype=np.uint8),
            self.known[:days],
            also_at,
            also,
            grids.rows_from,
            grids.rows,
            np.ascontiguousarray(load),
            np.ascontiguousarray(sigma),
            grids.nodes_from,
            grids.nodes,
            grids.start,
            grids.step_from,
            grids.step,
            grids.first,
            each,
            moods,
        )
        found[:, :, :processes] = each
        with np.errstate(divide="ignore"):
            for occasion in self.occasions:
                if occasion.day >= days or self._brought(occasion):
                    continue
                share = _share(occasion, theta, played.watch)
                came = self.acted[occasion.day, occasion.row] == 1
                found[:, occasion.day, occasion.unit] = np.log(share) if came else np.log1p(-share)

    def _brought(self, occasion: Occasion) -> bool:
        """Whether another row of the same kind happened on its day."""
        return any(self.acted[occasion.day, row] == 1 for row in occasion.same)

    def _also(self, theta: F64, watch: F64, days: int) -> tuple[NDArray[np.int32], F64]:
        """What announced acts add to the hazard of an act of their kind that happened."""
        at = np.full((days, len(self.compiled.processes)), -1, dtype=np.int32)
        columns: list[F64] = []
        for occasion in self.occasions:
            if occasion.day >= days:
                continue
            for row in occasion.same:
                if row < at.shape[1] and self.acted[occasion.day, row] == 1:
                    with np.errstate(divide="ignore"):
                        more = -np.log1p(-_share(occasion, theta, watch))
                    if at[occasion.day, row] >= 0:
                        columns[at[occasion.day, row]] += more
                    else:
                        at[occasion.day, row] = len(columns)
                        columns.append(more)
                    break
        if not columns:
            return at, np.empty((theta.shape[0], 0))
        return at, np.ascontiguousarray(np.column_stack(columns))

    def _shortened(self, days: int) -> Compiled:
        """The same over its first days."""
        if days == self.days:
            return self.compiled
        from dataclasses import replace

        program = self.compiled.program
        start = np.array([program.start[0], days], dtype=np.int64)
        return replace(self.compiled, program=program._replace(start=start))

    def date(self, day: int) -> dt.date:
        """Date of a day, by its number."""
        return self.scenario.as_of + dt.timedelta(days=day + 1)


def _share(occasion: Occasion, theta: F64, watch: F64) -> F64:
    """Chance of an announced act on each path."""
    share = np.clip(theta[:, occasion.chance], 0.0, 1.0)
    if occasion.waits < 0:
        return np.asarray(share)
    return np.where(watch[:, occasion.day, occasion.waits] >= IN_FORCE, share, 0.0)
