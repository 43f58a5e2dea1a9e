"""The self-check of the background: whether it realises the rates that it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.ensemble.coefficients import coefficient_matrix, draw_matrix
from detente.ensemble.design import nested
from detente.ensemble.runner import BLOCK, BLOCK_BYTES
from detente.kernel.play import Played, play
from detente.kernel.stability import Elasticities, fault
from detente.numerics.threads import Stop, in_order
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
    design = nested(paths)
    rows = len(compiled.rows)
    processes = len(compiled.processes)
    at_risk = np.maximum(compiled.program.last_day - compiled.program.first_day + 1, 0)
    hazard = np.zeros(processes)
    silent = 0
    saturated = 0
    capacity = days * rows
    size = int(min(max(BLOCK_BYTES // (4 * capacity), 1), BLOCK))

    def one(number: int, stop: Stop) -> Played:
        part = design.part(number * size, min((number + 1) * size, paths))
        truth = np.zeros((part.paths, len(scenario.claims)), dtype=np.uint8)
        theta = coefficient_matrix(
            compiled.coefficients, compiled.claims, truth, seed, part.parameters, central=True
        )
        return play(
            compiled, seed, part.chance, theta, truth, tally=True, capacity=capacity, stop=stop
        )

    for number, played in enumerate(in_order(one, -(-paths // size)), start=1):
        if progress is not None:
            progress(min(number * size, paths), paths)
        hazard += played.hazard.sum(axis=0)
        for codes, recorded in zip(played.record, played.recorded, strict=True):
            acts = codes[:recorded] % rows
            count = np.bincount(acts, minlength=rows)[:processes]
            silent += int(count.sum() == 0)
            saturated += int(bool((count > 0.5 * np.maximum(at_risk, 1)).any()))
    ratio = {
        p.id: float(hazard[i] / (paths * at_risk[i] * p.expected_per_day))
        for i, p in enumerate(scenario.processes)
        if at_risk[i] > 0
    }
    full = scenario.compiled()
    elasticities = Elasticities.of(full)
    draws = draw_matrix(full.coefficients, seed, np.arange(DRAWS, dtype=np.int64))
    return Background(
        ratio,
        elasticities.radius(),
        max(elasticities.radius(values) for values in draws),
        silent / paths,
        saturated / paths,
        paths,
    )
