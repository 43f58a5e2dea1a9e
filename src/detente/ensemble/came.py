"""Which outcomes come about on which futures, and nothing else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block, Runner, block_size
from detente.progress import Progress


def came(
    runner: Runner, *, threads: int | None = None, progress: Progress | None = None
) -> NDArray[np.bool_]:
    """Play, and say which outcomes came about.

    Returns
    -------
    array of bool, shape (paths, outcomes)
    """

    def reduce(block: Block) -> NDArray[np.bool_]:
        return block.played.first >= 0

    size = block_size(runner.setting.compiled)
    return np.concatenate(list(runner.blocks(reduce, size, threads=threads, progress=progress)))
