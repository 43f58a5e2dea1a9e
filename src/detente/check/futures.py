"""Futures with draws of their own, as far as several trials of a check look at them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def alone(paths: int) -> Design:
    """So many futures, each with draws of its own: of as many these say most about a mean."""
    k = np.arange(paths, dtype=np.int64)
    return Design(k, k, k)


@dataclass(frozen=True, slots=True)
class Futures:
    """What is asked of futures, of each.

    Attributes
    ----------
    scenario : Scenario
    seed : int
    design : Design
    truth : array of uint8, shape (paths, claims)
    first : array of int32, shape (paths, outcomes)
        Day on which an outcome comes; negative if it does not.
    readings : array of float64, shape (paths, readings)
    means : array of float64, shape (paths, watched planes)
        Over the days.
    """

    scenario: Scenario
    seed: int
    design: Design
    truth: NDArray[np.uint8]
    first: NDArray[np.int32]
    readings: NDArray[np.float64]
    means: NDArray[np.float64]

    @classmethod
    def played(
        cls,
        scenario: Scenario,
        seed: int,
        design: Design,
        forced: Mapping[str, bool] | None = None,
        progress: Progress | None = None,
    ) -> Futures:
        """Play the futures of a design."""
        setting = Setting(scenario, scenario.file.horizon, seed, dict(forced or {}), design)
        watched = len(setting.compiled.watched)

        def kept(block: Block) -> tuple[NDArray[Any], ...]:
            played = block.played
            means = [course.mean(axis=0) for course in played.watch[:, :, :watched]]
            return block.truth, played.first, played.value, np.array(means)

        size = block_size(setting.compiled)
        blocks = list(Runner(setting).blocks(kept, size, progress=progress))
        return cls(
            scenario, seed, design, *(np.concatenate(each) for each in zip(*blocks, strict=True))
        )

    def part(self, paths: int) -> Futures:
        """The first of them."""
        return Futures(
            self.scenario,
            self.seed,
            self.design.part(0, paths),
            self.truth[:paths],
            self.first[:paths],
            self.readings[:paths],
            self.means[:paths],
        )
