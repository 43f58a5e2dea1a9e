"""A scenario before the days of the likelihood, ready to be fitted once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.fitting.design import Design
from detente.fitting.prior import Prior, pooled, prior
from detente.fitting.solve import Solution, solve, with_spread
from detente.planes.process import Process

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class FitState:
    """A scenario before the days of the likelihood, with all that is needed to fit it once."""

    scenario: Scenario
    design: Design
    processes: tuple[Process, ...]
    stated: tuple[tuple[float, float], ...]
    measured: tuple[str, ...]

    def prior(self, spread: float) -> Prior:
        """Law of the parameters; τ is that of the pooled baselines."""
        return prior(self.design, self.processes, self.stated, self.measured, spread)

    @property
    def pools(self) -> dict[str, list[int]]:
        """Baselines that are pooled."""
        return pooled(self.processes, self.measured)

    def solve(self, spread: float | None = None) -> tuple[float | None, Solution]:
        """The mode; with the best τ where none is given and baselines are pooled."""
        if not self.pools:
            return None, solve(self.design, self.prior(1.0))
        if spread is not None:
            return spread, solve(self.design, self.prior(spread))
        return with_spread(self.design, self.prior)

    def again(self, spread: float | None, near: Solution) -> Solution:
        """The mode near another one, whose σ of moods it keeps."""
        law = self.prior(1.0 if spread is None else spread)
        held = np.zeros(near.values.size, dtype=bool)
        held[self.design.spreads] = True
        return solve(self.design, law.holding(held & law.free, near.values), near.values)
