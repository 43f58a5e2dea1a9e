"""What kind of uncertainty: the variance of an outcome, split into belief, parameters, chance.

Sobol' indices of three independent groups of inputs, the three draw indices of a path. With two
independent sets of futures A and B, A with one group's index taken from B (A_B), and all answers
less their mean,

    first order  S = E[Y_B·(Y_A_B − β·Y_A)]/V      total  T = E[(Y_A − Y_A_B)²]/(2V)

S is the share of the variance that knowing the group would remove, T what would be left if all else
were known. Y_B and Y_A have no draw in common, so that E[Y_B·Y_A] = 0 and any β is right; the one
that leaves least variance is taken, which makes S exactly 0 where the group changes nothing.

Sources: Jansen (1999), Computer Physics Communications 117, eq. 9, for T; Saltelli and others
(2010), Computer Physics Communications 181, table 2 (b), for S with β = 1, and Sobol' (1993) for S
with β = 0; for control variates Owen (2013), Monte Carlo theory, methods and examples, 8.9.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import Design
from detente.ensemble.estimate import standard_error

F64 = NDArray[np.float64]

GROUPS = ("belief", "parameters", "chance")


@dataclass(frozen=True, slots=True)
class Share:
    """A group's part in the variance.

    Attributes
    ----------
    group : str
    first : float
        What knowing it would remove, in [0, 1].
    total : float
        What would be left if all else were known, in [0, 1]: it counts what the group does together
        with the others too.
    first_error, total_error : float
        Monte Carlo standard errors.
    """

    group: str
    first: float
    first_error: float
    total: float
    total_error: float


def cut(share: float) -> float:
    """A share within [0, 1]: only noise takes its estimate beyond."""
    return min(max(share, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class VarianceSplit:
    """The variance of an outcome over futures, and each group's share in it.

    Attributes
    ----------
    probability, variance : float
        Over the futures of both sets.
    shares : tuple of Share
    paths : int
        Futures of a set.
    """

    probability: float
    variance: float
    shares: tuple[Share, ...]
    paths: int

    @property
    def together(self) -> float:
        """What no group does alone: the interactions' share."""
        return cut(1.0 - sum(share.first for share in self.shares)) if self.variance > 0 else 0.0


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
        if variance > 0.0:
            mean = both.mean()
            shares.append(_share(group, y_a - mean, y_b - mean, y_m - mean, variance))
        else:
            shares.append(Share(group, 0.0, 0.0, 0.0, 0.0))
    return VarianceSplit(float(both.mean()), variance, tuple(shares), paths)


def _share(group: str, y_a: F64, y_b: F64, y_m: F64, variance: float) -> Share:
    """The indices of one group; errors by the delta method, V taken from the same futures."""
    spread = (np.square(y_a) + np.square(y_b)) / 2.0
    kept, apart = y_b * y_m, y_b * y_a
    beta = float((kept * apart).mean() / np.square(apart).mean())
    alone = kept - beta * apart
    moved = np.square(y_a - y_m) / 2.0
    first = float(alone.mean()) / variance
    total = float(moved.mean()) / variance
    return Share(
        group,
        cut(first),
        standard_error((alone - first * spread) / variance),
        cut(total),
        standard_error((moved - total * spread) / variance),
    )
