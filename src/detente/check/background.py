"""The self-check of the background: whether it realises the rates that it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.coefficients import draw_matrix
from detente.ensemble.design import nested
from detente.ensemble.runner import BLOCK_BYTES, Block, Runner, paths_within
from detente.ensemble.setting import Setting
from detente.kernel.stability import Elasticities, fault
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

LOWEST, HIGHEST = 0.8, 1.25
DRAWS = 200


@dataclass(frozen=True, slots=True)
class Background:
    """What the background does on its own.

    `ratio` is realised over stated rate for each process at risk (with a fit, over the rate that
    it expects); `radius` the spectral radius
    at the means and `largest_radius` over parameter draws; `silent` the share of paths without
    any act, `saturated` that of paths where some process acts on more than half of its days.
    """

    ratio: dict[str, float]
    radius: float
    largest_radius: float
    silent: float
    saturated: float
    paths: int

    def faults(self) -> list[str]:
        """What makes the scenario unfit to be played."""
        found = [
            f"process '{process}': the background realises {ratio:.2f} of the stated rate "
            f"(must lie in {LOWEST}–{HIGHEST}); weaken its inertia, reciprocity or mood"
            for process, ratio in self.ratio.items()
            if not LOWEST <= ratio <= HIGHEST
        ]
        for name, radius in (("at the means", self.radius), ("in a draw", self.largest_radius)):
            if radius >= 1.0:
                found.append(fault(radius, name))
                break
        return found


@dataclass(frozen=True, slots=True)
class _Realised:
    """What a block did: sum of the daily probabilities of each process; paths counted."""

    hazard: NDArray[np.float64]
    silent: int
    saturated: int


def check_background(
    scenario: Scenario,
    *,
    paths: int = 1024,
    seed: int = 1,
    record: bool = False,
    progress: Progress | None = None,
) -> Background:
    """Simulate with every claim false, at the coefficients' means.

    Starts from usual levels, or with `record` from what the record leaves.
    """
    compiled = scenario.compiled(background=not record)
    days = int(compiled.program.start[1])
    rows, processes = len(compiled.rows), len(compiled.processes)
    at_risk = np.maximum(compiled.program.last_day - compiled.program.first_day + 1, 0)
    capacity = days * rows
    runner = Runner(
        Setting(scenario, days, seed, {}, nested(paths)),
        compiled,
        truth=np.zeros((paths, len(scenario.claims)), dtype=np.uint8),
        central=True,
        tally=True,
        capacity=capacity,
    )

    def reduce(block: Block) -> _Realised:
        silent = saturated = 0
        for acts in block.acts:
            count = np.bincount(acts % rows, minlength=rows)[:processes]
            silent += int(count.sum() == 0)
            saturated += int(bool((count > 0.5 * np.maximum(at_risk, 1)).any()))
        return _Realised(block.played.hazard.sum(axis=0), silent, saturated)

    hazard = np.zeros(processes)
    silent = saturated = 0
    size = paths_within(BLOCK_BYTES, 4 * capacity)
    for each in runner.blocks(reduce, size, progress=progress):
        hazard += each.hazard
        silent += each.silent
        saturated += each.saturated
    ratio = {
        p.id: float(hazard[i] / (paths * at_risk[i] * p.expected_per_day))
        for i, p in enumerate(scenario.processes)
        if at_risk[i] > 0
    }
    radius, largest = _radii(scenario, seed)
    return Background(ratio, radius, largest, silent / paths, saturated / paths, paths)


def _radii(scenario: Scenario, seed: int) -> tuple[float, float]:
    """Spectral radius at the means, and the largest over parameter draws."""
    compiled = scenario.compiled()
    elasticities = Elasticities.of(compiled)
    draws = draw_matrix(compiled.coefficients, seed, np.arange(DRAWS, dtype=np.int64))
    return elasticities.radius(), max(elasticities.radius(values) for values in draws)
