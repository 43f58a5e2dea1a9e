"""A part of a program: what some planes and outcomes hang on, where what happened is told.

Acts and moves of states are given (`detente.kernel.chronicle`), so that no process is drawn and no
hazard worked out. What is left is worked out by the same loop from the same numbers, and comes to
the same bits: memories and what is derived from them, levels with the shocks and the sizes of acts
that are drawn under their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.kernel._compiled_states import VALUES
from detente.kernel.arrays import Program, Questions, i32, spans, u32
from detente.kernel.chronicle import Chronicle, begins
from detente.kernel.compile import Compiled
from detente.language.shown import brief

N = TypeVar("N", bound=np.generic)
Numbers = NDArray[np.int64]

_NONE: Numbers = np.zeros(0, dtype=np.int64)


COEFFICIENTS = (
    "relax_gain",
    "spread_coefficient",
    "op_coefficient",
    "start_chance",
    "move_rate",
    "move_factor",
    "to_chance",
    "level_start",
    "level_inflow",
    "level_mean",
    "level_spread",
    "impact_anticipation",
    "impact_amount",
)
"""Fields of a program without processes that are columns of coefficients."""


@dataclass(frozen=True, slots=True, repr=False)
class Pruned:
    """A part of a program.

    Attributes
    ----------
    compiled : Compiled
        Without processes; its outcomes are those that are asked and those that they come after.
    rows : array of int64, shape (rows of the whole,)
        Number of each row in the part; −1 of one that nothing hears.
    states : array of int64, shape (states of the whole,)
        Number of each state in the part; −1 of one that is not told: it is not in it, or moves
        anew, as a move to the value that it has would not show.
    coefficients : array of int64
        Columns of those that it needs; it has the numbers of the whole.
    """

    __repr__ = brief

    compiled: Compiled
    rows: Numbers
    states: Numbers
    coefficients: Numbers

    def told(self, whole: Chronicle) -> Chronicle:
        """What the part hears of all that happened, in its own numbers."""
        program = self.compiled.program
        acts = _renumbered(whole.acts, whole.acts_from, self.rows, len(self.compiled.rows), 1)
        states = program.state_plane.shape[0]
        moves = _renumbered(whole.moves, whole.moves_from, self.states, states, VALUES)
        return Chronicle(*acts, *moves)


def _renumbered(
    codes: NDArray[np.int32], begun: Numbers, number: Numbers, fewer: int, values: int
) -> tuple[NDArray[np.int32], Numbers]:
    """Codes with other numbers in them, `fewer` a day, and where the paths begin then."""
    if not fewer:
        return np.zeros(0, np.int32), np.zeros_like(begun)
    before, value = np.divmod(codes, np.int32(values)) if values > 1 else (codes, np.int32(0))
    day, old = np.divmod(before, np.int32(number.size))
    new = number.astype(np.int32)[old]
    there = new >= 0
    found = ((day * np.int32(fewer) + new) * np.int32(values) + value)[there]
    return found, begins(there)[begun]


def pruned(
    compiled: Compiled,
    outcomes: Collection[str] = (),
    planes: Sequence[str] = (),
    *,
    states: bool = False,
    days: int | None = None,
) -> Pruned:
    """The part of a program that some outcomes and planes hang on.

    Parameters
    ----------
    compiled : Compiled
    outcomes : collection of str
        By their ids.
    planes : sequence of str
        Planes to watch, by the names of ``compiled.planes``.
    states : bool
        Whether all states are in it, and followed.
    days : int, optional
        The first days alone.
    """
    program, questions = compiled.program, compiled.questions
    asked = _outcomes(compiled, outcomes)
    column = {name: i for i, name in enumerate(compiled.planes)}
    watched = [column[name] for name in planes]
    levels = np.isin(questions.level_outcome, asked)
    wanted = {*watched, *questions.level_plane[levels].tolist()}
    if states:
        wanted |= set(program.state_plane.tolist())
    reach = _Reach(program)
    reach.follow(wanted)
    return _Part(compiled, reach, asked, watched, states, days or int(program.start[1])).made()


def _outcomes(compiled: Compiled, wanted: Collection[str]) -> Numbers:
    """Columns of outcomes, with those that they come after."""
    after = compiled.questions.after.tolist()
    found: set[int] = set()
    for name in wanted:
        column = compiled.outcomes.index(name)
        while column >= 0 and column not in found:
            found.add(column)
            column = after[column]
    return np.array(sorted(found), dtype=np.int64)


class _Reach:
    """Planes, operations and states that some planes hang on."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.planes: set[int] = set()
        self.moving: set[int] = set()
        """states whose moves are drawn again"""
        self.made: dict[int, Numbers] = {}
        """what each plane is worked out from"""
        for o, plane in enumerate(program.op_plane.tolist()):
            begin, end = program.op_from[o : o + 2]
            self.made[plane] = program.op_input[begin:end].astype(np.int64)
        pairs = (
            (program.log_plane, program.log_input),
            (program.spread_plane, program.spread_input),
        )
        for plane, source in pairs:
            self.made |= {p: np.array([s]) for p, s in zip(plane.tolist(), source, strict=True)}
        self.made |= {
            plane: np.array([target, speed])
            for plane, target, speed in zip(
                program.relax_plane.tolist(), program.relax_target, program.relax_speed, strict=True
            )
        }
        for i, plane in enumerate(program.level_plane.tolist()):
            other = np.array([program.level_inflow_plane[i], program.level_season[i]])
            self.made[plane] = np.concatenate([other, self._changed_by(plane)])
        self.state = {
            plane: s
            for s, pair in enumerate(zip(program.state_plane, program.state_age, strict=True))
            for plane in map(int, pair)
        }

    def _changed_by(self, level: int) -> Numbers:
        """Planes that say whether acts change a level, and how large they are."""
        program = self.program
        impacts = np.flatnonzero(program.impact_plane == level)
        rows = np.searchsorted(program.impact_from, impacts, side="right") - 1
        sized = rows[program.impact_sized[impacts] > 0]
        return np.concatenate(
            [program.impact_while[impacts], *(program.size_while[self.sizes(r)] for r in sized)]
        ).astype(np.int64)

    def sizes(self, row: int) -> slice:
        """The laws of the size of an act."""
        return slice(*self.program.size_from[row : row + 2].tolist())

    def transitions(self, state: int) -> range:
        """Those of a state."""
        return range(*self.program.move_from[state : state + 2].tolist())

    def _lost(self, state: int) -> bool:
        """Whether a state may move to the value that it has, which begins its age anew."""
        program = self.program
        for k in self.transitions(state):
            values = program.to_value[slice(*program.to_from[k : k + 2].tolist())].tolist()
            if any((int(program.move_before[k]) >> value) & 1 for value in values):
                return True
        return False

    def follow(self, wanted: Iterable[int]) -> None:
        """Take on planes, with all that they hang on."""
        program = self.program
        waiting = list(wanted)
        while waiting:
            plane = waiting.pop()
            if plane < 0 or plane in self.planes:
                continue
            self.planes.add(plane)
            waiting += self.made.get(plane, _NONE).tolist()
            state = self.state.get(plane)
            if state is None:
                continue
            waiting += [int(program.state_plane[state]), int(program.state_age[state])]
            if state not in self.moving and self._lost(state):
                self.moving.add(state)
                moves = list(self.transitions(state))
                waiting += program.move_plane[moves].tolist()
                waiting += program.move_along[moves].tolist()


class _Part:
    """What is kept of a program, and in which order."""

    def __init__(
        self,
        compiled: Compiled,
        reach: _Reach,
        outcomes: Numbers,
        watched: Sequence[int],
        states: bool,
        days: int,
    ) -> None:
        self.compiled, self.program, self.reach = compiled, compiled.program, reach
        self.outcomes, self.watched, self.all_states, self.days = outcomes, watched, states, days
        program = self.program
        self.plane_numbers = np.array(sorted(reach.planes), dtype=np.int64)
        self.plane = _numbering(self.plane_numbers, len(compiled.planes))
        self.ops = self._having(program.op_plane)
        self.states = self._having(program.state_plane)
        self.levels = self._having(program.level_plane)
        self.impacts = self._having(program.impact_plane)
        questions = compiled.questions
        counting = np.isin(questions.act_outcome, outcomes)
        heard = np.zeros(len(compiled.rows), dtype=bool)
        heard[np.searchsorted(program.impact_from, self.impacts, side="right") - 1] = True
        heard[np.searchsorted(questions.act_from, np.flatnonzero(counting), side="right") - 1] = (
            True
        )
        self.rows = np.flatnonzero(heard)
        self.moves = np.array(
            [k for s in self.states if s in reach.moving for k in reach.transitions(s)],
            dtype=np.int64,
        )
        sized = program.impact_sized[self.impacts] > 0
        self.sized = set(
            (np.searchsorted(program.impact_from, self.impacts[sized], side="right") - 1).tolist()
        )

    def _having(self, planes: NDArray[np.uint32]) -> Numbers:
        """Which of some things have a plane that is kept."""
        return np.flatnonzero(self.plane[planes] >= 0)

    def _new(self, planes: NDArray[Any]) -> list[int]:
        """Planes in their new numbers; −1 of none."""
        found: list[int] = np.where(planes >= 0, self.plane[planes], -1).tolist()
        return found

    def made(self) -> Pruned:
        """Write it down."""
        compiled, reach = self.compiled, self.reach
        known = [s for s in self.states.tolist() if s not in reach.moving]
        told = np.full(self.program.state_plane.shape[0], -1, dtype=np.int64)
        told[known] = np.searchsorted(self.states, known)
        begun, beginning = self._begun()
        program = self.program._replace(
            start=np.array([self.program.start[0], self.days], dtype=np.int64),
            initial=self.program.initial[self.plane_numbers],
            **begun,
            **self._calendar(),
            **self._memories(),
            **self._moods(),
            **self._derived(),
            **self._states(),
            **self._levels(),
            **self._chances(),
            **self._without_processes(),
            **self._acts(),
        )
        names = np.array(compiled.planes, dtype=object)[self.plane_numbers]
        part = replace(
            compiled,
            program=program,
            questions=self._questions(),
            planes=tuple(names.tolist()),
            processes=(),
            rows=tuple(compiled.rows[r] for r in self.rows),
            outcomes=tuple(compiled.outcomes[o] for o in self.outcomes),
            readings=(),
            watched=tuple(compiled.planes[p] for p in self.watched),
            followed=compiled.followed if self.all_states else (),
            beginning=beginning,
            kept={},
        )
        needed = np.arange(len(compiled.coefficients))
        if not beginning.number:
            numbers = [getattr(program, name) for name in COEFFICIENTS]
            needed = np.unique(np.concatenate(numbers).astype(np.int64))
            needed = needed[needed >= 0]
        return Pruned(part, _numbering(self.rows, len(compiled.rows)), told, needed)

    def _begun(self) -> tuple[dict[str, Any], Any]:
        """What begins elsewhere on some paths: planes, cells of windows, flags."""
        program, beginning = self.program, self.compiled.beginning
        planes = self._having(program.begun_plane)
        op_of_cell = (
            np.searchsorted(program.ring_from, program.begun_ring.astype(np.int64), side="right")
            - 1
        )
        cells = np.flatnonzero(np.isin(op_of_cell, self.ops))
        flags = np.flatnonzero(np.isin(program.begun_flag, self.ops))
        rings = spans(np.diff(program.ring_from)[self.ops].tolist())
        place = np.searchsorted(self.ops, op_of_cell[cells])
        new_cells = program.begun_ring[cells] - program.ring_from[op_of_cell[cells]] + rings[place]
        before = program.begun_plane.shape[0]
        cells_before = before + program.begun_ring.shape[0]
        columns = (*planes, *(before + cells), *(cells_before + flags))
        return {
            "begun_plane": u32(self.plane[program.begun_plane[planes]]),
            "begun_ring": u32(new_cells),
            "begun_flag": u32(np.searchsorted(self.ops, program.begun_flag[flags])),
            "ring_from": rings,
        }, beginning.part(tuple(int(column) for column in columns))

    def _calendar(self) -> dict[str, Any]:
        program = self.program
        kept = self._having(program.calendar_plane)
        return {
            "calendar_from": i32(np.searchsorted(kept, program.calendar_from)),
            "calendar_plane": u32(self.plane[program.calendar_plane[kept]]),
            "calendar_value": program.calendar_value[kept],
        }

    def _memories(self) -> dict[str, Any]:
        program = self.program
        first, last = program.memory_span.tolist()
        kept = np.flatnonzero(self.plane[first:last] >= 0)
        begin = int(np.searchsorted(self.plane_numbers, first))
        return {
            "memory_span": i32([begin, begin + kept.size]),
            "memory_decay": program.memory_decay[kept],
            "memory_until": program.memory_until[kept],
        }

    def _moods(self) -> dict[str, Any]:
        program = self.program
        first = int(program.memory_span[1])
        moods = first + program.mood_rho.shape[0]
        kept = np.flatnonzero(self.plane[first:moods] >= 0)
        relax = self._having(program.relax_plane)
        return {
            "mood_rho": program.mood_rho[kept],
            "mood_innovation": program.mood_innovation[kept],
            "mood_name": np.ascontiguousarray(program.mood_name[:, kept]),
            "relax_plane": u32(self.plane[program.relax_plane[relax]]),
            "relax_target": u32(self.plane[program.relax_target[relax]]),
            "relax_half_life": program.relax_half_life[relax],
            "relax_speed": i32(self._new(program.relax_speed[relax])),
            "relax_gain": program.relax_gain[relax],
        }

    def _derived(self) -> dict[str, Any]:
        program, ops = self.program, self.ops
        logs, spreads = self._having(program.log_plane), self._having(program.spread_plane)
        inputs = [np.arange(*program.op_from[o : o + 2]) for o in ops]
        flat = np.concatenate([_NONE, *inputs])
        return {
            "log_plane": u32(self.plane[program.log_plane[logs]]),
            "log_input": u32(self.plane[program.log_input[logs]]),
            "log_c": program.log_c[logs],
            "log_factor": program.log_factor[logs],
            "spread_plane": u32(self.plane[program.spread_plane[spreads]]),
            "spread_input": u32(self.plane[program.spread_input[spreads]]),
            "spread_coefficient": program.spread_coefficient[spreads],
            "stage_from": i32(np.searchsorted(ops, program.stage_from)),
            "op_code": program.op_code[ops],
            "op_plane": u32(self.plane[program.op_plane[ops]]),
            "op_from": spans([each.size for each in inputs]),
            "op_input": u32(self.plane[program.op_input[flat]]),
            "op_weight": program.op_weight[flat],
            "op_coefficient": program.op_coefficient[ops],
            "op_c1": program.op_c1[ops],
            "op_c2": program.op_c2[ops],
        }

    def _states(self) -> dict[str, Any]:
        program, states, moves = self.program, self.states, self.moves
        starts = [np.arange(*program.start_from[s : s + 2]) for s in states]
        to = [np.arange(*program.to_from[k : k + 2]) for k in moves]
        start, flat = np.concatenate([_NONE, *starts]), np.concatenate([_NONE, *to])
        moving = [len(self.reach.transitions(s)) if s in self.reach.moving else 0 for s in states]
        return {
            "state_plane": u32(self.plane[program.state_plane[states]]),
            "state_age": u32(self.plane[program.state_age[states]]),
            "state_lasted": program.state_lasted[states],
            "start_name": np.ascontiguousarray(program.start_name[:, states]),
            "start_from": spans([each.size for each in starts]),
            "start_value": program.start_value[start],
            "start_chance": program.start_chance[start],
            "move_from": spans(moving),
            "move_before": program.move_before[moves],
            "move_plane": i32(self._new(program.move_plane[moves])),
            "move_day": program.move_day[moves],
            "move_lasted": program.move_lasted[moves],
            "move_rate": program.move_rate[moves],
            "move_factor": program.move_factor[moves],
            "move_along": i32(self._new(program.move_along[moves])),
            "to_from": spans([each.size for each in to]),
            "to_value": program.to_value[flat],
            "to_chance": program.to_chance[flat],
        }

    def _levels(self) -> dict[str, Any]:
        program, levels = self.program, self.levels
        shocks = np.unique(program.level_shock[levels])
        shocks = shocks[shocks >= 0]
        shock = program.level_shock[levels]
        return {
            "shock_name": np.ascontiguousarray(program.shock_name[:, shocks]),
            "level_plane": u32(self.plane[program.level_plane[levels]]),
            "level_inflow_plane": i32(self._new(program.level_inflow_plane[levels])),
            "level_season": i32(self._new(program.level_season[levels])),
            "level_shock": i32(np.where(shock >= 0, np.searchsorted(shocks, shock), -1)),
            **{
                name: getattr(program, name)[levels]
                for name in (
                    "level_start",
                    "level_lower",
                    "level_upper",
                    "level_inflow",
                    "level_kept",
                    "level_mean",
                    "level_spread",
                )
            },
        }

    def _chances(self) -> dict[str, Any]:
        """Draws of transitions and sizes; and the sizes of the acts that are heard."""
        program, rows = self.program, self.rows
        laws = [
            np.arange(*program.size_from[r : r + 2]) if r in self.sized else _NONE for r in rows
        ]
        flat = np.concatenate([_NONE, *laws])
        word = np.where([r in self.sized for r in rows], program.size_word[rows], -1)
        drawn = np.unique(np.concatenate([program.move_word[self.moves], word]))
        drawn = drawn[drawn >= 0].astype(np.int64)

        def new(words: NDArray[Any]) -> Any:
            return i32(np.where(words >= 0, np.searchsorted(drawn, words), -1))

        return {
            "chance_name": np.ascontiguousarray(program.chance_name[:, drawn]),
            "move_word": new(program.move_word[self.moves]),
            "size_word": new(word),
            "size_from": spans([each.size for each in laws]),
            "size_law": program.size_law[flat],
            "size_1": program.size_1[flat],
            "size_2": program.size_2[flat],
            "size_while": i32(self._new(program.size_while[flat])),
        }

    def _acts(self) -> dict[str, Any]:
        program, impacts, rows = self.program, self.impacts, self.rows
        of_row = np.searchsorted(program.impact_from, impacts, side="right") - 1
        return {
            "impact_from": i32([*np.searchsorted(of_row, rows), impacts.size]),
            "impact_plane": u32(self.plane[program.impact_plane[impacts]]),
            "impact_weight": program.impact_weight[impacts],
            "impact_anticipation": program.impact_anticipation[impacts],
            "impact_amount": program.impact_amount[impacts],
            "impact_sized": program.impact_sized[impacts],
            "impact_while": i32(self._new(program.impact_while[impacts])),
        }

    def _without_processes(self) -> dict[str, Any]:
        program = self.program
        empty = {
            name: getattr(program, name)[:0]
            for name in (
                "first_day",
                "last_day",
                "joint_process",
                "rule",
                "alpha",
                "segment_slot",
                "term_plane",
                "term_coefficient",
                "term_scale",
                "gate_slot",
                "gate_plane",
                "gate_strength",
                "timed_joint",
                "timed_plane",
                "schedule_row",
                "schedule_probability",
                "schedule_while",
                "schedule_same",
            )
        }
        return {
            **empty,
            "name": np.ascontiguousarray(program.name[:, :0]),
            "segment_from": u32(spans([])),
            "schedule_from": np.zeros_like(program.schedule_from),
            "schedule_same_from": spans([]),
        }

    def _questions(self) -> Questions:
        questions, asked = self.compiled.questions, self.outcomes
        number = _numbering(asked, len(self.compiled.outcomes))
        levels = np.flatnonzero(number[questions.level_outcome] >= 0)
        spans_of = [slice(*questions.act_from[r : r + 2].tolist()) for r in self.rows]
        acts = [number[questions.act_outcome[each].astype(np.int64)] for each in spans_of]
        acts = [each[each >= 0] for each in acts]
        after = questions.after[asked]
        return Questions(
            act_from=spans([each.size for each in acts]),
            act_outcome=u32(np.concatenate([_NONE, *acts])),
            first=questions.first[asked],
            last=questions.last[asked],
            after=i32(np.where(after >= 0, number[after], -1)),
            within=questions.within[asked],
            at_least=questions.at_least[asked],
            level_outcome=u32(number[questions.level_outcome[levels]]),
            level_plane=u32(self.plane[questions.level_plane[levels]]),
            level_sign=questions.level_sign[levels],
            level_value=questions.level_value[levels],
            level_days=questions.level_days[levels],
            evenings=i32([np.searchsorted(levels, questions.evenings[0])]),
            value_plane=questions.value_plane[:0],
            value_day=questions.value_day[:0],
            value_outcome=questions.value_outcome[:0],
            watched=u32(self.plane[self.watched]),
            followed=u32(self.plane[questions.followed]) if self.all_states else u32([]),
        )


def _numbering(kept: Numbers, of: int) -> Numbers:
    """New numbers by old ones; −1 of what is not kept."""
    number = np.full(of, -1, dtype=np.int64)
    number[kept] = np.arange(kept.size)
    return number
