"""What an act that is put in would have had for a chance on its day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.branch import Imposed
from detente.ensemble.runner import Block, Runner, paths_within
from detente.ensemble.setting import Setting

LOOKED_AT = 256
"""Continuations that are looked at, the first ones."""

TRACE_BYTES = 64_000_000
"""Memory that the planes of one block may take, roughly."""

GATE = 3
"""Column of the terms with what is left of the hazard behind its gates."""


@dataclass(frozen=True, slots=True)
class PutIn:
    """An act of a process that is put in, beside what its day would have brought.

    Attributes
    ----------
    act : Imposed
    chance : float
        With which it would have happened on that day by itself, as a mean over continuations.
    closed : float
        Share of the continuations in which it could not have: a gate is closed. It is put in all
        the same.
    """

    act: Imposed
    chance: float
    closed: float


def put_in(setting: Setting, threads: int | None = None) -> list[PutIn]:
    """Look at every act of a process that a branch puts in."""
    branch = setting.branch
    ids = setting.compiled.processes
    acts = [a for a in (() if branch is None else branch.imposed) if a.happens and a.row in ids]
    if not acts:
        return []
    days = [(act.first - setting.dates[0]).days for act in acts]
    columns = [ids.index(act.row) for act in acts]

    def reduce(block: Block) -> NDArray[np.float64]:
        return block.played.terms[:, days, columns, GATE].copy()

    planes = len(setting.compiled.planes) + 4 * len(ids)
    size = paths_within(TRACE_BYTES, 8 * setting.days * planes)
    runner = Runner(setting.part(LOOKED_AT), trace=True)
    hazard = np.concatenate(list(runner.blocks(reduce, size, threads=threads)))
    chance, closed = -np.expm1(-hazard).mean(axis=0), (hazard == 0.0).mean(axis=0)
    return [PutIn(act, float(chance[i]), float(closed[i])) for i, act in enumerate(acts)]
