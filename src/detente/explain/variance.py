"""What kind of uncertainty: the variance of an outcome, split into belief, parameters, chance.

Sobol' indices of three independent groups of inputs, the three draw indices of a path. With two
independent sets of futures A and B, and A with one group's index taken from B (A_B):

    first order  S = 1 − E[(Y_B − Y_A_B)²]/(2V)      total  T = E[(Y_A − Y_A_B)²]/(2V)

Source: Jansen (1999), Computer Physics Communications 117, eq. 8 and 9; Saltelli and others (2010),
Computer Physics Communications 181, table 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.estimate import Z, standard_error

F64 = NDArray[np.float64]

GROUPS = ("belief", "parameters", "chance")


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part in the variance, with 95 % intervals.

    `first` is what it does alone; `total` also counts what it does together with the others.
    """

    group: str
    first: float
    first_interval: tuple[float, float]
    total: float
    total_interval: tuple[float, float]


@dataclass(frozen=True, slots=True)
class VarianceSplit:
    """The variance of an outcome over futures, and each group's share in it."""

    probability: float
    variance: float
    shares: tuple[Share, ...]
    paths: int


def two_designs(paths: int) -> tuple[Design, Design]:
    """Two sets of futures without any draw in common; each path has draws of its own."""
    a = np.arange(paths, dtype=np.int64)
    b = a + paths
    return Design(a, a, a), Design(b, b, b)


def variance_split(answer: Callable[[Design], F64], paths: int) -> VarianceSplit:
    """Split the variance of an answer.

    Parameters
    ----------
    answer : callable
        Takes a design and returns an array of float64, shape (paths,): 1 where the outcome came.
        It is called five times.
    paths : int

    Returns
    -------
    VarianceSplit
        All shares are 0 if the answer never varies.
    """
    a, b = two_designs(paths)
    y_a, y_b = answer(a), answer(b)
    both = np.concatenate([y_a, y_b])
    variance = float(both.var())
    shares = []
    for group in GROUPS:
        mixed = Design(**{name: getattr(b if name == group else a, name) for name in GROUPS})
        y_m = answer(mixed)
        if variance <= 0.0:
            shares.append(Share(group, 0.0, (0.0, 0.0), 0.0, (0.0, 0.0)))
            continue
        # the ratio's error by the delta method, V taken from the same futures
        spread = (np.square(y_a - y_a.mean()) + np.square(y_b - y_b.mean())) / 2.0
        kept = np.square(y_b - y_m) / 2.0
        moved = np.square(y_a - y_m) / 2.0
        first = 1.0 - float(kept.mean()) / variance
        first_error = standard_error((spread - kept - first * spread) / variance)
        total = float(moved.mean()) / variance
        total_error = standard_error((moved - total * spread) / variance)
        shares.append(
            Share(
                group,
                first,
                (first - Z * first_error, first + Z * first_error),
                total,
                (total - Z * total_error, total + Z * total_error),
            )
        )
    return VarianceSplit(float(both.mean()), variance, tuple(shares), paths)
