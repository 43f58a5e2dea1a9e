"""What terms bring to the hazards at the start of the play: it belongs to the rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.baseline.standing import Standing, standing
from detente.planes.model import Draw

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Normaliser:
    """Ln E exp(Σ θ x(0)) of the processes with rows, as the play has it.

    Attributes
    ----------
    standing : Standing
        Of the scenario that is played.
    processes : array of int64, shape (processes with rows,)
    draws : tuple of Draw
        Coefficients that are fitted; the others keep their means.

    The rest is kept so that what hangs on no coefficient is worked out once.
    """

    standing: Standing
    processes: I64
    draws: tuple[Draw, ...]
    _columns: tuple[I64, ...]
    _moving: I64
    _still: F64
    _known: dict[bytes, tuple[F64, F64]] = field(default_factory=dict)

    @classmethod
    def of_scenario(
        cls, now: Scenario, processes: Sequence[int], draws: Sequence[Draw]
    ) -> Normaliser:
        """That of a scenario; processes by their numbers in it."""
        own = standing(now)
        where = np.array(processes, dtype=np.int64)
        return cls(own, where, (), (), where, np.zeros(where.size)).of(draws)

    def of(self, draws: Sequence[Draw]) -> Normaliser:
        """The same for other coefficients."""
        names = [c.draw.name for c in self.standing.compiled.coefficients]
        columns = tuple(
            np.array([i for i, name in enumerate(names) if name == draw.name], dtype=np.int64)
            for draw in draws
        )
        every = np.arange(self.processes.size)
        means, sd = (np.array([getattr(d, key) for d in draws]) for key in ("mean", "sd"))
        found = replace(self, draws=tuple(draws), _columns=columns, _moving=every, _known={})
        level, slope = found.at(means)
        moves = (slope != 0.0).any(axis=1) | (found.at(means + sd)[1] != 0.0).any(axis=1)
        return replace(found, _moving=np.flatnonzero(moves), _still=level, _known={})

    def at(self, theta: F64) -> tuple[F64, F64]:
        """The normaliser and its derivatives.

        Parameters
        ----------
        theta : array of float64, shape (coefficients,)

        Returns
        -------
        array of float64, shape (processes,), and array of float64, shape (processes, coefficients)
        """
        key = theta.tobytes()
        if key not in self._known:
            if len(self._known) > 8:
                self._known.clear()
            self._known[key] = self._worked_out(theta)
        return self._known[key]

    def _worked_out(self, theta: F64) -> tuple[F64, F64]:
        coefficients = self.standing.compiled.coefficients
        values = np.array([c.draw.mean for c in coefficients])
        for value, columns in zip(theta, self._columns, strict=True):
            values[columns] = value
        level, slope = self._still.copy(), np.zeros((self.processes.size, len(theta)))
        for i in self._moving:
            each = self.standing.situations[self.processes[i]]
            level[i] = float(each.log_mean(values[None, :])[0])
            found = each.gradient(values)
            slope[i] = [found[columns].sum() for columns in self._columns]
        return level, slope

    @property
    def moves(self) -> bool:
        """Whether the normaliser hangs on the coefficients."""
        return bool(self._moving.size)
