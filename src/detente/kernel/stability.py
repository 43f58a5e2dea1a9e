"""Whether acts breed acts without end.

The elasticity matrix E holds, for processes p and q, how many per cent the hazard of p rises in
the long run for each per cent that q becomes more frequent: the sum of |θ| over the planes of p
that q feeds, times the share that q brings to them. With a spectral radius below 1 the system
settles (the branching ratio of a Hawkes process on the log scale).

Elasticities of planes, as upper bounds: a log1p counts 1, a share and a belief count 1, what
follows another plane as much as that, a product as much as its factors together, a latch, a
condition or a calendar plane 0. A log-level log((c + M)/(c + M̄)) has the elasticity M/(c + M),
small where acts are rare; and a day has an act at most once, so that the daily probability
p = 1 − exp(−λ) follows its hazard with the elasticity λ(1 − p)/p, which falls as days fill up. Both
depend on how much happens. So the matrix is made at several levels, with all hazards at their usual
ones and at 2, 4, 8 … times these, and every one of its radii must be below
1: there is no level from which everything together would go on rising. For one process with a
memory of its own these are all the levels there are; an inertia with a half-life of one day and
c = 1 settles up to a θ of about 2.8, with 60 days up to about 1.2. What happens once at most brings
about no more than that once, and feeds nothing in the long run. What acts at different times, by a
state or the calendar, is not added up (`detente.kernel.occasions`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.kernel.arrays import EACH_SIDE
from detente.kernel.compile import Compiled
from detente.kernel.occasions import Choices, Occasion, Occasions
from detente.kernel.radius import SMALL, Pattern
from detente.language.current import gettext as _
from detente.language.format import decimal
from detente.planes.model import PAIR, Model, Op, Term

Feeds = dict[str, float]

POWER_STEPS = 30

_STEPS = frozenset(
    (
        Op.LATCH,
        Op.SPREAD,
        Op.AT_LEAST,
        Op.AT_MOST,
        Op.LESS,
        Op.ONE_OF,
        Op.RUN,
        Op.AGE,
        Op.ROSE,
    )
)
"""Operations that no small change of their inputs moves, or that hang on no acts."""

LEVELS = tuple(2.0**n for n in range(10))
"""Times the usual hazard."""


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
    elif plane in model.relaxing:
        found = dict(_feeds(model, model.relaxing[plane].target, known))
    elif plane in model.derived:
        derived = model.derived[plane]
        parts = [_feeds(model, name, known) for name in derived.inputs]
        if derived.op is Op.SHARE:
            parts = parts[:1]
        if derived.op not in _STEPS:
            for part in parts:
                for row, value in part.items():
                    found[row] = found.get(row, 0.0) + value
        if derived.op in (Op.LOG_LEVEL, Op.LOG1P, Op.SHARE, Op.TONE, Op.LOGISTIC):
            found = _scaled(found, 1.0)
    known[plane] = found
    return found


class _Levels:
    """What the elasticities of planes and of probabilities are at each level."""

    def __init__(self, compiled: Compiled, feeds: dict[str, Feeds]) -> None:
        self.model = compiled.model
        alpha = [compiled.coefficients[i].draw.mean for i in compiled.program.alpha]
        usual = np.exp(np.minimum(np.array(alpha), 30.0))
        hazard = np.minimum(np.outer(usual, LEVELS), 700.0)
        probability = -np.expm1(-hazard)
        follows = hazard * np.exp(-hazard) / np.maximum(probability, 1e-300)
        self.probability = dict(zip(compiled.processes, probability, strict=True))
        self.follows = dict(zip(compiled.processes, follows, strict=True))
        self.weights: dict[str, list[tuple[str, float]]] = {}
        for impact in compiled.model.impacts:
            self.weights.setdefault(impact.memory, []).append((impact.row, abs(impact.weight)))
        self.known: dict[str, NDArray[np.float64]] = {}
        self.feeds = feeds

    def of(self, term: Term) -> NDArray[np.float64]:
        """Factor of a term's elasticity at each level."""
        if term.plane not in self.known:
            self.known[term.plane] = self._plane(term.plane)
        return np.asarray(self.known[term.plane] * self.follows[term.process])

    def _plane(self, name: str) -> NDArray[np.float64]:
        derived = self.model.derived.get(name)
        if derived is not None and derived.op is Op.PRODUCT:  # what acts at times, while it does
            fed = [each for each in derived.inputs if _feeds(self.model, each, self.feeds)]
            return self._plane(fed[0]) if len(fed) == 1 else np.ones(len(LEVELS))
        if derived is None or derived.op is not Op.LOG_LEVEL:
            return np.ones(len(LEVELS))
        below = self.model.derived.get(derived.inputs[0])
        names = derived.inputs if below is None or below.op is not Op.SUM else below.inputs
        memories = [self.model.memories[n] for n in names if n in self.model.memories]
        if len(memories) < len(names) or any(memory.decay >= 1.0 for memory in memories):
            return np.ones(len(LEVELS))
        stands = np.zeros(len(LEVELS))
        for memory in memories:
            for row, weight in self.weights.get(memory.name, ()):
                stands += weight * self.probability.get(row, 0.0) / (1.0 - memory.decay)
        return np.asarray(stands / (derived.c1 + stands))


@dataclass(frozen=True, slots=True)
class Elasticities:
    """The elasticity matrices of a scenario, every claim true, for any values of its coefficients.

    Entry e adds share[l, e] · |value of coefficient[e]| to the element (process[e], row[e]) of the
    matrix at level l; of entries that `choices` says never act together, those that add up to most.
    Where there are many processes, most elements are 0 and are never written
    down: all that is asked goes by the pattern.
    """

    means: NDArray[np.float64]
    process: NDArray[np.int64]
    row: NDArray[np.int64]
    coefficient: NDArray[np.int64]
    share: NDArray[np.float64]
    size: int
    choices: Choices | None = None
    pattern: Pattern | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Take the pattern apart, once for all values and levels."""
        large = self.size > SMALL
        pattern = Pattern(*self._places, self.size) if large else None
        object.__setattr__(self, "pattern", pattern)

    @classmethod
    def of(cls, compiled: Compiled) -> Elasticities:
        """Collect what every term passes on."""
        column = {process: i for i, process in enumerate(compiled.processes)}
        number = {c: i for i, c in enumerate(compiled.coefficients)}
        known: dict[str, Feeds] = {}
        levels, occasions = _Levels(compiled, known), Occasions(compiled.model)
        when: list[Occasion | None] = []
        entries: list[tuple[int, int, int, NDArray[np.float64]]] = []
        for term in compiled.model.terms:
            weight = abs(term.scale)
            if term.side != PAIR and term.process in compiled.model.rules:
                weight *= EACH_SIDE
            for row, value in _feeds(compiled.model, term.plane, known).items():
                if row in column and row not in compiled.model.once:
                    when.append(occasions.of(term.plane))
                    entries.append(
                        (
                            column[term.process],
                            column[row],
                            number[term.coefficient],
                            weight * value * levels.of(term),
                        )
                    )
        process, row_, coefficient, share = zip(*entries, strict=True) if entries else ((),) * 4
        shares = np.array(share, dtype=np.float64).reshape(len(entries), len(LEVELS)).T
        rows, columns = np.array(process, dtype=np.int64), np.array(row_, dtype=np.int64)
        return cls(
            np.array([c.draw.mean for c in compiled.coefficients]),
            rows,
            columns,
            np.array(coefficient, dtype=np.int64),
            np.ascontiguousarray(shares),
            len(column),
            Choices.of(rows, columns, when),
        )

    @property
    def _places(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Rows and columns of what `_entries` gives."""
        if self.choices is None:
            return self.process, self.row
        return self.choices.process, self.choices.row

    def matrix(
        self, values: NDArray[np.float64] | None = None, level: int | None = None
    ) -> NDArray[np.float64]:
        """Elasticities for values of the coefficients; the means by default.

        Parameters
        ----------
        values : array of float64, shape (coefficients,), optional
        level : int, optional
            By default each element at the level where it is largest: a bound of all of them.

        Returns
        -------
        array of float64, shape (processes, processes)
        """
        matrix = np.zeros((self.size, self.size))
        np.add.at(matrix, self._places, self._entries(values, level))
        return matrix

    def _entries(
        self, values: NDArray[np.float64] | None, level: int | None
    ) -> NDArray[np.float64]:
        """What the entries add to the matrix."""
        values = self.means if values is None else values
        share = self.share.max(axis=0) if level is None else self.share[level]
        found = np.asarray(share * np.abs(values[self.coefficient]))
        return found if self.choices is None else self.choices.of_all(found)

    def radius(self, values: NDArray[np.float64] | None = None) -> float:
        """Largest spectral radius over the levels; below 1 the system settles."""
        levels = range(self.share.shape[0])
        if self.pattern is None:
            return max(spectral_radius(self.matrix(values, level)) for level in levels)
        return max(self.pattern.radius(self._entries(values, level)) for level in levels)

    def settles(self, values: NDArray[np.float64] | None = None) -> bool:
        """Whether the spectral radius is below 1, found without eigenvalues where possible.

        For a matrix E without negative elements and any v > 0, the radius is at most
        max_i (E v)_i / v_i (Collatz 1942, Mathematische Zeitschrift 48); a few steps of the
        power method give a v for which the bound is close.
        """
        if self._settles(values, None):
            return True
        levels = range(self.share.shape[0])
        return all(self._settles(values, level) for level in levels)

    def _settles(self, values: NDArray[np.float64] | None, level: int | None) -> bool:
        pattern = self.pattern
        if pattern is None:
            matrix = self.matrix(values, level)
            return _falls(self.size, lambda v: matrix @ v) or spectral_radius(matrix) < 1.0
        entries = self._entries(values, level)
        falls = _falls(self.size, lambda v: pattern.times(entries, v))
        return falls or pattern.radius(entries) < 1.0


def _falls(size: int, times: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> bool:
    """Whether a few steps of the power method show a radius below 1."""
    v = np.ones(size)
    for _step in range(POWER_STEPS):
        following = times(v)
        if float((following / v).max(initial=0.0)) < 1.0:
            return True
        v = following / following.max() + 1e-6
    return False


def spectral_radius(matrix: NDArray[np.float64]) -> float:
    """Largest modulus of the eigenvalues of a square matrix without negative elements.

    A large matrix is taken apart first: its eigenvalues are those of the blocks of processes that
    reach each other (its strongly connected components), and most dyads do not.
    """
    if matrix.shape[0] <= SMALL:
        return float(np.abs(np.linalg.eigvals(matrix)).max(initial=0.0))
    rows, columns = np.nonzero(matrix)
    return Pattern(rows, columns, matrix.shape[0]).radius(matrix[rows, columns])


def fault(radius: float, where: str) -> str:
    """What to say of a radius of 1 or more."""
    return _(
        "spectral radius {radius} {where}: acts breed acts without end; weaken what acts bring "
        "about, such as inertia, reciprocity, response or third parties"
    ).format(radius=decimal(radius, 2), where=where)
