"""Linear predictors of every pair on a few days."""

from __future__ import annotations

import math

import numpy as np

from detente.daily._compiled_rows import advance, fill_columns, powers
from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def remember(world, p, start, cursor, memory):  # type: ignore[no-untyped-def]
    """Memories of a pair at the beginning of a day, and the next event-day of each flow."""
    flows, lives = memory.shape
    for q in range(flows):
        e = world.at[p * flows + q]
        end = world.at[p * flows + q + 1]
        memory[q] = 0.0
        while e < end and world.days[e] < start:
            for h in range(lives):
                memory[q, h] += world.decay[h] ** (start - 1 - world.days[e])
            e += 1
        cursor[q] = e


@njit(cache=True, nogil=True, error_model="numpy")
def predictors(world, columns, theta, low, high, start, stop, out):  # type: ignore[no-untyped-def]
    """Fill η of the pairs [low, high) on the days [start, stop).

    Parameters
    ----------
    theta : array, shape (flows, most columns)
    out : array, shape (pairs, flows, days)
        NaN for a flow that is not modelled.
    """
    flows, lives = columns.used.shape
    most = columns.kind.shape[1]
    n = stop - start
    memory = np.zeros((flows, lives))
    cursor = np.zeros(flows, dtype=np.int64)
    moving = np.zeros(flows * lives, dtype=np.bool_)
    level = np.zeros((flows * lives, n))
    x = np.zeros((most, n))
    which = np.zeros(most, dtype=np.int64)
    fixed = np.zeros(most)
    scratch = np.zeros(n)
    rows = np.arange(n)
    left = powers(world, n)
    for p in range(low, high):
        remember(world, p, start, cursor, memory)
        advance(
            world, columns.used, left, p, start, stop, cursor, rows, n,
            memory, level, moving, scratch,
        )  # fmt: skip
        for q in range(flows):
            if columns.number[q] == 0:
                for r in range(n):
                    out[p, q, r] = np.nan
                continue
            d = fill_columns(
                world, columns, p, q, start, rows, n, level, moving, x, which, fixed, scratch
            )  # fmt: skip
            eta = 0.0
            for k in range(columns.number[q]):
                if not math.isnan(fixed[k]):
                    eta += theta[q, k] * fixed[k]
            for r in range(n):
                out[p, q, r] = eta
            for i in range(d):
                for r in range(n):
                    out[p, q, r] += theta[q, which[i]] * x[i, r]
