"""Kinds of future: how many there are, and which future is of which.

Ward's tree on a sample gives the first division for every number of kinds at once, and k-means
takes it to the nearest optimum over all futures, as in Husson, Josse & Pagès (2010), Principal
component methods – hierarchical clustering – partitional clustering (Agrocampus Ouest). Three tests
say which numbers of kinds are found, and not only drawn:

- stable: halves of the futures, each divided by itself, divide them all alike (the adjusted Rand
  index that three halves of four reach; Hubert & Arabie 1985, Journal of Classification 2;
  Ben-Hur, Elisseeff & Guyon 2002, Pacific Symposium on Biocomputing 7);
- apart: between any two kinds there is a gap. Along the line of their centres they lie further
  apart than √12 of their mean standard deviations, which is how far the two halves of an even
  spread lie apart, and more than the halves of a heap with one summit;
- telling: they differ in more than one outcome (`detente.storylines.differing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Labels = NDArray[np.int64]

FEWEST, MOST = 2, 8
"""Kinds that there may be."""

SAMPLE = 2_000
"""Futures on which numbers of kinds are tried."""

TREE = 1_000
"""Futures in a tree."""

HALVES = 10
"""Times that half of them is divided by itself."""

STABLE = 0.9
"""Adjusted Rand index from which a division is stable."""

REACHED = 0.25
"""Quantile of the halves' indices: that one half in ten finds another optimum is no instability."""

APART = float(np.sqrt(12.0))
"""Distance of the centres of two halves of an even spread, in standard deviations of a half."""

NEARLY = 0.9
"""Part of the widest gap from which on a larger number of kinds is preferred."""

LESS_STABLE = 0.02
"""By how much a larger number that is preferred may be less stable than the most stable one."""

SMALLEST = 0.02
"""Share of the futures that a kind has at least."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A number of kinds: how stable its division is, and how far apart the nearest two lie.

    Attributes
    ----------
    kinds : int
    stability : float or None
        Adjusted Rand index with the division of all that three of four divisions of halves reach;
        None where it was not reckoned, for want of a gap.
    gap : float
        Least distance of two centres, in the mean standard deviations of their kinds.
    tells : bool
        Whether the kinds differ in more than one outcome.
    """

    kinds: int
    stability: float | None
    gap: float
    tells: bool = True

    @property
    def found(self) -> bool:
        """Whether it is stable and apart, and its kinds differ in more than one outcome."""
        stable = self.stability is not None and self.stability >= STABLE
        return self.gap > APART and stable and self.tells


@dataclass(frozen=True, slots=True)
class Division:
    """Futures divided into kinds, and the numbers of kinds that were tried.

    `label` is the kind of each future, the most likely kind first; `centre` their centres.
    """

    label: Labels
    centre: F64
    tried: tuple[Tried, ...]


def divide(
    points: F64,
    kinds: int | None = None,
    telling: Callable[[Labels, Labels], bool] | None = None,
) -> Division:
    """Divide points into the kinds that are found (`chosen`), or into a given number.

    Where none is found, all are of one kind. The same points give the same division: what is
    drawn at random is drawn from a stream of its own.

    Parameters
    ----------
    points : array of float64, shape (paths, directions)
    kinds : int, optional
    telling : callable, optional
        Of points that are divided, and the kind of each, whether these kinds tell anything; by
        default any do.
    """
    from threadpoolctl import threadpool_limits

    random = np.random.Generator(np.random.Philox(key=0))
    with threadpool_limits(1):  # threads cost more here than they bring
        picked = np.sort(random.permutation(points.shape[0])[:SAMPLE])
        sample = points[picked]
        most = min(MOST, np.unique(sample, axis=0).shape[0])
        fits = _fits(sample, range(FEWEST, most + 1))
        labels = {k: nearest(sample, centre) for k, centre in fits.items()}
        gaps = {k: gap(sample, labels[k], centre) for k, centre in fits.items()}
        tell = {k: telling is None or telling(picked, each) for k, each in labels.items()}
        judged = [k for k in fits if (gaps[k] > APART and tell[k]) or k == kinds]
        stable = _stability(sample, {k: fits[k] for k in judged}, random)
        tried = tuple(Tried(k, stable.get(k), gaps[k], tell[k]) for k in fits)
        if kinds is None:
            kinds = chosen(tried)
        if kinds not in fits:
            whole = np.zeros(points.shape[0], dtype=np.int64)
            return Division(whole, points.mean(axis=0)[None], tried)
        centre = _settled(points, fits[kinds])
        return Division(*_ordered(nearest(points, centre), centre), tried)


def chosen(tried: Iterable[Tried]) -> int:
    """The largest number found that is nearly the most stable and apart; 1 if none is found."""
    found = [each for each in tried if each.found]
    most = max((each.stability or 0.0 for each in found), default=0.0)
    stable = [each for each in found if (each.stability or 0.0) >= most - LESS_STABLE]
    widest = max((each.gap for each in stable), default=0.0)
    return max((each.kinds for each in stable if each.gap >= NEARLY * widest), default=1)


def _fits(points: F64, kinds: Iterable[int]) -> dict[int, F64]:
    """Centres of a division of points into each number of kinds."""
    tree = points[:: -(-points.shape[0] // TREE)]
    return {k: _settled(points, start) for k, start in _starts(tree, kinds).items()}


def _starts(sample: F64, kinds: Iterable[int]) -> dict[int, F64]:
    """Centres of the branches of Ward's tree, for each number of kinds."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import pdist

    if sample.shape[0] < FEWEST:
        return {}
    tree = linkage(pdist(sample), method="ward")
    found = {}
    for k in kinds:
        label = fcluster(tree, k, criterion="maxclust") - 1
        if label.max() + 1 == k:
            found[k] = _centres(sample, label, k)
    return found


def _centres(points: F64, label: NDArray[np.integer], kinds: int) -> F64:
    size = np.bincount(label, minlength=kinds)
    sums = np.stack(
        [np.bincount(label, weights=column, minlength=kinds) for column in points.T], axis=1
    )
    return np.asarray(sums / size[:, None])


def _settled(points: F64, start: F64) -> F64:
    """K-means from given centres: where they come to lie."""
    from scipy.cluster.vq import kmeans

    # It leaves out a centre that is nearest to no point; none is, so near the start's own branches.
    centre, _distortion = kmeans(points, start, iter=1, thresh=1e-9)
    return np.asarray(centre)


def nearest(points: F64, centre: F64) -> Labels:
    """The kind whose centre is nearest to each point."""
    distance = np.square(centre).sum(axis=1) - 2.0 * points @ centre.T
    return np.asarray(distance.argmin(axis=1))


def _stability(points: F64, fits: dict[int, F64], random: np.random.Generator) -> dict[int, float]:
    """Adjusted Rand index with the division of all that most divisions of halves reach."""
    from sklearn.metrics import adjusted_rand_score

    n = points.shape[0]
    scores: dict[int, list[float]] = {k: [] for k in fits}
    for _ in range(HALVES if fits else 0):
        half = points[random.permutation(n)[: max(n // 2, 2)]]
        for k, centre in _fits(half, fits).items():
            labels = nearest(points, fits[k]), nearest(points, centre)
            scores[k].append(float(adjusted_rand_score(*labels)))
    return {k: float(np.quantile(found, REACHED)) for k, found in scores.items() if found}


def gap(points: F64, label: Labels, centre: F64) -> float:
    """Least distance of two centres, in the mean standard deviations of their kinds.

    Along the line of the centres, √2·|μ₁ − μ₂|/√(σ₁² + σ₂²): Ashman, Bird & Zepf (1994), The
    Astronomical Journal 108. Zero where a kind has fewer than `SMALLEST` of the points.
    """
    kinds = centre.shape[0]
    if np.bincount(label, minlength=kinds).min() < SMALLEST * points.shape[0]:
        return 0.0
    least = np.inf
    for a in range(kinds):
        for b in range(a):
            line = centre[a] - centre[b]
            length = float(np.linalg.norm(line))
            along = [points[label == k] @ line / length for k in (a, b)]
            spread = np.sqrt(0.5 * sum(float(part.var()) for part in along))
            least = min(least, length / spread if spread > 0.0 else np.inf)
    return float(least)


def _ordered(label: Labels, centre: F64) -> tuple[Labels, F64]:
    """Kinds by the number of their futures, the largest first."""
    order = np.argsort(-np.bincount(label, minlength=centre.shape[0]), kind="stable")
    place = np.argsort(order)
    return place[label], centre[order]
