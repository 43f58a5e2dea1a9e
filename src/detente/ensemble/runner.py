"""Runs a design in blocks on threads; any order, one result."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.ensemble.coefficients import coefficient_matrix
from detente.ensemble.design import Design
from detente.kernel.play import Played, play
from detente.program.compile import Compiled

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

BLOCK = 256
"""Paths in a block. Fixed, so that sums are taken in the same order for any threads."""

Progress = Callable[[int, int], None]
"""Called with (paths done, paths in all)."""


@dataclass(slots=True)
class Block:
    """A played block and its place in the design."""

    begin: int
    truth: NDArray[np.uint8]
    played: Played


def play_block(
    scenario: Scenario,
    compiled: Compiled,
    design: Design,
    seed: int,
    forced: Mapping[str, bool],
    begin: int,
    *,
    tally: bool = False,
    capacity: int = 0,
    trace: bool = False,
) -> Block:
    """Draw beliefs and parameters of a block and play it."""
    truth = believe(scenario.claims, scenario.file.voices, seed, design.belief, forced)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, seed, design.parameters
    )
    played = play(
        compiled, seed, design.chance, theta, truth, tally=tally, capacity=capacity, trace=trace
    )
    return Block(begin, truth, played)


def blocks(
    scenario: Scenario,
    compiled: Compiled,
    design: Design,
    seed: int,
    forced: Mapping[str, bool],
    *,
    threads: int | None = None,
    tally: bool = False,
    progress: Progress | None = None,
) -> Iterator[Block]:
    """Play a design block by block, in order, on threads.

    At most twice as many blocks as threads are held at a time, so memory does not grow with the
    number of paths.
    """
    workers = max(1, threads if threads is not None else os.cpu_count() or 1)
    starts = list(range(0, design.paths, BLOCK))

    def one(begin: int) -> Block:
        part = design.part(begin, min(begin + BLOCK, design.paths))
        return play_block(scenario, compiled, part, seed, forced, begin, tally=tally)

    with ThreadPoolExecutor(workers) as pool:
        waiting = [pool.submit(one, begin) for begin in starts[: 2 * workers]]
        following = 2 * workers
        for done in range(len(starts)):
            block = waiting.pop(0).result()
            if following < len(starts):
                waiting.append(pool.submit(one, starts[following]))
                following += 1
            yield block
            if progress is not None:
                progress(min((done + 1) * BLOCK, design.paths), design.paths)
