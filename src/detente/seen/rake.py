"""Weights under which things have probabilities that are said: raking, in no order of things.

Of all laws over the futures in which each thing has its probability, the one that tells least
besides: nearest to equal weights in relative entropy. Iterative proportional fitting leads there
(Deming & Stephan 1940, Annals of Mathematical Statistics 11(4); Csiszár 1975, Annals of Probability
3(1)). Of one thing it is Jeffrey's rule; of a sure one, probability 1, conditioning.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

F64 = NDArray[np.float64]

ROUNDS = 2_000
"""Rounds of fitting."""

NEARLY = 1e-9
"""Probabilities are as said that miss it by so little; cells are possible that weigh more."""


def rake(so: NDArray[np.bool_], number: F64, targets: F64) -> F64 | None:
    """Fit the mass of cells of futures.

    Parameters
    ----------
    so : array of bool, shape (cells, things)
        Whether each thing is so in a cell.
    number : array of float64, shape (cells,)
        Futures in each, more than none.
    targets : array of float64, shape (things,)
        Probability of each thing.

    Returns
    -------
    array of float64, shape (cells,) or None
        The share of each cell; None if no shares give the things their probabilities.
    """
    sure = np.isin(targets, (0.0, 1.0))
    possible = (so[:, sure] == (targets[sure] == 1.0)).all(axis=1)
    mass = np.where(possible, number, 0.0)
    found = _fitted(so, mass, targets)
    if found is not None:
        return found
    # where the law lies on the edge of what is possible, fitting creeps: cells go that have no mass
    mass[[i for i in np.flatnonzero(mass) if _most(so, mass > 0.0, targets, int(i)) <= NEARLY]] = (
        0.0
    )
    return _fitted(so, mass, targets)


def _fitted(so: NDArray[np.bool_], mass: F64, targets: F64) -> F64 | None:
    """Shares by iterative proportional fitting; None where it does not get there."""
    if not mass.sum() > 0.0:
        return None
    share: F64 = mass / mass.sum()
    for _round in range(ROUNDS):
        for thing, target in enumerate(targets):
            side = so[:, thing]
            held = float(share[side].sum())
            for part, now, aim in ((side, held, target), (~side, 1.0 - held, 1.0 - target)):
                if aim > 0.0 and not share[part].any():
                    return None
                share[part] *= aim / now if aim > 0.0 else 0.0
            share /= share.sum()
        if np.abs(share @ so - targets).max(initial=0.0) <= NEARLY:
            return share
    return None


def _most(so: NDArray[np.bool_], allowed: NDArray[np.bool_], targets: F64, cell: int) -> float:
    """The largest share that a cell can have; less than none where there is no law at all."""
    cells = np.flatnonzero(allowed)
    aim = np.where(cells == cell, -1.0, 0.0)
    sums = np.vstack([so[cells].T.astype(np.float64), np.ones(cells.shape[0])])
    found = linprog(aim, A_eq=sums, b_eq=np.append(targets, 1.0), bounds=(0.0, 1.0))
    return -float(found.fun) if found.success else -1.0
