"""Write the symbolic model down as the kernel's arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from detente.kernel import (
    act_arrays,
    level_arrays,
    plane_arrays,
    process_arrays,
    state_arrays,
)
from detente.kernel.arrays import Program, Questions, u32
from detente.kernel.beginning import Beginning
from detente.kernel.columns import Columns, words
from detente.kernel.question_arrays import questions as question_arrays
from detente.language.shown import brief
from detente.outcomes.base import Question, Reading
from detente.planes.builder import Builder
from detente.planes.model import Coefficient, Model


@dataclass(frozen=True, slots=True, repr=False)
class Compiled:
    """A scenario ready to run.

    `coefficients` and `planes` give the meaning of the columns that the kernel sees.
    """

    __repr__ = brief

    program: Program
    questions: Questions
    coefficients: tuple[Coefficient, ...]
    planes: tuple[str, ...]
    processes: tuple[str, ...]
    rows: tuple[str, ...]
    outcomes: tuple[str, ...]
    readings: tuple[str, ...]
    watched: tuple[str, ...]
    followed: tuple[str, ...]
    """Planes of the states: their values are kept day by day"""
    claims: tuple[str, ...]
    model: Model
    beginning: Beginning
    kept: dict[str, object] = field(default_factory=dict, compare=False)
    """What others have worked out from it"""

    def values(self, state: str) -> tuple[str, ...]:
        """Values of a state, by its id."""
        return self.model.states[state].values

    def watching(self, planes: Sequence[str], *, states: bool = False) -> Compiled:
        """The same, keeping the path of these planes instead of those that signs name.

        Of states it does so with `states` alone.
        """
        column = {name: i for i, name in enumerate(self.planes)}
        questions = self.questions._replace(watched=u32([column[name] for name in planes]))
        if not states:
            questions = questions._replace(followed=u32([]))
        followed = self.followed if states else ()
        return replace(self, questions=questions, watched=tuple(planes), followed=followed)


def compile_model(
    builder: Builder,
    questions: Sequence[Question],
    readings: Sequence[Reading],
    watched: Mapping[str, str],
    claims: Sequence[str],
) -> Compiled:
    """Turn a finished builder into arrays.

    Parameters
    ----------
    builder : Builder
        After `finish`.
    questions : sequence of Question
        Outcomes in the order of the scenario.
    readings : sequence of Reading
        Planes of which one evening's value is asked.
    watched : mapping of str to str
        Planes of which the path is kept, by the names that signs give them.
    claims : sequence of str
        Claims in the order of the scenario.
    """
    model, processes = builder.model, builder.processes
    columns = Columns.of(model, processes, claims)
    followed = tuple(state.name for state in model.states.values())
    process_arrays.check_sides(model, processes)
    # coefficients are numbered as they are met: the order of these lines is that of the columns
    beginning = Beginning.of(builder, columns)
    program = Program(
        start=np.array([builder.date_of(0).toordinal(), model.days], dtype=np.int64),
        initial=plane_arrays.initial_values(model, columns),
        begun_plane=u32(beginning.planes),
        begun_ring=u32(beginning.cells),
        begun_flag=u32(beginning.flags),
        **plane_arrays.calendar(model, columns),
        **plane_arrays.memories(model),
        **plane_arrays.moods(model),
        **plane_arrays.relaxing(model, columns),
        **plane_arrays.derived(model, columns),
        **process_arrays.processes(model, processes, columns, builder.fitted),
        **process_arrays.terms(model, columns),
        **process_arrays.gates(model, columns),
        **act_arrays.impacts(model, columns),
        **act_arrays.schedule(model, columns),
        **process_arrays.timed_rules(model, processes, columns),
        **state_arrays.states(model, columns),
        **level_arrays.levels(model, columns),
        **level_arrays.sizes(model, columns),
        chance_name=words(list(columns.chance)),
        start_name=words(list(followed)),
        shock_name=words(list(columns.shock)),
    )
    return Compiled(
        program=program,
        questions=question_arrays(questions, readings, columns, watched.values(), followed),
        coefficients=tuple(columns.coefficients),
        planes=tuple(columns.plane),
        processes=tuple(columns.process),
        rows=tuple(columns.row),
        outcomes=tuple(question.id for question in questions),
        readings=tuple(reading.id for reading in readings),
        watched=tuple(watched),
        followed=followed,
        claims=tuple(claims),
        model=model,
        beginning=beginning,
    )
