"""Information matrices on the scale of their diagonal, so that units of covariates do not matter.

A matrix of observed or expected information I has the diagonal d; I/√(d dᵀ) has ones there, and
eigenvalues that can be compared between models, as those of correlations can.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]


def scaled(information: F64) -> tuple[F64, F64]:
    """The matrix with a diagonal of ones, and the square roots of its own.

    Parameters
    ----------
    information : array of float64, shape (p, p)
        With a positive diagonal.
    """
    size = np.sqrt(np.diag(information))
    return information / np.outer(size, size), size


def solve(information: F64, gradient: F64) -> F64:
    """Newton's step: the inverse of the information times the gradient, shape (p,).

    Raises
    ------
    numpy.linalg.LinAlgError
        If the matrix is singular to the last digit.
    """
    matrix, size = scaled(information)
    return np.asarray(np.linalg.solve(matrix, gradient / size) / size, np.float64)


def inverse(information: F64) -> F64:
    """Covariance of the estimates, shape (p, p).

    Raises
    ------
    numpy.linalg.LinAlgError
        If the matrix is singular to the last digit.
    """
    matrix, size = scaled(information)
    return np.asarray(np.linalg.inv(matrix) / np.outer(size, size), np.float64)
