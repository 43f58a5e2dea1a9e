"""States and levels: what is declared of them, by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
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


class Moving:
    """The states and levels of a model; see `detente.planes.builder.Builder`."""

    def __init__(self, model: Model, operations: Operations) -> None:
        self.model = model
        self.operations = operations
        self._logarithmic: set[str] = set()

    def add_state(self, state: str, variable: StateVariable) -> None:
        """Declare a state."""
        limits.within(len(self.model.states), limits.MOST_STATES, _("states"))
        self.model.states[state] = variable

    def move(self, state: str, transitions: Sequence[Transition]) -> None:
        """Say how it moves."""
        self.model.states[state] = replace(self.model.states[state], transitions=tuple(transitions))

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
                    _("state '{state}' has no value '{value}'{hint}; it has {known}").format(
                        state=state,
                        value=value,
                        hint=did_you_mean(value, known.values),
                        known=", ".join(known.values),
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

    def change(
        self,
        level: str,
        row: str,
        amount: Coefficient,
        weight: float,
        sized: bool,
        plane: str | None,
    ) -> None:
        """Let acts of a row add to a level."""
        limits.within(len(self.model.impacts), limits.MOST_IMPACTS, _("impacts on memories"))
        self.level(level)
        self.model.impacts.append(
            Impact(
                row,
                self.model.levels[level].name,
                weight,
                amount=amount,
                sized=sized,
                plane=plane,
            )
        )
