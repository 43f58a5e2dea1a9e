"""States and levels: what is declared of them, by id."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.ontology.acts import Act, ActClass
from detente.planes import limits
from detente.planes.model import (
    Coefficient,
    Impact,
    Level,
    Model,
    Op,
    StateVariable,
    Transition,
)
from detente.planes.operations import Operations

LEVEL = "level:"
"""What the names of watched planes begin with that are levels."""


@dataclass(frozen=True, slots=True)
class Change:
    """What acts add to a level: `weight` times `amount`, times their size if `sized`.

    They are those of `kinds`, each a dyad or pair with an act or a class of acts, on days on which
    `plane` is 1.
    """

    level: str
    kinds: tuple[tuple[str, Act | ActClass], ...]
    amount: Coefficient
    weight: float = 1.0
    sized: bool = False
    plane: str | None = None

    def hears(self, dyads: Sequence[str], act: Act) -> bool:
        """Whether an act changes the level that is heard on these dyads and pairs.

        The first of them is that of all its parties.
        """
        return any(
            where in dyads and kind.contains(act)
            if isinstance(kind, ActClass)
            else (where, kind) == (dyads[0], act)
            for where, kind in self.kinds
        )


class Moving:
    """The states and levels of a model; see `detente.planes.builder.Builder`."""

    def __init__(self, model: Model, operations: Operations) -> None:
        self.model = model
        self.operations = operations
        self._logarithmic: set[str] = set()
        self._changes: list[Change] = []

    def add_state(self, state: str, variable: StateVariable) -> None:
        """Declare a state."""
        limits.within(len(self.model.states), limits.MOST_STATES, _("states"))
        self.model.states[state] = variable

    def move(
        self, state: str, transitions: Sequence[Transition], stated: Sequence[Transition] = ()
    ) -> None:
        """Say how it moves."""
        self.model.states[state] = replace(
            self.model.states[state], transitions=tuple(transitions), stated=tuple(stated)
        )

    def hold(self, level: str) -> str:
        """Take a level from those that move; its plane, which something else then has to fill."""
        name = self.model.levels.pop(level).name
        self.model.impacts[:] = [each for each in self.model.impacts if each.memory != name]
        return name

    def state(self, state: str) -> StateVariable:
        """A declared state."""
        if state not in self.model.states:
            raise ScenarioError(
                _("no state '{state}'{hint}").format(
                    state=state, hint=did_you_mean(state, self.model.states)
                )
            )
        return self.model.states[state]

    def in_state(self, state: str, values: Sequence[str]) -> str:
        """1 while it has one of some values."""
        known = self.state(state)
        bits = 0
        for value in values:
            if value not in known.values:
                raise ScenarioError(
                    _("state '{state}' has no value '{value}'{hint}").format(
                        state=state, value=value, hint=did_you_mean(value, known.values)
                    )
                )
            bits |= 1 << known.values.index(value)
        return self.operations.add(Op.ONE_OF, known.name, c1=float(bits))

    def add_level(self, level: str, variable: Level, *, log: bool) -> None:
        """Declare a level."""
        limits.within(len(self.model.levels), limits.MOST_STATES, _("levels"))
        self.model.levels[level] = variable
        if log:
            self._logarithmic.add(level)

    def level(self, level: str) -> str:
        """Plane of a level, in its unit."""
        if level not in self.model.levels:
            raise ScenarioError(
                _("no level '{level}'{hint}").format(
                    level=level, hint=did_you_mean(level, self.model.levels)
                )
            )
        name = self.model.levels[level].name
        if level not in self._logarithmic:
            return name
        return self.operations.add(Op.EXP, name, c1=1.0)

    def bounds_of(self, level: str) -> tuple[float, float]:
        """Between which values a level stays, in its unit; any where there is no such level."""
        if level not in self.model.levels:
            return -math.inf, math.inf
        known = self.model.levels[level]
        if level not in self._logarithmic:
            return known.lower, known.upper
        return math.exp(known.lower), math.exp(known.upper)

    def flow_while(self, level: str, plane: str) -> None:
        """Let the inflow of a level come on days on which a plane is 1."""
        self.model.levels[level] = replace(self.model.levels[level], inflow_plane=plane)

    def change(self, change: Change, rows: Sequence[str]) -> None:
        """Let acts of some rows add to a level, and later scheduled ones of the same kinds."""
        self.level(change.level)
        for row in rows:
            self._add(change, row)
        self._changes.append(change)

    def _add(self, change: Change, row: str) -> None:
        limits.within(len(self.model.impacts), limits.MOST_IMPACTS, _("impacts on memories"))
        self.model.impacts.append(
            Impact(
                row,
                self.model.levels[change.level].name,
                change.weight,
                amount=change.amount,
                sized=change.sized,
                plane=change.plane,
            )
        )

    def feel(self, row: str, dyads: Sequence[str], act: Act, like: Sequence[str]) -> None:
        """Let a scheduled act change levels as others of its kind do, such as the rows `like`."""
        for change in self._changes:
            if change.hears(dyads, act):
                self._add(change, row)
        sizes = [self.model.sizes[each] for each in like if each in self.model.sizes]
        if sizes:
            self.model.sizes[row] = replace(sizes[0], row=row, name=f"size:{dyads[0]}:{act}:{row}")
