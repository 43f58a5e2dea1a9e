"""Whether acts breed acts without end.

The elasticity matrix E holds, for processes p and q, how many per cent the hazard of p rises in
the long run for each per cent that q becomes more frequent: the sum of |θ| over the planes of p
that q feeds, times the share that q brings to them. With a spectral radius below 1 the system
settles (the branching ratio of a Hawkes process on the log scale).

Elasticities of planes, as upper bounds: a log1p counts 1, a share counts 1, a product as much as
its factors together, a latch or a calendar plane 0. A log-level log((c + M)/(c + M̄)) has the
elasticity M/(c + M), and days hold an act at most once, so M never passes its largest value
Σw/(1 − d). Where a process alone feeds the memory that it depends on, one level p of daily
probability decides on both: with λ = −log(1 − p), the probability follows the hazard with the
elasticity λ(1 − p)/p, and the memory stands at p·w/(1 − d). The bound is the largest product over
all p; for a half-life of one day and c = 1 it is 0.35, for 7 days 0.63.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.planes.model import PAIR, Model, Op
from detente.program.compile import Compiled

Feeds = dict[str, float]

POWER_STEPS = 30

SMALL = 100
"""Processes up to which eigenvalues are found at once."""


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


LEVELS = np.linspace(0.001, 0.999, 999)
"""Daily probabilities over which the largest elasticity of a process to itself is sought."""


def _attainable(model: Model, plane: str, process: str, weights: dict[str, Feeds]) -> float:
    """Largest elasticity of a log-level that event-days can bring about."""
    derived = model.derived.get(plane)
    if derived is None or derived.op is not Op.LOG_LEVEL:
        return 1.0
    memory = model.memories.get(derived.inputs[0])
    if memory is None or memory.decay >= 1.0:
        return 1.0
    feeds = weights.get(memory.name, {})
    largest = sum(feeds.values()) / (1.0 - memory.decay)
    if list(feeds) != [process]:
        return largest / (derived.c1 + largest)
    hazard = -np.log1p(-LEVELS)
    level = LEVELS * largest
    return float((hazard * (1.0 - LEVELS) / LEVELS * level / (derived.c1 + level)).max())


@dataclass(frozen=True, slots=True)
class Elasticities:
    """The elasticity matrix of a scenario, every claim true, for any values of its coefficients.

    Entry e adds share[e] · |value of coefficient[e]| to the element (process[e], row[e]).
    """

    means: NDArray[np.float64]
    process: NDArray[np.int64]
    row: NDArray[np.int64]
    coefficient: NDArray[np.int64]
    share: NDArray[np.float64]
    size: int

    @classmethod
    def of(cls, compiled: Compiled) -> Elasticities:
        """Collect what every term passes on."""
        column = {process: i for i, process in enumerate(compiled.processes)}
        number = {c: i for i, c in enumerate(compiled.coefficients)}
        known: dict[str, Feeds] = {}
        weights: dict[str, Feeds] = {}
        for impact in compiled.model.impacts:
            into = weights.setdefault(impact.memory, {})
            into[impact.row] = into.get(impact.row, 0.0) + abs(impact.weight)
        most: dict[tuple[str, str], float] = {}
        entries: list[tuple[int, int, int, float]] = []
        for term in compiled.model.terms:
            weight = abs(term.scale)
            if term.side != PAIR and term.process in compiled.model.rules:
                weight *= 0.5
            key = (term.plane, term.process)
            if key not in most:
                most[key] = _attainable(compiled.model, *key, weights)
            weight *= most[key]
            for row, value in _feeds(compiled.model, term.plane, known).items():
                if row in column:
                    entries.append(
                        (
                            column[term.process],
                            column[row],
                            number[term.coefficient],
                            weight * value,
                        )
                    )
        process, row_, coefficient, share = zip(*entries, strict=True) if entries else ((),) * 4
        return cls(
            np.array([c.draw.mean for c in compiled.coefficients]),
            np.array(process, dtype=np.int64),
            np.array(row_, dtype=np.int64),
            np.array(coefficient, dtype=np.int64),
            np.array(share, dtype=np.float64),
            len(column),
        )

    def matrix(self, values: NDArray[np.float64] | None = None) -> NDArray[np.float64]:
        """Elasticities for values of the coefficients; the means by default.

        Parameters
        ----------
        values : array of float64, shape (coefficients,), optional

        Returns
        -------
        array of float64, shape (processes, processes)
        """
        values = self.means if values is None else values
        matrix = np.zeros((self.size, self.size))
        np.add.at(matrix, (self.process, self.row), self.share * np.abs(values[self.coefficient]))
        return matrix

    def radius(self, values: NDArray[np.float64] | None = None) -> float:
        """Spectral radius of the matrix; below 1 the system settles."""
        return spectral_radius(self.matrix(values))

    def settles(self, values: NDArray[np.float64] | None = None) -> bool:
        """Whether the spectral radius is below 1, found without eigenvalues where possible.

        For a matrix E without negative elements and any v > 0, the radius is at most
        max_i (E v)_i / v_i (Collatz 1942, Mathematische Zeitschrift 48); a few steps of the
        power method give a v for which the bound is close.
        """
        matrix = self.matrix(values)
        v = np.ones(self.size)
        for _ in range(POWER_STEPS):
            following = matrix @ v
            if float((following / v).max()) < 1.0:
                return True
            v = following / following.max() + 1e-6
        return spectral_radius(matrix) < 1.0


def spectral_radius(matrix: NDArray[np.float64]) -> float:
    """Largest modulus of the eigenvalues of a square matrix.

    A large matrix is taken apart first: its eigenvalues are those of the blocks of processes that
    reach each other (its strongly connected components), and most dyads do not.
    """
    if matrix.shape[0] <= SMALL:
        return float(np.abs(np.linalg.eigvals(matrix)).max(initial=0.0))
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    _, label = connected_components(csr_array(matrix), connection="strong")
    order = np.argsort(label, kind="stable")
    largest = 0.0
    for members in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        block = matrix[np.ix_(members, members)]
        largest = max(largest, float(np.abs(np.linalg.eigvals(block)).max()))
    return largest


def fault(radius: float, where: str) -> str:
    """What to say of a radius of 1 or more."""
    return (
        f"spectral radius {radius:.2f} {where}: acts breed acts without end; "
        "weaken inertia, reciprocity or third parties"
    )
