"""What happened in futures, kept while they are played, as far as it may take memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block
from detente.kernel._compiled_states import VALUES
from detente.kernel.chronicle import Chronicle, begins
from detente.kernel.compile import Compiled

MOST_BYTES = 64_000_000
"""Memory that what happened in all futures may take; where it takes more, nothing is kept."""

MOST_ACTS = 4096
"""Acts of one path; where one holds more, nothing is kept either."""

ACT_BYTES = 4

ROOM = 2.0
"""How many times as many acts as at the usual rates there is to be room for."""


def likely_bytes(compiled: Compiled, paths: int) -> int:
    """Memory that what happens takes, if it is not much more than usual; at most `MOST_BYTES`."""
    rates = [compiled.coefficients[k].draw.mean for k in compiled.program.alpha]
    acts = float(np.exp(rates).sum()) * int(compiled.program.start[1])
    path = 16 + ACT_BYTES * (ROOM * acts + ROOM * len(compiled.followed))
    return min(int(paths * path), MOST_BYTES)


def capacity(compiled: Compiled) -> int:
    """Acts to record on each path."""
    return min(int(compiled.program.start[1]) * len(compiled.rows), MOST_ACTS)


class Gathered:
    """Acts and moves of states, block by block; nothing, where they are not `wanted`."""

    def __init__(self, compiled: Compiled, *, wanted: bool = True) -> None:
        self.most = int(compiled.program.start[1]) * len(compiled.rows)
        self.capacity = capacity(compiled) if wanted else 0
        self.bytes = 0
        self.parts: list[Chronicle] = []
        self.whole = wanted
        """whether all that happened so far is kept"""

    def of(self, block: Block) -> Chronicle | None:
        """What happened on the paths of a block, on any thread; None if it is not kept."""
        recorded = block.played.recorded
        if not self.whole or (self.capacity < self.most and recorded.max() >= self.capacity):
            return None
        acts = np.concatenate(block.acts)
        moves, number = moves_of(block.played.states)
        return Chronicle(acts, begins(recorded), moves, begins(number))

    def add(self, part: Chronicle | None) -> None:
        """Keep what happened in one block after another."""
        self.bytes += 0 if part is None else part.nbytes
        if part is None or self.bytes > MOST_BYTES:
            self.whole = False
            self.parts.clear()
        elif self.whole:
            self.parts.append(part)

    def made(self) -> Chronicle | None:
        """What happened in all of them; None if it is not kept."""
        if not self.whole:
            return None
        acts, moves = (
            begins(np.concatenate([np.diff(each) for each in parts]))
            for parts in (
                [part.acts_from for part in self.parts],
                [part.moves_from for part in self.parts],
            )
        )
        return Chronicle(
            np.concatenate([part.acts for part in self.parts]),
            acts,
            np.concatenate([part.moves for part in self.parts]),
            moves,
        )


def moves_of(states: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Moves of states as a chronicle has them, and how many each path has.

    Parameters
    ----------
    states : array of uint8, shape (paths, days, states)
        Numbers of the values on every morning.
    """
    moved = np.ones(states.shape, dtype=bool)
    np.not_equal(states[:, 1:], states[:, :-1], out=moved[:, 1:])
    code = np.arange(states[0].size, dtype=np.int32).reshape(states.shape[1:]) * np.int32(VALUES)
    codes = (code + states)[moved].astype(np.int32)
    return codes, moved.sum(axis=(1, 2))
