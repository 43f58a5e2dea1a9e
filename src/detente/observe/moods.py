"""Which moods can be integrated out exactly, and the grids on which that is done.

A mood stands in the hazards alone: exp(w·(σz − ½σ²)) multiplies the hazard of each process that
hears it. Where a process hears one mood, the likelihood of a day given z is known in closed form,
and z is a stationary AR(1): a hidden Markov chain on the line, filtered on a grid of equidistant
nodes. The rule of trapezes is exact there to many digits, as long as the nodes lie no further apart
than about one standard deviation of a day's step (Trefethen & Weideman 2014, SIAM Review 56(3)).

Moods that stand elsewhere, or of which a process hears several, are drawn with the rest of chance.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.kernel.compile import Compiled
from detente.planes.model import PAIR, Model, Op

F64 = NDArray[np.float64]
I32 = NDArray[np.int32]

REACH = 5.5
"""Standard deviations from the middle to the ends of a grid."""

APART = 1.6
"""Standard deviations of a day's step between two nodes."""

FARTHEST = 5.0
"""Standard deviations of a day's step that are looked at."""


@dataclass(frozen=True, slots=True)
class Grids:
    """Moods that are integrated out, and their grids; see `_compiled_filter.weigh`.

    `names` are those of the moods, `heard` the columns of the coefficients and scales by which each
    process hears its own, `sigma` the columns of the moods' σ.
    """

    names: tuple[str, ...]
    sigma: NDArray[np.int64]
    heard: NDArray[np.int64]
    scale: F64
    rows_from: I32
    rows: I32
    nodes_from: I32
    nodes: F64
    start: F64
    step_from: I32
    step: F64
    first: I32


def grids_of(compiled: Compiled) -> Grids:
    """The moods of a scenario that can be integrated out."""
    model = compiled.model
    spreads = _alone(model)
    column = {coefficient: i for i, coefficient in enumerate(compiled.coefficients)}
    process = {name: i for i, name in enumerate(compiled.processes)}
    heard = np.full(len(process), -1, dtype=np.int64)
    scale = np.zeros(len(process))
    rows: list[list[int]] = [[] for _ in spreads]
    number = {plane: m for m, plane in enumerate(spreads)}
    for term in model.terms:
        if term.plane in number:
            row = process[term.process]
            heard[row], scale[row] = column[term.coefficient], term.scale
            rows[number[term.plane]].append(row)
    rows.append([row for row in range(len(process)) if heard[row] < 0])
    parts = [_grid(2.0 ** (-1.0 / model.moods[mood].half_life)) for mood in spreads.values()]
    sizes = [part[0].size for part in parts]
    steps = [size for part in parts for size in part[3]]
    sigmas = []
    for plane in spreads:
        coefficient = model.derived[plane].coefficient
        assert coefficient is not None
        sigmas.append(column[coefficient])
    return Grids(
        tuple(spreads.values()),
        np.array(sigmas, dtype=np.int64),
        heard,
        scale,
        np.concatenate([[0], np.cumsum([len(each) for each in rows])]).astype(np.int32),
        np.array([row for each in rows for row in each], dtype=np.int32),
        np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int32),
        np.concatenate([part[0] for part in parts] or [np.empty(0)]),
        np.concatenate([part[1] for part in parts] or [np.empty(0)]),
        np.concatenate([[0], np.cumsum(steps, dtype=np.int64)]).astype(np.int32),
        np.concatenate([part[2] for part in parts] or [np.empty(0)]),
        np.array([first for part in parts for first in part[4]], dtype=np.int32),
    )


def _alone(model: Model) -> dict[str, str]:
    """Planes of moods that stand in the log-hazards alone, each with its mood."""
    found = {
        name: plane.inputs[0]
        for name, plane in model.derived.items()
        if plane.op is Op.SPREAD and plane.inputs[0] in model.moods
    }
    everywhere = Counter(name for each in model.derived.values() for name in each.inputs)
    elsewhere = {gate.plane for gate in model.gates} | {each.plane for each in model.impacts}
    elsewhere |= {rule.plane for rule in model.rules.values()}
    for state in model.states.values():
        elsewhere |= {name for move in state.transitions for name in (move.plane, move.along)}
    for level in model.levels.values():
        elsewhere |= {level.inflow_plane, level.season}
    heard: dict[str, list[str]] = {}
    sided = {term.plane for term in model.terms if term.side != PAIR}
    for term in model.terms:
        if term.plane in found:
            heard.setdefault(term.process, []).append(term.plane)
    crowded = {name for names in heard.values() if len(names) > 1 for name in names}
    kept = {
        name: mood
        for name, mood in found.items()
        if everywhere[name] == 0
        and everywhere[mood] == 1
        and name not in elsewhere | sided | crowded
    }
    drawn = {model.derived[name].coefficient for name in found if name not in kept}
    while True:  # a σ is put to rest for all moods that have it, or for none
        still = {n: m for n, m in kept.items() if model.derived[n].coefficient not in drawn}
        if len(still) == len(kept):
            return kept
        kept = still


def _grid(rho: float) -> tuple[F64, F64, F64, list[int], list[int]]:
    """Nodes, their probabilities, and for each from where and how likely it is reached in a day."""
    step = math.sqrt(1.0 - rho * rho)
    number = 2 * math.ceil(REACH / min(APART * step, 0.5)) + 1
    nodes = np.linspace(-REACH, REACH, number)
    start = np.exp(-0.5 * nodes**2)
    away = (nodes[:, None] - rho * nodes[None, :]) / step
    moved = np.where(np.abs(away) <= FARTHEST, np.exp(-0.5 * away**2), 0.0)
    moved /= moved.sum(axis=0)
    weights, sizes, first = [], [], []
    for row in moved:
        there = np.flatnonzero(row)
        low, high = (int(there[0]), int(there[-1])) if there.size else (0, -1)
        weights.append(row[low : high + 1])
        sizes.append(high + 1 - low)
        first.append(low)
    return nodes, start / start.sum(), np.concatenate(weights), sizes, first
