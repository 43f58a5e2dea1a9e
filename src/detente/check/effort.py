"""How many futures a check plays of a scenario with very many processes: fewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled

FEWEST = 64
"""Futures that are played of any scenario."""


def affordable(compiled: Compiled, paths: int, work: float, *, plays: int = 1) -> int:
    """So many futures as are asked for, or fewer if they are more than a few seconds' work.

    Parameters
    ----------
    compiled : Compiled
    paths : int
        What is asked for: right for any scenario that one can read.
    work : float
        Days of processes, one hazard each, that may be played.
    plays : int
        How often as many futures are played.
    """
    days = int(compiled.program.start[1])
    most = int(work / (days * max(len(compiled.processes), 1) * plays))
    return min(paths, max(most, FEWEST))
