"""Goes through futures once more of which it is known what happened.

Nothing is drawn of processes and states, so that it takes a part of the time that playing takes,
and comes to the same bits (`detente.kernel.pruned`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.ensemble.branch import Branch
from detente.ensemble.runner import Block, block_size, in_blocks
from detente.ensemble.setting import Setting
from detente.kernel.chronicle import Chronicle
from detente.kernel.compile import Compiled
from detente.kernel.play import play
from detente.kernel.pruned import Pruned, pruned
from detente.language.shown import brief
from detente.numerics.threads import Stop
from detente.progress import Progress

T = TypeVar("T")


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """Futures of which it is known what happened.

    Attributes
    ----------
    setting : Setting
    truth : array of uint8, shape (paths, claims)
    chronicle : Chronicle
    """

    __repr__ = brief

    setting: Setting
    truth: NDArray[np.uint8]
    chronicle: Chronicle

    def part(self, paths: int) -> Self:
        """The first `paths` futures."""
        if paths >= self.setting.design.paths:
            return self
        setting, chronicle = self.setting.part(paths), self.chronicle.part(0, paths)
        return replace(self, setting=setting, truth=self.truth[:paths], chronicle=chronicle)

    def picked(self, paths: NDArray[np.int64]) -> Self:
        """Some futures, by number."""
        setting = replace(self.setting, design=self.setting.design.picked(paths))
        chronicle = self.chronicle.picked(paths)
        return replace(self, setting=setting, truth=self.truth[paths], chronicle=chronicle)

    def first(
        self,
        compiled: Compiled,
        outcomes: Sequence[str],
        *,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> NDArray[np.int32]:
        """First passage of outcomes, which need not be the scenario's.

        Parameters
        ----------
        compiled : Compiled
            Has these outcomes.
        outcomes : sequence of str
            By their ids.

        Returns
        -------
        array of int32, shape (paths, outcomes)
        """
        last = [int(compiled.questions.last[compiled.outcomes.index(name)]) for name in outcomes]
        days = min(max(last, default=0) + 1, self.setting.days)
        part = pruned(compiled, outcomes, days=days)
        columns = [part.compiled.outcomes.index(name) for name in outcomes]
        found = list(
            self.blocks(
                part,
                lambda block: block.played.first[:, columns],
                threads=threads,
                progress=progress,
            )
        )
        return np.concatenate(found)

    def watch(
        self,
        planes: Sequence[str],
        reduce: Callable[[Block], T],
        *,
        outcomes: Collection[str] = (),
        states: bool = False,
        days: int | None = None,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[T]:
        """Reduce planes block by block, in order, and with `states` all of these."""
        part = pruned(self.setting.compiled, outcomes, planes, states=states, days=days)
        return self.blocks(part, reduce, threads=threads, progress=progress)

    def blocks(
        self,
        part: Pruned,
        reduce: Callable[[Block], T],
        *,
        threads: int | None = None,
        progress: Progress | None = None,
    ) -> Iterator[T]:
        """Go through the futures block by block, in order."""

        def block(begin: int, end: int, stop: Stop) -> Block:
            return self._block(part, begin, end, stop)

        size = block_size(part.compiled)
        paths = self.setting.design.paths
        return in_blocks(block, paths, reduce, size, threads=threads, progress=progress)

    def _block(self, part: Pruned, begin: int, end: int, stop: Stop) -> Block:
        setting, compiled = self.setting, part.compiled
        design, truth = setting.design.part(begin, end), self.truth[begin:end]
        theta = np.zeros((design.paths, len(compiled.coefficients)))
        if part.coefficients.size:
            theta[:, part.coefficients] = coefficient_matrix(
                [compiled.coefficients[k] for k in part.coefficients],
                compiled.claims,
                truth,
                setting.seed,
                design.parameters,
            )
        branch = setting.branch or Branch(setting.scenario.as_of)
        played = play(
            compiled,
            setting.seed,
            design.chance,
            theta,
            truth,
            told=part.told(self.chronicle.part(begin, end)),
            own=branch.own or 0,
            fresh=branch.fresh(setting.scenario.as_of),
            stop=stop,
        )
        return Block(begin, truth, theta, played)
