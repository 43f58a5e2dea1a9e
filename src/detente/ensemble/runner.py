"""Runs a design in blocks on threads; any order, one result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.claims.belief import believe
from detente.ensemble.coefficients import coefficient_matrix
from detente.ensemble.design import Design
from detente.kernel.compile import Compiled
from detente.kernel.play import Played, play
from detente.numerics.threads import Stop, in_order
from detente.progress import Progress

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario

BLOCK = 256
"""Most paths in a block. Results do not depend on it: whatever is summed is summed path by path."""

BLOCK_BYTES = 32_000_000
"""Memory that a block may take, roughly; long horizons and many indices make blocks smaller."""


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
    stop: Stop | None = None,
) -> Block:
    """Draw beliefs and parameters of a block and play it."""
    truth = believe(scenario.claims, scenario.file.voices, seed, design.belief, forced)
    theta = coefficient_matrix(
        compiled.coefficients, compiled.claims, truth, seed, design.parameters
    )
    played = play(
        compiled,
        seed,
        design.chance,
        theta,
        truth,
        tally=tally,
        capacity=capacity,
        trace=trace,
        stop=stop,
    )
    return Block(begin, truth, played)


def path_bytes(compiled: Compiled) -> int:
    """Bytes that one path of a block takes while it is played and reduced."""
    days = int(compiled.program.start[1])
    numbers = 2 * days * len(compiled.watched) + 3 * len(compiled.coefficients)
    return 8 * (numbers + len(compiled.outcomes) + len(compiled.processes)) + len(compiled.claims)


def block_size(compiled: Compiled) -> int:
    """Paths in a block, so that it keeps within `BLOCK_BYTES`."""
    return int(min(max(BLOCK_BYTES // path_bytes(compiled), 1), BLOCK))


def blocks(
    scenario: Scenario,
    compiled: Compiled,
    design: Design,
    seed: int,
    forced: Mapping[str, bool],
    *,
    threads: int | None = None,
    block: int | None = None,
    tally: bool = False,
    progress: Progress | None = None,
) -> Iterator[Block]:
    """Play a design block by block, in order, on threads.

    `block` overrides the number of paths in a block.
    """
    size = block or block_size(compiled)

    def one(number: int, stop: Stop) -> Block:
        begin = number * size
        part = design.part(begin, min(begin + size, design.paths))
        return play_block(scenario, compiled, part, seed, forced, begin, tally=tally, stop=stop)

    for each in in_order(one, -(-design.paths // size), threads):
        yield each
        if progress is not None:
            progress(each.begin + each.truth.shape[0], design.paths)
