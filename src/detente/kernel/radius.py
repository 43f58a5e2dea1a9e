"""Spectral radii of matrices without negative elements that share a pattern."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]

SMALL = 100
"""Rows up to which the eigenvalues of a matrix, or of a block of one, are found all at once."""


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Blocks of as many rows each: their elements, and where these stand in the stack of them."""

    number: int
    rows: int
    elements: I64
    where: I64


class Pattern:
    """Where the elements of sparse matrices stand, taken apart once for all of the matrices.

    The eigenvalues of a matrix are those of the blocks of rows that reach each other (its strongly
    connected components), and most dyads do not.

    Parameters
    ----------
    row, column : array of int64, shape (entries,)
        Entries at the same place add up to one element.
    size : int
        Rows of a matrix.
    """

    def __init__(self, row: I64, column: I64, size: int) -> None:
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        self.size = size
        places, self._element = np.unique(row * size + column, return_inverse=True)
        self._row, self._column = np.divmod(places, size)
        self._elements = places.shape[0]
        marked = csr_array((np.ones(self._elements), (self._row, self._column)), (size, size))
        _, label = connected_components(marked, connection="strong")
        rows = np.bincount(label)
        order = np.argsort(label, kind="stable")
        within = np.empty(size, dtype=np.int64)  # number of a row within its block
        within[order] = np.arange(size) - (np.cumsum(rows) - rows)[label[order]]
        inside = np.flatnonzero(label[self._row] == label[self._column])
        block = label[self._row[inside]]
        self._blocks = []
        for n in np.unique(rows[block]).tolist():
            mine = inside[rows[block] == n]
            number = np.unique(label[self._row[mine]], return_inverse=True)[1]
            where = (number * n + within[self._row[mine]]) * n + within[self._column[mine]]
            self._blocks.append(_Blocks(int(number.max()) + 1, n, mine, where))

    def radius(self, entries: F64) -> float:
        """Largest modulus of the eigenvalues of the matrix with these entries."""
        values = self._sums(entries)
        return max((_radius(each, values[each.elements]) for each in self._blocks), default=0.0)

    def times(self, entries: F64, vector: F64) -> F64:
        """The matrix with these entries, times a vector."""
        products = self._sums(entries) * vector[self._column]
        return np.asarray(
            np.bincount(self._row, weights=products, minlength=self.size), dtype=np.float64
        )

    def _sums(self, entries: F64) -> F64:
        return np.asarray(
            np.bincount(self._element, weights=entries, minlength=self._elements), dtype=np.float64
        )


def _radius(blocks: _Blocks, values: F64) -> float:
    n = blocks.rows
    if n == 1:
        return float(values.max())
    if n > SMALL:
        each = blocks.where // n**2
        return max(
            _of_large(n, values[each == k], blocks.where[each == k] % n**2)
            for k in range(blocks.number)
        )
    stack = np.zeros(blocks.number * n**2)
    stack[blocks.where] = values
    return float(np.abs(np.linalg.eigvals(stack.reshape(-1, n, n))).max())


def _of_large(n: int, values: F64, where: I64) -> float:
    """Of a large block only the largest: it is real (Perron and Frobenius)."""
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import ArpackError, eigs

    if not values.any():
        return 0.0
    block = csr_array((values, np.divmod(where, n)), (n, n))
    try:
        found = eigs(block, k=1, which="LR", v0=np.ones(n), return_eigenvectors=False)
    except ArpackError:  # the method does not come to rest: all of them, then
        found = np.linalg.eigvals(block.toarray())
    return float(np.abs(found).max())
