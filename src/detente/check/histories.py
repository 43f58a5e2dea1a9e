"""Given histories: what the planes of a scenario can come to, whatever happens.

The scenario is played on three of them: one in which nothing happens, one in which everything
happens on every day on which it may, and one between. Memories of acts grow with them, so what the
second does not reach, no future does: thresholds are taken at the lower end of their law. Where
states, levels or conditions come and go, there are futures besides that push them about
(`detente.check.pushed`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.check.pushed import pushed, waits_on_days
from detente.kernel.arrays import IN_FORCE
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.planes.model import Op

F64 = NDArray[np.float64]

FARTHEST = 6.0
"""Standard deviations below its mean, at which the lower end of a threshold lies."""

BETWEEN = 0.1
"""Share of days with each act on the third history."""


class Histories:
    """The planes of the given histories, every claim true, one after the other.

    Parameters
    ----------
    compiled : Compiled
    """

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self.days = int(compiled.program.start[1])
        program, rows = compiled.program, len(compiled.rows)
        day = np.arange(self.days)[:, None]
        at_risk = (program.first_day <= day) & (day <= program.last_day)
        self.at_risk = dict(zip(compiled.processes, at_risk.T, strict=True))
        every = np.ones((self.days, rows), dtype=np.int8)
        every[:, : at_risk.shape[1]] = at_risk
        some = np.random.default_rng(0).random(every.shape) < BETWEEN
        self.theta = _lowest(compiled)
        found = [self._played(acts) for acts in (0 * every, every, every * some)]
        if waits_on_days(compiled.model):
            found.append(pushed(compiled))
        planes = np.concatenate([each.planes for each in found])
        self.number = planes.shape[0]
        self.planes = planes.reshape(-1, planes.shape[2])
        self.came = np.asarray(np.concatenate([each.first >= 0 for each in found]).any(axis=0))
        self.column = {name: i for i, name in enumerate(compiled.planes)}

    def _played(self, acts: NDArray[np.int8]) -> Played:
        truth = np.ones((1, len(self.compiled.claims)), dtype=np.uint8)
        index = np.zeros(1, dtype=np.int64)
        return play(self.compiled, 0, index, self.theta, truth, forced=acts, trace=True)

    def plane(self, name: str, process: str | None = None) -> F64:
        """Values of a plane on all histories, on the days on which a process is at risk."""
        values = self.planes[:, self.column[name]]
        return values if process is None else values[np.tile(self.at_risk[process], self.number)]

    def ever(self, name: str, day: int | None = None) -> bool:
        """Whether a condition holds on some day, or on this one, of some history."""
        values = self.by_day(name) if day is None else self.by_day(name)[:, day]
        return bool((values >= IN_FORCE).any())

    def by_day(self, name: str) -> F64:
        """Values of a plane, shape (histories, days)."""
        return self.plane(name).reshape(self.number, self.days)

    def quiet(self, name: str) -> F64:
        """Values of a plane on the history in which nothing happens."""
        return self.planes[: self.days, self.column[name]]


def _lowest(compiled: Compiled) -> F64:
    """Coefficients at their means, every claim true, thresholds at the lower end of their laws."""
    truth = np.ones((1, len(compiled.claims)), dtype=np.uint8)
    index = np.zeros(1, dtype=np.int64)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, 0, index, central=True
    )
    number = {c: i for i, c in enumerate(compiled.coefficients)}
    for derived in compiled.model.derived.values():
        if derived.op in (Op.HINGE, Op.LATCH) and derived.coefficient is not None:
            draw = derived.coefficient.draw
            theta[0, number[derived.coefficient]] = max(draw.low, draw.mean - FARTHEST * draw.sd)
    return theta
