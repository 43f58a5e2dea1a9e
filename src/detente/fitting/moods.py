"""Moods of the rows of a likelihood: which latent moods stand in which hazards.

A process may have several moods, and a mood several processes: those that hang together make a
block, which is integrated over at once (`detente.fitting.likelihood`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.compile import Compiled
from detente.kernel.hazard import Hazard
from detente.planes.model import Draw, Op

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MoodBlock:
    """Moods that hang together, and the rows that they stand in.

    Attributes
    ----------
    processes : array of int64, shape (n,)
        Processes with rows, by number.
    rows : array of int64, shape (rows,)
    day : array of int64, shape (rows,)
    weight : array of float64, shape (rows, m)
        What a row's log-hazard has of each mood: weight · (σ·z − ½σ²).
    rho : array of float64, shape (m,)
        Correlation of a mood from one day to the next.
    sigma : array of int64, shape (m,)
        Number of each mood's σ.
    days : int
        Days that the moods last.
    """

    processes: I64
    rows: I64
    day: I64
    weight: F64
    rho: F64
    sigma: I64
    days: int


@dataclass(frozen=True, slots=True)
class Moods:
    """All moods of a likelihood.

    Attributes
    ----------
    draws : tuple of Draw
        Of every σ; those that are certain are not fitted.
    blocks : tuple of MoodBlock
    """

    draws: tuple[Draw, ...]
    blocks: tuple[MoodBlock, ...]

    def used(self) -> list[Draw]:
        """Draws of σ that stand in some row and are not certain."""
        there = {int(s) for block in self.blocks for s in block.sigma}
        return [draw for s, draw in enumerate(self.draws) if s in there and draw.sd > 0]

    def calm(self) -> list[F64]:
        """A path of every block on which nothing happens, to begin with."""
        return [np.zeros(block.days * block.rho.size) for block in self.blocks]


NO_MOODS = Moods((), ())


def moods_of(
    compiled: Compiled,
    hazards: Sequence[Hazard],
    processes: I64,
    rows_of: I64,
    day: I64,
    days: int,
) -> Moods:
    """Find the moods in the hazards.

    Parameters
    ----------
    compiled : Compiled
    hazards : sequence of Hazard
        Of all processes.
    processes : array of int64
        Numbers of those with rows.
    rows_of : array of int64, shape (processes with rows + 1,)
        Where the rows of each begin.
    day : array of int64, shape (rows,)
    days : int
        Days of the likelihood.
    """
    model = compiled.model
    spreads = {
        name: plane
        for name, plane in model.derived.items()
        if plane.op is Op.SPREAD and plane.inputs[0] in model.moods
    }
    draws: dict[Draw, int] = {}
    weights: list[dict[str, float]] = []
    for p in processes:
        own: dict[str, float] = {}
        for each in hazards[p].terms:
            if each.term.plane in spreads:
                scale = each.term.scale * compiled.coefficients[each.coefficient].draw.mean
                own[each.term.plane] = own.get(each.term.plane, 0.0) + scale
                coefficient = spreads[each.term.plane].coefficient
                assert coefficient is not None
                draws.setdefault(coefficient.draw, len(draws))
        weights.append(own)
    blocks = []
    for members in _together(weights):
        planes = list(dict.fromkeys(name for i in members for name in weights[i]))
        where = [np.arange(rows_of[i], rows_of[i + 1]) for i in members]
        rows = np.concatenate(where)
        weight = np.concatenate(
            [
                np.tile([weights[i].get(name, 0.0) for name in planes], (len(own), 1))
                for i, own in zip(members, where, strict=True)
            ]
        )
        moods = [model.moods[spreads[name].inputs[0]] for name in planes]
        sigmas = [spreads[name].coefficient for name in planes]
        blocks.append(
            MoodBlock(
                processes=np.array(members, dtype=np.int64),
                rows=rows,
                day=np.ascontiguousarray(day[rows]),
                weight=np.ascontiguousarray(weight, dtype=np.float64),
                rho=np.array([2.0 ** (-1.0 / mood.half_life) for mood in moods]),
                sigma=np.array([draws[s.draw] for s in sigmas if s is not None], dtype=np.int64),
                days=days,
            )
        )
    return Moods(tuple(draws), tuple(blocks))


def _together(weights: Sequence[dict[str, float]]) -> list[list[int]]:
    """Processes that share a mood, at first or at second hand; those without one are left out."""
    group: dict[str, int] = {}
    members: dict[int, list[int]] = {}
    for i, own in enumerate(weights):
        if not own:
            continue
        known = sorted({group[name] for name in own if name in group})
        number = known[0] if known else len(members) and max(members) + 1
        members.setdefault(number, []).append(i)
        for other in known[1:]:
            members[number] += members.pop(other)
            group = {name: number if g == other else g for name, g in group.items()}
        group |= dict.fromkeys(own, number)
    return [sorted(members[number]) for number in sorted(members)]
