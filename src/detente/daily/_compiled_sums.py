"""Sums over rows, in a form that compilers vectorise.

Only the sums themselves let the compiler reorder, and they write to no array: a loop that writes
is compiled twice, and which of the two runs hangs on where its arrays happen to lie in memory. So
a sum over the same rows is the same number whatever the threads.
"""

from __future__ import annotations

from detente.numerics.jit import njit

_SUM = {"cache": True, "nogil": True, "error_model": "numpy"}
_REORDER = {"reassoc", "contract", "nsz"}


@njit(**_SUM, fastmath=_REORDER)
def total(x, n):  # type: ignore[no-untyped-def]
    """Sum of the first `n` numbers of `x`."""
    s = 0.0
    for r in range(n):
        s += x[r]
    return s


@njit(**_SUM, fastmath=_REORDER)
def dot(x, y, n):  # type: ignore[no-untyped-def]
    """Sum of the products of the first `n` numbers of `x` and `y`."""
    s = 0.0
    for r in range(n):
        s += x[r] * y[r]
    return s


@njit(**_SUM, fastmath=_REORDER)
def dot_four(z, x0, x1, x2, x3, n):  # type: ignore[no-untyped-def]
    """Sums of the products of `z` with four others: each row of `z` is read once."""
    s0, s1, s2, s3 = 0.0, 0.0, 0.0, 0.0
    for r in range(n):
        s0 += z[r] * x0[r]
        s1 += z[r] * x1[r]
        s2 += z[r] * x2[r]
        s3 += z[r] * x3[r]
    return s0, s1, s2, s3


@njit(**_SUM)
def second_moments(x, weight, n, columns, first, second, scratch):  # type: ignore[no-untyped-def]
    """Fill `first` with Σ w·x and the lower triangle of `second` with Σ w·x·xᵀ.

    Parameters
    ----------
    x : array, shape (columns or more, rows)
    weight : array, shape (rows,)
    n, columns : int
        Rows and columns that count.
    first : array, shape (columns or more,)
    second : array, shape (columns or more, columns or more)
    scratch : array, shape (rows,)
    """
    for i in range(columns):
        for r in range(n):
            scratch[r] = weight[r] * x[i, r]
        first[i] = total(scratch, n)
        j = 0
        while j + 3 <= i:
            s0, s1, s2, s3 = dot_four(scratch, x[j], x[j + 1], x[j + 2], x[j + 3], n)
            second[i, j] = s0
            second[i, j + 1] = s1
            second[i, j + 2] = s2
            second[i, j + 3] = s3
            j += 4
        while j <= i:
            second[i, j] = dot(scratch, x[j], n)
            j += 1
