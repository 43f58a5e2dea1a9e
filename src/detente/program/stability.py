"""Whether acts breed acts without end.

The elasticity matrix E holds, for processes p and q, how many per cent the hazard of p rises in
the long run for each per cent that q becomes more frequent: the sum of |θ| over the planes of p
that q feeds, times the share that q brings to them. With a spectral radius below 1 the system
settles (the branching ratio of a Hawkes process on the log scale).

Elasticities of planes, as upper bounds: a log-level or log1p counts 1, a share counts 1, a
product as much as its factors together, a latch or a calendar plane 0.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.planes.model import PAIR, Model, Op
from detente.program.compile import Compiled

Feeds = dict[str, float]


def _scaled(feeds: Feeds, total: float) -> Feeds:
    size = sum(feeds.values())
    return {row: total * value / size for row, value in feeds.items()} if size > 0 else {}


def _feeds(model: Model, plane: str, known: dict[str, Feeds]) -> Feeds:
    """Elasticity of a plane towards each process."""
    if plane in known:
        return known[plane]
    found: Feeds = {}
    if plane in model.memories:
        weight = model.memories[plane].usual or 1.0
        found = {row: abs(weight) * share for row, share in model.feeds[plane].items()}
    elif plane in model.derived:
        derived = model.derived[plane]
        parts = [_feeds(model, name, known) for name in derived.inputs]
        if derived.op is Op.SHARE:
            parts = parts[:1]
        if derived.op not in (Op.LATCH, Op.SPREAD):
            for part in parts:
                for row, value in part.items():
                    found[row] = found.get(row, 0.0) + value
        if derived.op in (Op.LOG_LEVEL, Op.LOG1P, Op.SHARE, Op.TONE):
            found = _scaled(found, 1.0)
    known[plane] = found
    return found


def elasticity_matrix(
    compiled: Compiled, values: NDArray[np.float64] | None = None
) -> NDArray[np.float64]:
    """Elasticities of all processes, with every claim true.

    Parameters
    ----------
    compiled : Compiled
    values : array of float64, shape (coefficients,), optional
        Coefficient values; the means by default.

    Returns
    -------
    array of float64, shape (processes, processes)
    """
    column = {process: i for i, process in enumerate(compiled.processes)}
    number = {c: i for i, c in enumerate(compiled.coefficients)}
    if values is None:
        values = np.array([c.draw.mean for c in compiled.coefficients])
    matrix = np.zeros((len(column), len(column)))
    known: dict[str, Feeds] = {}
    for term in compiled.model.terms:
        weight = abs(term.scale * float(values[number[term.coefficient]]))
        if term.side != PAIR and term.process in compiled.model.rules:
            weight *= 0.5
        for row, value in _feeds(compiled.model, term.plane, known).items():
            if row in column:
                matrix[column[term.process], column[row]] += weight * value
    return matrix


def spectral_radius(compiled: Compiled, values: NDArray[np.float64] | None = None) -> float:
    """Spectral radius of the elasticity matrix; below 1 the system settles."""
    return float(np.abs(np.linalg.eigvals(elasticity_matrix(compiled, values))).max())
