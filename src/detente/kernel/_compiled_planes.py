"""Derived planes, one operation after another; compiled."""

from __future__ import annotations

import math

import numpy as np

from detente.kernel._compiled_votes import both_reached, reached
from detente.numerics.jit import njit

_CODE, _PLANE, _FIRST, _LAST, _A, _B, _C, _COEFFICIENT, _RING, _COLUMNS = range(10)
_NONE = 2**32 - 1


@njit(cache=True, nogil=True, error_model="numpy")
def operations(  # type: ignore[no-untyped-def]
    op_code, op_plane, op_from, op_input, op_coefficient, op_c1, op_c2, ring_from
):
    """What is worked out, laid out as it is read: a row for each operation.

    Parameters
    ----------
    op_code, op_plane, ... : arrays
        As in `detente.kernel.arrays.Program`.

    Returns
    -------
    table : array of uint32, shape (operations, columns)
        The first three inputs have columns of their own.
    constant : array of float64, shape (operations, 2)
    """
    table = np.empty((op_code.shape[0], _COLUMNS), dtype=np.uint32)
    constant = np.empty((op_code.shape[0], 2))
    for o in range(op_code.shape[0]):
        table[o, _CODE] = op_code[o]
        table[o, _PLANE] = op_plane[o]
        table[o, _FIRST] = op_from[o]
        table[o, _LAST] = op_from[o + 1]
        for i in range(3):
            at = op_from[o] + i
            table[o, _A + i] = op_input[at] if at < op_from[o + 1] else _NONE
        table[o, _COEFFICIENT] = op_coefficient[o] if op_coefficient[o] >= 0 else _NONE
        table[o, _RING] = ring_from[o]
        constant[o, 0] = op_c1[o]
        constant[o, 1] = op_c2[o]
    return table, constant


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def work_out(  # type: ignore[no-untyped-def]
    begin,
    end,
    x,
    theta,
    table,
    constant,
    op_input,
    op_weight,
    fired,
    seen,
    ring,
    ring_at,
    ballot,
):
    """Work out the derived planes of one phase of a day, in place.

    Parameters
    ----------
    begin, end : int
        The operations of the phase.
    x : array of float64, shape (planes,)
    theta : array of float64, shape (coefficients,)
    table, constant : arrays
        As `operations` lays them out.
    op_input : array of uint32, shape (inputs,)
    op_weight : array of float64, shape (inputs,)
    fired : array of uint8, shape (operations,)
        What operations remember of the days before.
    seen : array of float64, shape (inputs,)
        Likewise, of inputs.
    ring : array of float64
        The days that windows keep.
    ring_at : array of uint32, shape (operations,)
        Where each stands in its own.
    ballot : array of float64
        Scratch space of votes.
    """
    for o in range(begin, end):
        code = table[o, _CODE]
        dst = table[o, _PLANE]
        a = x[table[o, _A]]
        if code == 6:
            total = a
            for i in range(table[o, _FIRST] + 1, table[o, _LAST]):
                total += x[op_input[i]]
            x[dst] = total
        elif code == 9:
            c = constant[o, 0]
            x[dst] = (a + c * constant[o, 1]) / (x[table[o, _B]] + c)
        elif code == 0:
            x[dst] = math.log((constant[o, 0] + a) * constant[o, 1])
        elif code == 1:
            x[dst] = math.log1p(a)
        elif code == 2:
            x[dst] = 1.0 - a
        elif code == 3:
            x[dst] = a * x[table[o, _B]]
        elif code == 4:
            x[dst] = a / (constant[o, 0] + x[table[o, _B]])
        elif code == 5:
            total = 0.0
            for i in range(table[o, _FIRST], table[o, _LAST], 2):
                total += min(x[op_input[i]], x[op_input[i + 1]])
            x[dst] = total
        elif code == 7:
            x[dst] = theta[table[o, _COEFFICIENT]] * a
        elif code == 8:
            x[dst] = max(0.0, a - theta[table[o, _COEFFICIENT]])
        elif code == 10:
            if fired[o]:
                x[dst] *= constant[o, 0]
            elif a >= theta[table[o, _COEFFICIENT]]:
                fired[o] = 1
                x[dst] = 1.0
            else:  # what the record has left of it
                x[dst] *= constant[o, 0]
        elif code == 11:
            s = theta[table[o, _COEFFICIENT]]
            x[dst] = s * a - 0.5 * s * s
        elif code == 12:
            x[dst] = 1.0 if a >= constant[o, 0] else 0.0
        elif code == 13:
            x[dst] = 1.0 if a <= constant[o, 0] else 0.0
        elif code == 14:
            x[dst] = 1.0 if a < x[table[o, _B]] else 0.0
        elif code == 15:
            x[dst] = (np.int64(constant[o, 0]) >> np.int64(a)) & 1
        elif code == 16:
            total = a
            for i in range(table[o, _FIRST] + 1, table[o, _LAST]):
                total = min(total, x[op_input[i]])
            x[dst] = total
        elif code == 17:
            total = a
            for i in range(table[o, _FIRST] + 1, table[o, _LAST]):
                total = max(total, x[op_input[i]])
            x[dst] = total
        elif code == 18:
            x[dst] = x[dst] + 1.0 if a >= 0.5 else 0.0
        elif code == 19:
            x[dst] = 0.0 if a >= 0.5 else x[dst] + 1.0
        elif code == 20:
            x[dst] = 1.0 if a >= 0.5 and fired[o] == 0 else 0.0
            fired[o] = 1 if a >= 0.5 else 0
        elif code == 21:
            k = ring_at[o]
            i = table[o, _RING] + k
            x[dst] += a - ring[i]
            ring[i] = a
            ring_at[o] = k + 1 if k + 1 < constant[o, 0] else 0
        elif code == 22:
            holds = x[table[o, _B]] >= 0.5
            if holds and (fired[o] != 1 or constant[o, 0] == 1.0):
                x[dst] = 0.0
                if seen[table[o, _FIRST]] == 0.0 and table[o, _C] != _NONE:
                    x[dst] = x[table[o, _C]]  # since before the start
            elif fired[o] > 0:
                x[dst] += a
            if holds:
                fired[o] = 1
            elif fired[o] == 1:
                fired[o] = 2
            seen[table[o, _FIRST]] = 1.0
        elif code == 23:
            x[dst] = a if fired[o] == 0 else max(x[dst], a)
            fired[o] = 1
        elif code == 24:
            x[dst] = 1.0 / (1.0 + math.exp(-a))
        elif code == 25:
            x[dst] = math.exp(constant[o, 0] * a + constant[o, 1])
        elif code == 26:
            total = 0.0
            for i in range(table[o, _FIRST], table[o, _LAST]):
                total += op_weight[i] * x[op_input[i]]
            x[dst] = total
        elif code == 27:
            first, last = np.int64(table[o, _FIRST]), np.int64(table[o, _LAST])
            new = fired[o] == 0
            fired[o] = 1
            for i in range(first, last):
                new |= seen[i] != x[op_input[i]]
                seen[i] = x[op_input[i]]
            quota, least = np.int64(constant[o, 0]), np.int64(constant[o, 1])
            if new and least > 0:
                x[dst] = both_reached(seen, op_weight, first, last, quota, least, ballot)
            elif new:
                x[dst] = reached(seen, op_weight, first, last, quota, ballot)
        elif fired[o] == 0:  # 28: since a state has its value
            x[dst] = x[table[o, _C]] if table[o, _C] != _NONE else 0.0
            fired[o] = 1
        elif x[table[o, _B]] == 0.0:
            x[dst] = a
        else:
            x[dst] += a
