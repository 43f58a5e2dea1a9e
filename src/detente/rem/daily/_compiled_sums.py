"""Sums over rows, in a form that compilers vectorise.

Only these functions let the compiler reorder sums. What it makes of them is fixed when they are
compiled, so a sum over the same rows is the same number whatever the threads.
"""

from __future__ import annotations

from detente.kernel.jit import njit


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz"})
def total(x, n):  # type: ignore[no-untyped-def]
    """Sum of the first `n` numbers of `x`."""
    s = 0.0
    for r in range(n):
        s += x[r]
    return s


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz"})
def dot(x, y, n):  # type: ignore[no-untyped-def]
    """Sum of the products of the first `n` numbers of `x` and `y`."""
    s = 0.0
    for r in range(n):
        s += x[r] * y[r]
    return s


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc", "contract", "nsz"})
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
        s = 0.0
        for r in range(n):
            z = weight[r] * x[i, r]
            scratch[r] = z
            s += z
        first[i] = s
        j = 0
        while j + 3 <= i:  # four at a time: each row of `scratch` is read once for the four
            s0, s1, s2, s3 = 0.0, 0.0, 0.0, 0.0
            for r in range(n):
                z = scratch[r]
                s0 += z * x[j, r]
                s1 += z * x[j + 1, r]
                s2 += z * x[j + 2, r]
                s3 += z * x[j + 3, r]
            second[i, j] = s0
            second[i, j + 1] = s1
            second[i, j + 2] = s2
            second[i, j + 3] = s3
            j += 4
        while j <= i:
            s = 0.0
            for r in range(n):
                s += scratch[r] * x[j, r]
            second[i, j] = s
            j += 1
