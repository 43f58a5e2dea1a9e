"""How much seeing something tells about something else, with its bias and its error.

With the cells of what is seen (shares p_k), something that is so on a share q of the paths, and
S_k = mean of (1_k − p_k)(o − q), the fall in Brier score is Σ_k S_k²/p_k, and to the same order the
mutual information is that over 2q(1−q). Counted in paths they are too large even where nothing is
told: by Σ_k V_k/p_k, and that over 2q(1−q), with V_k the variance of S_k. Of independent paths
V_k = p_k(1−p_k)q(1−q)/n, which gives (K − 1)/2n, the correction of Miller (1955) and Madow for K
cells. Paths that share a draw of the coefficients are not independent: V_k is then the
cluster-robust variance (Cameron & Miller 2015, J. of Human Resources 50(2)), never less than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
Bools = NDArray[np.bool_]

FEWEST = 5
"""Draws of the coefficients from which on it is told how much paths that share one go together."""

AT_ONCE = 4_000_000
"""Numbers that are held at once."""


@dataclass(frozen=True, slots=True)
class Groups:
    """Paths by the draw of the coefficients that they share.

    Attributes
    ----------
    order : array of int64
        Paths, those of one draw beside each other.
    begins : array of int64
        Place of the first of each draw.
    """

    order: NDArray[np.int64]
    begins: NDArray[np.int64]

    @classmethod
    def of(cls, parameters: NDArray[np.int64]) -> Self:
        """Group paths by their parameter index."""
        order = np.argsort(parameters, kind="stable")
        _draws, begins = np.unique(parameters[order], return_index=True)
        return cls(order, begins.astype(np.int64))

    def variance(self, values: F64) -> F64:
        """Cluster-robust variance of means of centred values, shape (…, paths); zero if too few."""
        number = self.begins.size
        if number < FEWEST:
            return np.zeros(values.shape[:-1])
        sums = np.add.reduceat(values[..., self.order], self.begins, axis=-1)
        return np.asarray(
            number / (number - 1) * np.square(sums).sum(axis=-1) / values.shape[-1] ** 2
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What each of several things tells; arrays of shape (things,).

    Attributes
    ----------
    share : array of float64
        Of the paths, that see it.
    seen, unseen : array of float64
        How likely it is then, and else.
    entropy, brier : array of float64
        Expected fall of the entropy in bits, and of the Brier score, corrected for bias.
    z : array of float64
        How many standard errors seeing it and its being so go together.
    """

    share: F64
    seen: F64
    unseen: F64
    entropy: F64
    brier: F64
    z: F64


def entropy(p: F64 | float) -> F64:
    """Entropy of a yes or no, in bits."""
    p = np.asarray(p, dtype=np.float64)
    q = 1.0 - p
    with np.errstate(divide="ignore", invalid="ignore"):
        found = -(p * np.log2(p) + q * np.log2(q))
    return np.where((p > 0.0) & (q > 0.0), found, 0.0)


def told(seen: Bools, so: Bools, groups: Groups) -> Told:
    """What several things tell, each by itself.

    Parameters
    ----------
    seen : array of bool, shape (things, paths)
    so : array of bool, shape (paths,)
    groups : Groups
    """
    n = so.size
    q = float(so.mean())
    centred = so - q
    share = seen.mean(axis=1)
    both = (seen & so).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        if_seen, if_not = both / share, (q - both) / (1.0 - share)
    least = share * (1.0 - share) * q * (1.0 - q) / n
    variance = np.empty(share.shape)
    step = max(AT_ONCE // max(n, 1), 1)
    for begin in range(0, share.size, step):
        part = slice(begin, begin + step)
        product = (seen[part] - share[part, None]) * centred
        variance[part] = groups.variance(product - product.mean(axis=1, keepdims=True))
    variance = np.maximum(variance, least)
    together = both - share * q
    spread = share * (1.0 - share)
    whole = entropy(q) - share * entropy(if_seen) - (1.0 - share) * entropy(if_not)
    bias = variance / (2.0 * spread * q * (1.0 - q)) / np.log(2.0)
    brier = (np.square(together) - variance) / spread
    return Told(share, if_seen, if_not, whole - bias, brier, together / np.sqrt(variance))


@dataclass(frozen=True, slots=True)
class Joint:
    """What several things tell together.

    Attributes
    ----------
    entropy, brier : float
        Corrected for bias, as in `Told`.
    error : float
        Standard error of `entropy`.
    """

    entropy: float
    brier: float
    error: float


def joint(cells: NDArray[np.int64], so: Bools, groups: Groups) -> Joint:
    """What it tells in which cell a path lies.

    Parameters
    ----------
    cells : array of int64, shape (paths,)
        Numbers from 0.
    so : array of bool, shape (paths,)
    groups : Groups
    """
    n, q = so.size, float(so.mean())
    names, place, size = np.unique(cells, return_inverse=True, return_counts=True)
    p = size / n
    given = np.bincount(place, weights=so, minlength=names.size) / size
    gain = float(entropy(q) - p @ entropy(given))
    product = np.stack([((place == k) - p[k]) * (so - q) for k in range(names.size)])
    variance = groups.variance(product - product.mean(axis=1, keepdims=True))
    variance = np.maximum(variance, p * (1.0 - p) * q * (1.0 - q) / n)
    bias = float((variance / p).sum())
    brier = float(p @ np.square(given - q))
    chance = np.where(so, given[place], 1.0 - given[place])
    pointwise = np.log2(chance / np.where(so, q, 1.0 - q))
    centred = pointwise - pointwise.mean()
    spread = max(float(groups.variance(centred)), float(np.square(centred).mean()) / n)
    return Joint(
        gain - bias / (2.0 * q * (1.0 - q)) / np.log(2.0), brier - bias, float(np.sqrt(spread))
    )
