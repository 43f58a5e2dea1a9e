"""Likelihood, gradient and information, pair by pair through the days.

Pairs are streamed: at any time a thread holds the columns of one flow of one pair on one block of
days. Rows are days, so that loops run along memory.
"""

from __future__ import annotations

import math

import numpy as np

from detente.daily._compiled_rows import advance, choose_rows, fill_columns, powers
from detente.daily._compiled_sums import dot, second_moments, total
from detente.numerics._compiled_cloglog import act
from detente.numerics._compiled_math import exp_in_place
from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def collect(  # type: ignore[no-untyped-def]
    sums, layer, count, which, d, fixed, residual, information, gradient, first, second
):
    """Add the moments of the columns that change, and of those that do not."""
    g = sums.gradient[layer]
    h = sums.information[layer]
    for i in range(d):
        g[which[i]] += gradient[i]
        for j in range(i + 1):
            h[which[i], which[j]] += second[i, j]
    for k in range(count):
        value = fixed[k]
        if math.isnan(value):
            continue
        g[k] += value * residual
        for i in range(d):
            if which[i] > k:
                h[which[i], k] += value * first[i]
            else:
                h[k, which[i]] += value * first[i]
        if value != 0.0:
            weighed = value * information
            for m in range(k + 1):
                if not math.isnan(fixed[m]):
                    h[k, m] += weighed * fixed[m]


@njit(cache=True, nogil=True, error_model="numpy")
def widen(sums, layer, count, which, d, fixed, x, n, acted, events):  # type: ignore[no-untyped-def]
    """Widen the ranges of the columns by the rows of a block; `acted` marks rows with an act."""
    for k in range(count):
        if math.isnan(fixed[k]):
            continue
        if events < n:
            sums.low[0, layer, k] = min(sums.low[0, layer, k], fixed[k])
            sums.high[0, layer, k] = max(sums.high[0, layer, k], fixed[k])
        if events > 0:
            sums.low[1, layer, k] = min(sums.low[1, layer, k], fixed[k])
            sums.high[1, layer, k] = max(sums.high[1, layer, k], fixed[k])
    for i in range(d):
        k = which[i]
        row = x[i]
        if events == 0:
            low = row[0]
            high = row[0]
            for r in range(n):
                low = row[r] if row[r] < low else low
                high = row[r] if row[r] > high else high
            sums.low[0, layer, k] = min(sums.low[0, layer, k], low)
            sums.high[0, layer, k] = max(sums.high[0, layer, k], high)
        else:
            for r in range(n):
                y = acted[r]
                sums.low[y, layer, k] = min(sums.low[y, layer, k], row[r])
                sums.high[y, layer, k] = max(sums.high[y, layer, k], row[r])


@njit(cache=True, nogil=True, error_model="numpy")
def stream(  # type: ignore[no-untyped-def]
    world, columns, theta, pairs, from_start, chances, seed, sums
):
    """Add the pairs of a block to the sums.

    Parameters
    ----------
    theta : array, shape (flows, most columns)
    pairs : array of int
        Which pairs.
    from_start : bool
        Stream them from the first day, not from the block in which they first act.
    chances : array, shape (pairs, 2)
        Chances with which days without and with an act are kept.
    seed : int
    sums : Sums
    """
    flows, lives = columns.used.shape
    days = world.weight.shape[0]
    block = world.block[0]
    most = columns.kind.shape[1]
    memory = np.zeros((flows, lives))
    cursor = np.zeros(flows, dtype=np.int64)
    before = np.zeros(flows, dtype=np.int64)
    left = powers(world, block)
    where = np.zeros(block, dtype=np.int64)
    rows = np.zeros(block, dtype=np.int64)
    acted = np.zeros(block, dtype=np.int64)
    moving = np.zeros(flows * lives, dtype=np.bool_)
    level = np.zeros((flows * lives, block))
    x = np.zeros((most, block))
    which = np.zeros(most, dtype=np.int64)
    fixed = np.zeros(most)
    weight = np.zeros(block)
    hazard = np.zeros(block)
    residual = np.zeros(block)
    information = np.zeros(block)
    scratch = np.zeros(block)
    gradient = np.zeros(most)
    first = np.zeros(most)
    second = np.zeros((most, most))
    for p in pairs:
        start = 0 if from_start else world.begin[p]
        memory[:] = 0.0
        for q in range(flows):
            cursor[q] = world.at[p * flows + q]
        while start < days:
            stop = min(start + block, days)
            n = choose_rows(world, p, start, stop, cursor, chances, seed, where, rows, weight)
            before[:] = cursor
            advance(
                world, columns.used, left, p, start, stop, cursor, rows, n,
                memory, level, moving, scratch,
            )  # fmt: skip
            if n == 0:
                start = stop
                continue
            for q in range(flows):
                count = columns.number[q]
                if count == 0:
                    continue
                layer = columns.layer[q]
                d = fill_columns(
                    world, columns, p, q, start, rows, n,
                    level, moving, x, which, fixed, scratch,
                )  # fmt: skip
                eta = 0.0
                for k in range(count):
                    if not math.isnan(fixed[k]):
                        eta += theta[q, k] * fixed[k]
                for r in range(n):
                    hazard[r] = eta
                for i in range(d):
                    coefficient = theta[q, which[i]]
                    row = x[i]
                    for r in range(n):
                        hazard[r] += coefficient * row[r]
                exp_in_place(hazard, n)
                for r in range(n):
                    weighed = weight[r] * hazard[r]
                    information[r] = weighed
                    residual[r] = -weighed
                    acted[r] = 0
                sums.value[layer] -= total(information, n)
                events = 0
                weight_of_events = 0.0
                for e in range(before[q], cursor[q]):
                    r = where[world.days[e] - start]
                    if r < 0:
                        continue
                    value, score, observed = act(hazard[r])
                    sums.value[layer] += weight[r] * (value + hazard[r])
                    residual[r] = weight[r] * score
                    information[r] = weight[r] * observed
                    weight_of_events += weight[r]
                    acted[r] = 1
                    events += 1
                sums.rows[0, layer] += total(weight, n) - weight_of_events
                sums.rows[1, layer] += weight_of_events
                for i in range(d):
                    gradient[i] = dot(residual, x[i], n)
                second_moments(x, information, n, d, first, second, scratch)
                collect(
                    sums, layer, count, which, d, fixed, total(residual, n), total(information, n),
                    gradient, first, second,
                )  # fmt: skip
                widen(sums, layer, count, which, d, fixed, x, n, acted, events)
            start = stop
