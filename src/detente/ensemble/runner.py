"""Plays futures in blocks on threads; any order, one result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.baseline.coefficients import coefficient_matrix
from detente.ensemble.branch import Branch
from detente.ensemble.minds import baselines
from detente.ensemble.setting import Setting
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.numerics.threads import Stop, StoppedError, in_order
from detente.progress import Progress

T = TypeVar("T")

BLOCK = 256
"""Most paths in a block."""

BLOCK_BYTES = 32_000_000
"""Memory that a block may take, roughly; long horizons and many indices make blocks smaller."""


@dataclass(frozen=True, slots=True)
class Block:
    """A played block.

    Attributes
    ----------
    begin : int
        Number of its first path.
    truth : array of uint8, shape (n, claims)
    theta : array of float64, shape (n, coefficients)
    played : Played
        What the kernel left, path by path.
    """

    begin: int
    truth: NDArray[np.uint8]
    theta: NDArray[np.float64]
    played: Played

    @property
    def end(self) -> int:
        """Number of the path after its last one."""
        return self.begin + int(self.truth.shape[0])

    @property
    def acts(self) -> list[NDArray[np.int32]]:
        """Acts of each path, in order, as day · rows + row; as many as were to be recorded."""
        played = self.played
        return [codes[:n] for codes, n in zip(played.record, played.recorded, strict=True)]


@dataclass(frozen=True, slots=True)
class Runner:
    """Draws beliefs and coefficients of a setting's futures, and plays them.

    Parameters
    ----------
    setting : Setting
    compiled : Compiled, optional
        What is played; by default the arrays of the setting's scenario.
    truth : array of uint8, shape (paths, claims), optional
        Which claims hold; by default they are drawn, or as the setting forces them.
    shifts : mapping of draw to float, optional
        Standard deviations by which draws of coefficients are shifted.
    central : bool
        Every draw of a coefficient takes its mean.
    tally : bool
        Sum the daily probabilities of each process.
    capacity : int
        Acts to record on each path; 0 records none.
    trace : bool
        Keep every plane of every day.
    """

    setting: Setting
    compiled: Compiled | None = None
    truth: NDArray[np.uint8] | None = None
    shifts: Mapping[str, float] | None = None
    central: bool = False
    tally: bool = False
    capacity: int = 0
    trace: bool = False

    def block(self, begin: int = 0, end: int | None = None, stop: Stop | None = None) -> Block:
        """Play paths from `begin` up to, not with, `end`: all of them by default.

        `stop`, set to 1 by another thread, ends the play early; what is returned is then void.
        """
        setting = self.setting
        compiled = self.compiled or setting.compiled
        design = setting.design.part(begin, setting.design.paths if end is None else end)
        if self.truth is None:
            truth = setting.beliefs(design)
        else:
            truth = self.truth[begin : begin + design.paths]
        theta = coefficient_matrix(
            compiled.coefficients,
            compiled.claims,
            truth,
            setting.seed,
            design.parameters,
            central=self.central,
            shifts=self.shifts,
        )
        theta[:, compiled.program.alpha] = baselines(
            setting.scenario,
            setting.seed,
            design.parameters,
            central=self.central,
            shifts=self.shifts,
        )
        branch = setting.branch or Branch(setting.scenario.as_of)
        played = play(
            compiled,
            setting.seed,
            design.chance,
            theta,
            truth,
            moods=setting.moods(design, compiled),
            forced=branch.forced(compiled),
            own=branch.own or 0,
            fresh=branch.fresh(setting.scenario.as_of),
            tally=self.tally,
            capacity=self.capacity,
            trace=self.trace,
            stop=stop,
        )
        return Block(begin, truth, theta, played)

    def blocks(
        self,
        sink: Callable[[Block], T],
        size: int,
        *,
        threads: int | None = None,
        progress: Progress | None = None,
        stop: Stop | None = None,
    ) -> Iterator[T]:
        """Play block by block, and yield what a sink makes of each, in order.

        Parameters
        ----------
        sink : callable
            Runs on the threads, once for each block; what it does not return is freed.
        size : int
            Paths in a block. What is summed path by path does not depend on it; a sum of sums
            over blocks does, in its last digits.
        threads : int, optional
            By default the processors that are there; no result depends on it.
        progress : callable, optional
            Told (paths done, paths in all).
        stop : array of uint8, shape (1,), optional
            Set to 1 by another thread, it ends the play.

        Raises
        ------
        StoppedError
            If it was ended so.
        """
        paths = self.setting.design.paths
        return in_blocks(
            self.block, paths, sink, size, threads=threads, progress=progress, stop=stop
        )


def in_blocks(
    play_block: Callable[[int, int, Stop], Block],
    paths: int,
    sink: Callable[[Block], T],
    size: int,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Iterator[T]:
    """Play block by block, and yield what a sink makes of each, in order; see `Runner.blocks`."""

    def one(number: int, own: Stop) -> tuple[int, T]:
        block = play_block(number * size, min((number + 1) * size, paths), own)
        if own[0]:  # what was played is void
            raise StoppedError
        return block.end, sink(block)

    for end, made in in_order(one, -(-paths // size), threads, stop):
        yield made
        if progress is not None:
            progress(end, paths)


def paths_within(limit: int, path: int) -> int:
    """Paths in a block of at most `limit` bytes, where each takes `path` bytes."""
    return min(max(limit // path, 1), BLOCK)


def path_bytes(compiled: Compiled) -> int:
    """Bytes that one path of a block takes while it is played and reduced."""
    days = int(compiled.program.start[1])
    numbers = 2 * days * len(compiled.questions.watched) + 3 * len(compiled.coefficients)
    states = days * len(compiled.questions.followed)
    return (
        states
        + 8 * (numbers + len(compiled.outcomes) + len(compiled.processes))
        + len(compiled.claims)
    )


def block_size(compiled: Compiled) -> int:
    """Paths in a block, so that it keeps within `BLOCK_BYTES`."""
    return paths_within(BLOCK_BYTES, path_bytes(compiled))
