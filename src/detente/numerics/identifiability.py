"""Whether a record can tell coefficients apart, and which ones it cannot.

What all estimators share: they hand in an information matrix, or the ranges of their covariates,
and get back which coefficients are guilty. Each says in its own words what to do about it.

Collinear coefficients show as small eigenvalues of the information on the scale of its diagonal;
the eigenvector of one says which combination the record does not tell (Belsley, Kuh & Welsch 1980,
Regression Diagnostics, chapter 3). Separated ones have covariates whose value alone tells the rows
with an act from those without (Albert & Anderson 1984, Biometrika 71:1-10).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.numerics.information import scaled

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

SINGULAR = 1e-9
"""Smallest eigenvalue of the scaled information below which coefficients are exactly collinear.

Sums over millions of rows in double precision leave a true zero at 1e-12 or less; at 1e-9 a
standard error is 1/√1e-9 ≈ 30,000 times what the covariate alone would have. Without a prior such
a fit is refused."""

LOST = 1e-12
"""The same, where the matrix was sound at the start: what it has lost since, it lost because
coefficients run off without bound."""

ALIKE = 1e-3
"""Smallest eigenvalue below which coefficients are alike: a correlation of 0.999 for two, errors
thirty times as large as alone. Worth a warning where a prior holds them."""

LOADING = 0.2
"""Part of the largest weight in a combination from which a coefficient is named."""

ACTS_PER_COEFFICIENT = 10
"""Acts for each coefficient below which an estimate is warned of (Peduzzi et al. 1996, Journal of
Clinical Epidemiology 49:1373-1379: ten events per variable)."""


@dataclass(frozen=True, slots=True)
class Combination:
    """A combination of coefficients that the record tells badly, or not at all.

    Attributes
    ----------
    eigenvalue : float
        Of the scaled information.
    guilty : tuple of int
        Numbers of the coefficients with a part in it, the largest part first.
    """

    eigenvalue: float
    guilty: tuple[int, ...]


def untold(information: F64, negligible: float = 0.0) -> tuple[int, ...]:
    """Coefficients of which the record tells nothing at all: the diagonal is null, or no number.

    Parameters
    ----------
    information : array of float64, shape (p, p)
    negligible : float
        What counts as null: what rounding may leave of it.
    """
    diagonal = np.diag(information)
    return tuple(np.flatnonzero(~(np.isfinite(diagonal) & (diagonal > negligible))).tolist())


def collinear(information: F64, level: float = SINGULAR) -> list[Combination]:
    """Combinations that the record does not tell, the worst first.

    Parameters
    ----------
    information : array of float64, shape (p, p)
        Finite, with a positive diagonal (see `untold`).
    level : float
        Eigenvalue below which a combination counts.
    """
    values, vectors = np.linalg.eigh(scaled(information)[0])
    return [
        Combination(float(value), _guilty(vector))
        for value, vector in zip(values, vectors.T, strict=True)
        if value < level
    ]


def _guilty(vector: F64) -> tuple[int, ...]:
    load = np.abs(vector)
    order = np.argsort(-load, kind="stable")
    return tuple(int(k) for k in order if load[k] > LOADING * load.max())


def separated(low: F64, high: F64) -> I64:
    """Which covariates tell the rows with an act from those without, and which way.

    A coefficient then has no finite estimate of its own, as long as each stratum has an intercept:
    it may grow for ever while the intercepts make up for it.

    Parameters
    ----------
    low, high : array of float64, shape (2, strata, p)
        Range of each covariate over rows without an act (0) and with one (1), in strata with an
        intercept each; low is +∞ and high −∞ where a stratum has no such rows, or does not use
        the covariate.

    Returns
    -------
    array of int64, shape (p,)
        1 where the rows with an act lie above all others in every stratum that can tell, −1 where
        they lie below, else 0.
    """
    varies = low.min(axis=0) < high.max(axis=0)
    tells = varies & np.isfinite(low).all(axis=0)
    up = ((low[1] >= high[0]) | ~tells).all(axis=0)
    down = ((high[1] <= low[0]) | ~tells).all(axis=0)
    found = np.where(up, 1, np.where(down, -1, 0))
    return np.where(tells.any(axis=0), found, 0).astype(np.int64)
