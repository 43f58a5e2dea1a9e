"""How likely each kind is: shares that sum to one, with intervals that hold for all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.estimate import LOW, Nested
from detente.ensemble.spread import beta_law

F64 = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a kind.

    Attributes
    ----------
    probability : float
    interval : (float, float)
        95 % for all kinds together (Bonferroni), as coefficients and credences are drawn, with the
        Monte Carlo error in it. No end is out of reach: with each there are chances within the
        intervals of the other kinds that sum to one.
    monte_carlo : float
        Standard error of `probability`, as in an `Estimate`.
    parameter_sd : float
        Standard deviation of the probability between draws of the coefficients.
    """

    probability: float
    interval: tuple[float, float]
    monte_carlo: float
    parameter_sd: float


def chances(label: NDArray[np.int64], kinds: int, parameters: NDArray[np.int64]) -> list[Chance]:
    """Estimate the chances of all kinds from paths grouped by parameter draw.

    Each is a probability of the hierarchical model of `detente.ensemble.spread`, at the level
    0.05/kinds; widths by draws and by chance add as squares.

    Parameters
    ----------
    label : array of int64, shape (paths,)
        Kind of each path, from 0.
    kinds : int
    parameters : array of int64, shape (paths,)
    """
    if kinds == 1:
        return [Chance(1.0, (1.0, 1.0), 0.0, 0.0)]
    found = [_one(label == k, kinds, parameters) for k in range(kinds)]
    ends = reachable(np.array([chance.interval for chance in found]))
    return [
        Chance(
            chance.probability, (float(low), float(high)), chance.monte_carlo, chance.parameter_sd
        )
        for chance, (low, high) in zip(found, ends, strict=True)
    ]


def _one(hit: NDArray[np.bool_], kinds: int, parameters: NDArray[np.int64]) -> Chance:
    from scipy.special import ndtri

    nested = Nested.of(hit.astype(np.float64), parameters)
    law = beta_law(np.rint(nested.mean * nested.size), nested.size)
    tail = LOW / kinds
    p, error = float(hit.mean()), nested.error(law.sd)
    by_chance = -float(ndtri(tail)) * error
    low = p - float(np.hypot(max(p - law.quantile(tail), 0.0), by_chance))
    high = p + float(np.hypot(max(law.quantile(1.0 - tail) - p, 0.0), by_chance))
    return Chance(p, (max(low, 0.0), min(high, 1.0)), error, law.sd)


def reachable(ends: F64) -> F64:
    """Intervals without the ends that the others cannot make up to one.

    Source: de Campos, Huete & Moral (1994), International Journal of Uncertainty, Fuzziness and
    Knowledge-Based Systems 2(2), proposition 4.

    Parameters
    ----------
    ends : array of float64, shape (kinds, 2)
        With chances in them that sum to one.
    """
    low, high = ends.T
    least = np.maximum(low, 1.0 - (high.sum() - high))
    most = np.minimum(high, 1.0 - (low.sum() - low))
    return np.stack([least, most], axis=1)
