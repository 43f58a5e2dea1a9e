"""Numbers for what the model names: columns and rows of the kernel's arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.kernel.arrays import U64
from detente.numerics.philox import name_words
from detente.planes.model import Coefficient, Model, Scheduled
from detente.planes.process import Process

Part = dict[str, Any]
"""Some fields of `detente.kernel.arrays.Program`, by name."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The numbers of planes, processes, rows and claims, and of coefficients as they are met.

    `rows` are the processes, then the scheduled acts by day and name.
    """

    plane: Mapping[str, int]
    process: Mapping[str, int]
    row: Mapping[str, int]
    claim: Mapping[str, int]
    scheduled: Sequence[Scheduled]
    chance: Mapping[str, int]
    """Names that uniform draws of each day hang on: of transitions and sizes"""
    shock: Mapping[str, int]
    """Levels that have shocks"""
    coefficients: dict[Coefficient, int] = field(default_factory=dict)

    @classmethod
    def of(cls, model: Model, processes: Sequence[Process], claims: Sequence[str]) -> Columns:
        """Number what a model and its processes name."""
        scheduled = sorted(model.scheduled, key=lambda act: (act.day, act.row))
        ids = [process.id for process in processes]
        return cls(
            plane=_numbered(model.plane_names()),
            process=_numbered(ids),
            row=_numbered([*ids, *(act.row for act in scheduled)]),
            claim=_numbered(claims),
            scheduled=scheduled,
            chance=_numbered(
                [
                    *(
                        move.name
                        for state in model.states.values()
                        for move in state.transitions
                        if not move.certain
                    ),
                    *(size.name for size in model.sizes.values()),
                ]
            ),
            shock=_numbered([v.name for v in model.levels.values() if v.spread is not None]),
        )

    def coefficient(self, coefficient: Coefficient | None) -> int:
        """Number of a coefficient, a new one if it is met for the first time; −1 of none."""
        if coefficient is None:
            return -1
        return self.coefficients.setdefault(coefficient, len(self.coefficients))

    def slot(self, process: str, side: int) -> int:
        """Where the terms and gates of a process and side are summed."""
        return side * len(self.process) + self.process[process]


def _numbered(names: Sequence[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def words(names: Sequence[str]) -> U64:
    """What the draws of names hang on, shape (2, names)."""
    found = np.array([name_words(n) for n in names], dtype=np.uint64).reshape(-1, 2)
    return np.ascontiguousarray(found.T)
