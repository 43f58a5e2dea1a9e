"""What is known of a state: the values that it had, and those days of which nothing is known."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from detente.planes.builder import ONE, Builder
from detente.planes.model import Coefficient, Draw, StateVariable, Transition
from detente.states.level import LevelEntry

UNKNOWN = -1
"""In the place of a value's number."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value that a state or level has from a day on; None where it is not known from then on."""

    date: dt.date
    value: str | float | None


@dataclass(frozen=True, slots=True)
class Known:
    """How a state has moved by the record, in the place of what would be drawn.

    Attributes
    ----------
    start : int
        Number of its value by the evening before the first day, or `UNKNOWN`.
    lasted : int
        Days that it then has had it; −1 where nothing is known of that.
    entries : tuple of (int, int)
        Day, and the number of the value that it has from then on, or `UNKNOWN`.
    moving : bool
        Whether it also moves by those of its transitions that leave nothing to chance.
    """

    start: int
    lasted: int = -1
    entries: tuple[tuple[int, int], ...] = ()
    moving: bool = False

    @property
    def whole(self) -> bool:
        """Whether its value is known on all days."""
        return self.start != UNKNOWN and all(value != UNKNOWN for _day, value in self.entries)


def supposed(state: str, value: str) -> str:
    """Name of the draw that is 1 where a value is supposed of a state on days not known."""
    return f"{state}.supposed.{value}"


def starts(variable: StateVariable, known: Known) -> tuple[tuple[int, Coefficient], ...]:
    """Values at the start: the known one, or each, of which one is supposed on a path."""
    return _values(variable, known.start)


def _values(variable: StateVariable, value: int) -> tuple[tuple[int, Coefficient], ...]:
    if value != UNKNOWN:
        return ((value, ONE),)
    return tuple(
        (number, Coefficient(Draw(supposed(variable.name, each), float(number == 0))))
        for number, each in enumerate(variable.values)
    )


def dated_moves(variable: StateVariable, known: Known) -> list[Transition]:
    """Transitions on the days on which a state is known to have moved."""
    every = range(len(variable.values))
    return [
        Transition(
            f"{variable.name}:known:{day}",
            tuple(each for each in every if each != value),
            _values(variable, value),
            day=day,
        )
        for day, value in known.entries
    ]


def tellable(move: Transition, builder: Builder, levels: Collection[str]) -> bool:
    """Whether a record of acts tells when a transition happens.

    It leaves nothing to chance, and waits for no level of which nothing is known.

    Parameters
    ----------
    move : Transition
    builder : Builder
    levels : collection of str
        Planes of levels that are known.
    """
    if not move.certain:
        return False
    waits = builder.model.leaves([] if move.plane is None else [move.plane])
    hidden = {level.name for level in builder.model.levels.values()} - set(levels)
    return not hidden.intersection(waits) and not set(builder.model.moods).intersection(waits)


@dataclass(frozen=True, slots=True)
class Course:
    """What the record says of states and levels on the days of a play, by their ids."""

    states: Mapping[str, Known] = field(default_factory=dict)
    levels: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)


NOT_TOLD = Course()
"""States and levels move as they are drawn."""


def last_known(entries: Sequence[Dated], day: dt.date) -> Dated | None:
    """The last entry by a day; None if there is none."""
    return next((each for each in reversed(entries) if each.date <= day), None)


def level_on(entries: Sequence[Dated], day: dt.date) -> float:
    """Value of a level on a day by its entries; NaN where it is not known."""
    found = last_known(entries, day)
    if found is None or not isinstance(found.value, float):
        return math.nan
    return found.value


def hold_levels(levels: Sequence[LevelEntry], course: Course, builder: Builder) -> None:
    """Let levels be what the record says, on the scale on which they move.

    On days on which it says nothing they are as they were last, or will be first: whoever plays
    them has to leave these days aside.
    """
    for entry in levels:
        entries = [each for each in course.levels.get(entry.id, ()) if each.value is not None]
        if not entries:
            continue

        def value(
            day: dt.date, entry: LevelEntry = entry, entries: Sequence[Dated] = entries
        ) -> float:
            found = last_known(entries, day) or entries[0]
            assert isinstance(found.value, float)
            return math.log(found.value) if entry.log else found.value

        builder.hold_level(entry.id, value)
