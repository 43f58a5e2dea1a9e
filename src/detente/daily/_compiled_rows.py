"""Rows of a pair: its memories, level by level, and the columns of its flows."""

from __future__ import annotations

import numpy as np

from detente.numerics._compiled_math import log_in_place
from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def uniform(seed, p, t):  # type: ignore[no-untyped-def]
    """A number in [0, 1) of pair and day alone (SplitMix64; Steele, Lea & Flood 2014)."""
    z = np.uint64(seed) + np.uint64(p) * np.uint64(0xD1342543DE82EF95)
    z += np.uint64(t) * np.uint64(0x9E3779B97F4A7C15)
    for _ in range(2):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return np.float64(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True, error_model="numpy")
def choose_rows(  # type: ignore[no-untyped-def]
    world, p, start, stop, cursor, chances, seed, where, rows, weight
):
    """Choose the days of [start, stop) that count, and their weights; return their number.

    `rows` are their days from `start` on, `where` is the row of a day or −1.

    Where not all are kept, a day counts with the reciprocal of the chance with which it is kept:
    `chances[p, 1]` if anything happened in the pair on it, else `chances[p, 0]`.
    """
    flows = world.base.shape[2]
    n_days = stop - start
    for r in range(n_days):
        where[r] = 0
    for q in range(flows):
        e = cursor[q]
        end = world.at[p * flows + q + 1]
        while e < end and world.days[e] < stop:
            where[world.days[e] - start] = 1
            e += 1
    n = 0
    for r in range(n_days):
        w = world.weight[start + r]
        chance = chances[p, where[r]]
        where[r] = -1
        if w == 0.0:
            continue
        if chance < 1.0:
            if uniform(seed, p, start + r) >= chance:
                continue
            w /= chance
        where[r] = n
        rows[n] = r
        weight[n] = w
        n += 1
    return n


@njit(cache=True, nogil=True, error_model="numpy")
def powers(world, days):  # type: ignore[no-untyped-def]
    """What is left of each memory after 0 … `days` days."""
    found = np.ones((world.decay.shape[0], days + 1))
    for h in range(world.decay.shape[0]):
        for r in range(1, days + 1):
            found[h, r] = found[h, r - 1] * world.decay[h]
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def advance(  # type: ignore[no-untyped-def]
    world, used, left, p, start, stop, cursor, rows, n, memory, level, moving, scratch
):
    """Fill the log-levels of the rows that count, and bring the memories to the day `stop`.

    A memory without an act so far, or so far back that nothing is left of it beside the prior,
    is not moving: its level is a constant, and no row is filled. `left` comes from `powers`.
    """
    flows, lives = used.shape
    fold = world.fold[start // world.block[0]]
    prior = world.prior[0]
    log_prior = np.log(prior)
    n_days = stop - start
    for q in range(flows):
        first = cursor[q]
        end = world.at[p * flows + q + 1]
        last = first
        while last < end and world.days[last] < stop:
            last += 1
        cursor[q] = last
        for h in range(lives):
            k = q * lives + h
            m = memory[q, h]
            if not used[q, h] or (m == 0.0 and last == first):
                moving[k] = False
                continue
            moving[k] = m > 0.0 or world.days[first] < stop - 1
            row = level[k]
            since = 0  # first day on which the memory is m
            i = 0
            for e in range(first, last + 1):
                # up to and with the day of the next act, which it does not know yet
                until = world.days[e] - start + 1 if e < last else n_days
                if n == n_days:
                    for r in range(since, until):
                        row[r] = prior + m * left[h, r - since]
                else:
                    while i < n and rows[i] < until:
                        row[i] = prior + m * left[h, rows[i] - since]
                        i += 1
                m *= left[h, until - since]
                if e < last:
                    m += 1.0
                since = until
            # so little is lost in the sum with the prior, whose last digit is larger
            memory[q, h] = m if m > 1e-20 * prior else 0.0
            if moving[k] and n > 0:
                log_in_place(row, scratch, n)
                shift = world.silent[fold, p, q, h] - log_prior
                for r in range(n):
                    row[r] += shift


@njit(cache=True, nogil=True, error_model="numpy")
def constant(world, fold, p, kind, place, q):  # type: ignore[no-untyped-def]
    """The value of a place that does not change from row to row."""
    if kind == 0:
        return 1.0
    if kind == 1:
        return world.base[fold, p, q]
    if kind == 2:
        return world.dyad[place >> 1, p, place & 1]
    lives = world.silent.shape[3]
    return world.silent[fold, p, place // lives, place % lives]


@njit(cache=True, nogil=True, error_model="numpy")
def place_rows(  # type: ignore[no-untyped-def]
    world, p, kind, place, q, start, rows, n, level, moving, out
):
    """Fill `out` with the values of a place by row; where it does not change as well."""
    if kind == 3 and moving[place]:
        for r in range(n):
            out[r] = level[place, r]
    elif kind == 4:
        actor = world.b[p] if place & 1 else world.a[p]
        row = world.series[place >> 1, actor]
        for r in range(n):
            out[r] = row[start + rows[r]]
    elif kind == 5:
        row = world.calendar[place]
        for r in range(n):
            out[r] = row[start + rows[r]]
    else:
        fold = world.fold[start // world.block[0]]
        value = constant(world, fold, p, kind, place, q)
        for r in range(n):
            out[r] = value


@njit(cache=True, nogil=True, error_model="numpy")
def fill_columns(  # type: ignore[no-untyped-def]
    world, columns, p, q, start, rows, n, level, moving, x, which, fixed, scratch
):
    """Columns of a flow over the rows that count.

    Returns
    -------
    int
        Number d of columns that change from row to row: `which[:d]` are their numbers and
        `x[:d]` their rows. `fixed` holds the values of the others, and NaN for these.
    """
    d = 0
    fold = world.fold[start // world.block[0]]
    for k in range(columns.number[q]):
        kind = columns.kind[q, k]
        one, two = columns.one[q, k], columns.two[q, k]
        changes = kind >= 4 or (kind == 3 and (moving[one] or moving[two]))
        if not changes:
            value = constant(world, fold, p, kind, one, q)
            if two != one:
                value = 0.5 * (value + constant(world, fold, p, kind, two, q))
            fixed[k] = value
            continue
        fixed[k] = np.nan
        which[d] = k
        out = x[d]
        place_rows(world, p, kind, one, q, start, rows, n, level, moving, out)
        if two != one:
            place_rows(world, p, kind, two, q, start, rows, n, level, moving, scratch)
            for r in range(n):
                out[r] = 0.5 * (out[r] + scratch[r])
        d += 1
    return d
