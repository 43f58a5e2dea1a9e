"""The self-check of the rates: whether the scenario plays those that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.check.staying import staying
from detente.ensemble.coefficients import draw_matrix
from detente.ensemble.design import nested
from detente.ensemble.runner import BLOCK_BYTES, Block, Runner, paths_within
from detente.ensemble.setting import Setting
from detente.ensemble.standing import standing
from detente.kernel.stability import Elasticities, fault
from detente.planes.process import Process
from detente.planes.rate import YEAR
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

LOWEST, HIGHEST = 0.8, 1.25
DRAWS = 200


@dataclass(frozen=True, slots=True)
class PlayedRate:
    """The rate of a process, days a year: as stated or fitted, and as played."""

    stated: float
    played: float

    @property
    def ratio(self) -> float:
        """Played over stated."""
        return self.played / self.stated


@dataclass(frozen=True, slots=True)
class Background:
    """What the scenario does as long as things stand as they do.

    Attributes
    ----------
    rates : dict of process to PlayedRate
        Of every process that is at risk on some day.
    radius, largest_radius : float
        Spectral radius at the means, and the largest over parameter draws.
    silent : float
        Share of paths without any act.
    saturated : float
        Share of paths on which some process acts on more than half of its days.
    paths : int
    """

    rates: dict[str, PlayedRate]
    radius: float
    largest_radius: float
    silent: float
    saturated: float
    paths: int

    @property
    def ratio(self) -> dict[str, float]:
        """Played over stated rate by process."""
        return {process: rate.ratio for process, rate in self.rates.items()}

    def faults(self) -> list[str]:
        """What makes the scenario unfit to be played."""
        found = [
            f"process '{process}': plays {rate.played:.3g} days a year, {rate.ratio:.2f} of its "
            f"rate {rate.stated:.3g} (must lie in {LOWEST}–{HIGHEST})"
            for process, rate in self.rates.items()
            if not LOWEST <= rate.ratio <= HIGHEST
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
    scenario: Scenario, *, paths: int = 1024, seed: int = 1, progress: Progress | None = None
) -> Background:
    """Play the scenario as things stand and stay, at the coefficients' means.

    Claims are drawn at their credences, or all false for rates that are stated so; see `staying`
    for the rest. The luck of the beliefs that were drawn is taken off, so that what is left of
    the difference is what the play itself does to the rate.
    """
    at_risk = [p for p in scenario.processes if p.first_day <= p.last_day]
    groups: dict[tuple[str, int], list[Process]] = {}
    for process in at_risk:
        groups.setdefault((process.rate.holds, max(process.first_day, 0)), []).append(process)
    rates: dict[str, PlayedRate] = {}
    silent = saturated = 0
    done = 0

    def told(now: int, total: int) -> None:
        if progress is not None:
            progress(done + now, total * len(groups))

    for (holds, day), members in groups.items():
        found = _played(scenario, holds, day, members, paths, seed, told)
        rates |= found[0]
        silent, saturated = max(silent, found[1]), max(saturated, found[2])
        done += paths
    radius, largest = _radii(scenario, seed)
    return Background(
        {p.id: rates[p.id] for p in at_risk},
        radius,
        largest,
        silent / paths,
        saturated / paths,
        paths,
    )


def _played(
    scenario: Scenario,
    holds: str,
    day: int,
    members: Sequence[Process],
    paths: int,
    seed: int,
    progress: Progress,
) -> tuple[dict[str, PlayedRate], int, int]:
    """Rates of the processes of which the start is one day, and silent and saturated paths."""
    compiled = staying(scenario.compiled(), day)
    days, rows = int(compiled.program.start[1]), len(compiled.rows)
    setting = Setting(scenario, days, seed, {}, nested(paths))
    truth = setting.beliefs()
    if holds == "claims-false":
        truth = np.zeros_like(truth)
    at_risk = np.maximum(compiled.program.last_day - compiled.program.first_day + 1, 0)
    capacity = days * rows
    runner = Runner(setting, compiled, truth=truth, central=True, tally=True, capacity=capacity)

    def reduce(block: Block) -> _Realised:
        silent = saturated = 0
        for acts in block.acts:
            count = np.bincount(acts % rows, minlength=rows)[: len(at_risk)]
            silent += int(count.sum() == 0)
            saturated += int(bool((count > 0.5 * np.maximum(at_risk, 1)).any()))
        return _Realised(block.played.hazard.sum(axis=0), silent, saturated)

    hazard = np.zeros(len(at_risk))
    silent = saturated = 0
    for each in runner.blocks(reduce, paths_within(BLOCK_BYTES, 4 * capacity), progress=progress):
        hazard += each.hazard
        silent += each.silent
        saturated += each.saturated
    luck = standing(scenario).luck(truth)
    found = {}
    for process in members:
        row = compiled.processes.index(process.id)
        mean = compiled.coefficients[compiled.program.alpha[row]].draw.mean
        stated = -float(np.expm1(-np.exp(mean)))
        played = float(hazard[row] / (paths * at_risk[row]) / luck[row])
        found[process.id] = PlayedRate(YEAR * stated, YEAR * played)
    return found, silent, saturated


def _radii(scenario: Scenario, seed: int) -> tuple[float, float]:
    """Spectral radius at the means, and the largest over parameter draws."""
    compiled = scenario.compiled()
    elasticities = Elasticities.of(compiled)
    draws = draw_matrix(compiled.coefficients, seed, np.arange(DRAWS, dtype=np.int64))
    return elasticities.radius(), max(elasticities.radius(values) for values in draws)
