"""What is believed of baselines and coefficients before the record speaks: one normal law."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.fitting.design import Design
from detente.planes.process import Process

F64 = NDArray[np.float64]

POOL_MEAN = math.log(1.0 / 30.0)
POOL_SD = 2.5
"""Of the mean of a pool of baselines: once a month, a factor of twelve either way."""

SPREAD_MEDIAN, SPREAD_SD = 1.0, 0.7
"""Of τ, the spread within a pool: log-normal, a factor of two either way."""


@dataclass(frozen=True, slots=True)
class Prior:
    """A normal law of the free parameters; the others are held.

    Attributes
    ----------
    mean : array of float64, shape (baselines + coefficients,)
        Of all, also of those that are held.
    free : array of bool, shape (baselines + coefficients,)
    precision : array of float64, shape (free, free)
    """

    mean: F64
    free: NDArray[np.bool_]
    precision: F64

    def log_density(self, values: F64) -> float:
        """Up to a constant that depends on nothing."""
        off = (values - self.mean)[self.free]
        _, size = np.linalg.slogdet(self.precision)
        return float(0.5 * size - 0.5 * off @ self.precision @ off)

    def without(self, columns: NDArray[np.bool_]) -> Prior:
        """The same, with these parameters held at 0.

        The rest keeps the law that it has given nothing about them.
        """
        return self.holding(columns, np.zeros(self.mean.shape[0]))

    def holding(self, columns: NDArray[np.bool_], values: F64) -> Prior:
        """The same, with these parameters held at values; the rest as in `without`."""
        keep = ~columns[self.free]
        covariance = np.linalg.inv(self.precision)[np.ix_(keep, keep)]
        mean = np.where(columns, values, self.mean)
        return Prior(mean, self.free & ~columns, np.linalg.inv(covariance))

    def sd(self) -> F64:
        """Standard deviations of all parameters, 0 of those that are held."""
        found = np.zeros(self.mean.shape[0])
        found[self.free] = np.sqrt(np.diag(np.linalg.inv(self.precision)))
        return found


def pooled(processes: Sequence[Process], measured: Sequence[str]) -> dict[str, list[int]]:
    """Processes, by number, whose baselines share a pool: those of a quad class.

    Parameters
    ----------
    processes : sequence of Process
        Those with rows.
    measured : sequence of str
        Ids of the processes whose rate nobody has stated.
    """
    pools: dict[str, list[int]] = {}
    for i, process in enumerate(processes):
        if process.id in measured:
            pools.setdefault(process.act.quad.label, []).append(i)
    return pools


def prior(
    design: Design,
    processes: Sequence[Process],
    stated: Sequence[tuple[float, float]],
    measured: Sequence[str],
    spread: float,
) -> Prior:
    """The law of the baselines with rows, and of the coefficients.

    A baseline whose rate is stated has the law that is stated: normal, with the mean and the sd
    of the logarithm of its hazard. The others are pooled: those of a quad class are normal, with
    the standard deviation τ, about a mean that is itself normal; integrated out, that is one normal
    law with correlations. So a process that was never seen has a baseline as well.

    Parameters
    ----------
    design : Design
    processes : sequence of Process
        Those with rows.
    stated : sequence of (float, float)
        Mean and sd of the logarithms of their hazards, as they are stated.
    measured : sequence of str
        Ids of the processes whose rate nobody has stated.
    spread : float
        τ.
    """
    n, k = len(processes), len(design.draws)
    mean = np.array([*(mean for mean, _ in stated), *(d.mean for d in design.draws)])
    sd = np.array([*(sd for _, sd in stated), *(d.sd for d in design.draws)])
    covariance = np.diag(sd**2)
    for members in pooled(processes, measured).values():
        covariance[np.ix_(members, members)] = POOL_SD**2
        covariance[members, members] += spread**2
        mean[members] = POOL_MEAN
    free = np.diag(covariance) > 0
    assert free.shape == (n + k,)
    return Prior(mean, free, np.linalg.inv(covariance[np.ix_(free, free)]))


def spread_density(spread: float) -> float:
    """Log-density of log τ, up to a constant."""
    return -0.5 * (math.log(spread / SPREAD_MEDIAN) / SPREAD_SD) ** 2
