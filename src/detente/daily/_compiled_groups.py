"""Pairs that have not acted yet, all days of a fold at once.

Without an act the log-likelihood of a row is −λ. While a pair is silent its memories are empty, so
what it brings to λ does not change; what changes belongs to an actor or to the day. Hence

    λ(a, b, t) = S(a, b) · A(a, t) · B(b, t)

with A from the columns of the one side and B from those of the other and the calendar's, and the
sums over days that value, gradient and information need are products of rows of A and B, weighed
by the columns: Σ_t A·B, Σ_t f·A·B, Σ_t f·g·A·B. No exponential is taken for a pair and a day.
"""

from __future__ import annotations

import math

import numpy as np

from detente.daily._compiled_rows import constant, uniform
from detente.daily._compiled_stream import collect
from detente.daily._compiled_sums import dot, total
from detente.numerics._compiled_math import exp_in_place
from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def split(columns, q, which, share):  # type: ignore[no-untyped-def]
    """Find the columns that change, and how much of each belongs to either side.

    The calendar's columns go with the second side. Returns their number.
    """
    d = 0
    for k in range(columns.number[q]):
        kind = columns.kind[q, k]
        if kind < 4:
            continue
        which[d] = k
        share[d, 0] = 0.0
        share[d, 1] = 0.0
        if kind == 5:
            share[d, 1] = 1.0
        else:
            share[d, columns.one[q, k] & 1] += 0.5
            share[d, columns.two[q, k] & 1] += 0.5
        d += 1
    return d


@njit(cache=True, nogil=True, error_model="numpy")
def fill_side(  # type: ignore[no-untyped-def]
    world, columns, theta, q, side, which, share, d, rows, n, weight, values, out
):
    """For each actor: A, then f·A of each column, then f·g·A of each two; by row."""
    for i in range(world.series.shape[1]):
        base = out[i, 0]
        for r in range(n):
            base[r] = 0.0
        for k in range(d):
            if share[k, side] == 0.0:
                continue
            kind = columns.kind[q, which[k]]
            one, two = columns.one[q, which[k]], columns.two[q, which[k]]
            place = one if kind == 5 or (one & 1) == side else two
            for r in range(n):
                if kind == 5:
                    values[k, r] = world.calendar[place, rows[r]]
                else:
                    values[k, r] = share[k, side] * world.series[place >> 1, i, rows[r]]
            coefficient = theta[q, which[k]]
            for r in range(n):
                base[r] += coefficient * values[k, r]
        exp_in_place(base, n)
        if side == 1:
            for r in range(n):
                base[r] *= weight[r]
        at = 1 + d
        for k in range(d):
            if share[k, side] != 0.0:
                for r in range(n):
                    out[i, 1 + k, r] = values[k, r] * base[r]
            for m in range(k + 1):
                if share[k, side] != 0.0 and share[m, side] != 0.0:
                    for r in range(n):
                        out[i, at, r] = values[m, r] * out[i, 1 + k, r]
                at += 1


@njit(cache=True, nogil=True, error_model="numpy")
def add_products(share, d, a, b, n, moments):  # type: ignore[no-untyped-def]
    """Add Σ A·B, then Σ f·A·B of each column, then Σ f·g·A·B of each two."""
    moments[0] += dot(a[0], b[0], n)
    at = 1 + d
    for k in range(d):
        if share[k, 0] != 0.0:
            moments[1 + k] += dot(a[1 + k], b[0], n)
        if share[k, 1] != 0.0:
            moments[1 + k] += dot(a[0], b[1 + k], n)
        for m in range(k + 1):
            if share[k, 0] != 0.0:
                if share[m, 0] != 0.0:
                    moments[at] += dot(a[at], b[0], n)
                if share[m, 1] != 0.0:
                    moments[at] += dot(a[1 + k], b[1 + m], n)
            if share[k, 1] != 0.0:
                if share[m, 0] != 0.0:
                    moments[at] += dot(a[1 + m], b[1 + k], n)
                if share[m, 1] != 0.0:
                    moments[at] += dot(a[0], b[at], n)
            at += 1


@njit(cache=True, nogil=True, error_model="numpy")
def choose_days(world, start, stop, chance, seed, rows, weight):  # type: ignore[no-untyped-def]
    """Choose the days of [start, stop) that count, with their weights; return their number."""
    n = 0
    for t in range(start, stop):
        w = world.weight[t]
        if w == 0.0:
            continue
        if chance < 1.0:
            if uniform(seed, world.a.shape[0], t) >= chance:
                continue
            w /= chance
        rows[n] = t
        weight[n] = w
        n += 1
    return n


@njit(cache=True, nogil=True, error_model="numpy")
def silent_pairs(  # type: ignore[no-untyped-def]
    world, columns, theta, fold, q, chance, seed, sums
):
    """Add the rows of one flow in one fold, of all pairs in the blocks in which they are silent.

    Parameters
    ----------
    theta : array, shape (flows, most columns)
    fold, q : int
    chance : float
        Chance with which a day is kept, for all pairs alike.
    seed : int
    sums : Sums
    """
    count = columns.number[q]
    if count == 0:
        return
    layer = columns.layer[q]
    most = columns.kind.shape[1]
    pairs = world.a.shape[0]
    actors = world.series.shape[1]
    days = world.weight.shape[0]
    block = world.block[0]
    which = np.zeros(most, dtype=np.int64)
    share = np.zeros((most, 2))
    d = split(columns, q, which, share)
    size = 1 + d + d * (d + 1) // 2
    left = np.zeros((actors, size, block))
    right = np.zeros((actors, size, block))
    values = np.zeros((most, block))
    rows = np.zeros(block, dtype=np.int64)
    weight = np.zeros(block)
    moments = np.zeros((pairs, size))
    number = np.zeros(pairs)
    for i in range(world.fold.shape[0]):
        if world.fold[i] != fold:
            continue
        start = i * block
        n = choose_days(world, start, min(start + block, days), chance, seed, rows, weight)
        if n == 0:
            continue
        for side, out in ((0, left), (1, right)):
            fill_side(
                world, columns, theta, q, side, which, share, d, rows, n, weight, values, out
            )  # fmt: skip
        covered = total(weight, n)
        for p in range(pairs):
            if world.begin[p] > start:
                add_products(share, d, left[world.a[p]], right[world.b[p]], n, moments[p])
                number[p] += covered
    fixed = np.zeros(most)
    gradient = np.zeros(most)
    first = np.zeros(most)
    second = np.zeros((most, most))
    for p in range(pairs):
        if number[p] == 0.0:
            continue
        eta = 0.0
        for k in range(count):
            kind = columns.kind[q, k]
            fixed[k] = np.nan
            if kind < 4:
                one, two = columns.one[q, k], columns.two[q, k]
                value = constant(world, fold, p, kind, one, q)
                if two != one:
                    value = 0.5 * (value + constant(world, fold, p, kind, two, q))
                fixed[k] = value
                eta += theta[q, k] * value
                sums.low[0, layer, k] = min(sums.low[0, layer, k], value)
                sums.high[0, layer, k] = max(sums.high[0, layer, k], value)
        scale = math.exp(min(eta, 700.0))
        at = 1 + d
        for k in range(d):
            first[k] = scale * moments[p, 1 + k]
            gradient[k] = -first[k]
            for m in range(k + 1):
                second[k, m] = scale * moments[p, at]
                at += 1
        whole = scale * moments[p, 0]
        sums.value[layer] -= whole
        sums.rows[0, layer] += number[p]
        collect(sums, layer, count, which, d, fixed, -whole, whole, gradient, first, second)
