"""Case-control sampling: each event against some of those that might have acted instead."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.numerics.philox import philox
from detente.rem.engine._compiled_state import advance, fill, fill_touched, is_dense, new_state
from detente.rem.engine._compiled_sums import mirror, moment_of_risk, softmax_sums
from detente.rem.engine.arrays import PRESENCE

_MASK = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
SPARSE = 16
"""Where fewer than one cell in so many is at risk, cells at risk are listed before drawing."""


@njit(cache=True, nogil=True)
def _word(key, name, moment, draw):  # type: ignore[no-untyped-def]
    """A 32-bit word of (seed, name, moment, draw)."""
    word, _, _, _ = philox(
        np.uint64(moment) & _MASK, np.uint64(draw) & _MASK, name[0], name[1], key[0], key[1]
    )
    return word


@njit(cache=True, nogil=True)
def _below(word, size):  # type: ignore[no-untyped-def]
    """An integer in 0 … size − 1; its chances differ by less than size/2**32."""
    return np.int64((word * np.uint64(size)) >> _S32)


@njit(cache=True, nogil=True)
def sample(program, world, changes, moments, keep_case, controls, key, name):  # type: ignore[no-untyped-def]
    """Draw cells at each moment, without replacement.

    Parameters
    ----------
    keep_case : bool
        Whether the event's cell comes first and the others are drawn from the rest (ordered), or
        all are drawn from all at risk (timed).
    controls : int
    key, name : array of uint64, shape (2,)
        Words of the seed, and of what is drawn.

    Returns
    -------
    cells : int64, shape (M, controls + 1)
    count, at_risk : int64, shape (M,)
        How many were drawn (the case included), and from how many.
    """
    n = world.present.shape[0]
    state = new_state(program, world)
    cells = np.zeros((moments.duration.shape[0], controls + 1), np.int64)
    count = np.zeros(cells.shape[0], np.int64)
    at_risk = np.zeros(cells.shape[0], np.int64)
    pool = np.zeros(state.active.shape[0], np.int64)
    last = np.full(state.active.shape[0], -1, np.int64)  # the last moment at which a cell was drawn
    active = state.active.sum()
    for m in range(cells.shape[0]):
        advance(program, world, changes, state, m)
        for k in range(changes.first[m], changes.first[m + 1]):
            if changes.what[k] == PRESENCE:
                active = state.active.sum()
                break
        at_risk[m] = active
        if keep_case and moments.sender[m] >= 0:
            case = moments.sender[m] * n + moments.receiver[m]
            cells[m, 0] = case
            last[case] = m
            count[m] = 1
        wanted = min(controls + count[m], active)
        draw = 0
        if active * SPARSE >= pool.shape[0] and wanted * 2 <= active:
            while count[m] < wanted:
                c = _below(_word(key, name, m, draw), pool.shape[0])
                draw += 1
                if state.active[c] and last[c] != m:
                    cells[m, count[m]] = c
                    last[c] = m
                    count[m] += 1
            continue
        size = 0
        for c in range(pool.shape[0]):
            if state.active[c] and last[c] != m:
                pool[size] = c
                size += 1
        while count[m] < wanted:
            k = _below(_word(key, name, m, draw), size)
            draw += 1
            cells[m, count[m]] = pool[k]
            count[m] += 1
            size -= 1
            pool[k] = pool[size]
    return cells, count, at_risk


@njit(cache=True, nogil=True)
def sample_pass(program, world, changes, moments, timed, cells, count, at_risk, theta):  # type: ignore[no-untyped-def]
    """Log-likelihood of a sample, gradient, information, and the variance that sampling adds.

    Ordered: log(e_case/Σ e) over case and controls (Borgan, Goldstein & Langholz 1995, Annals of
    Statistics 23:1749-1778). Timed: Σ over those at risk is replaced by n/k times the sum over k
    drawn, and the variance of the score grows by Σ Δ²·n²·(1 − k/n)/k·Cov(e·x), the sampling
    variance of a total (Cochran 1977, theorem 2.2).
    """
    p = theta.shape[0]
    n = world.present.shape[0]
    state = new_state(program, world)
    dense = is_dense(program)
    case = np.zeros(1, np.int64)
    eta = np.zeros(cells.shape[1])
    sums = np.zeros(1)
    s1 = np.zeros(p)
    s2 = np.zeros((p, p))
    mean = np.zeros(p)
    variance = np.zeros((p, p))
    gradient = np.zeros(p)
    information = np.zeros((p, p))
    added = np.zeros((p, p))
    total = 0.0
    for m in range(cells.shape[0]):
        advance(program, world, changes, state, m)
        k = count[m]
        if dense:
            fill(program, state, cells[m], k, m)
        else:
            fill_touched(program, state, m)
        if k > 0:
            shift = softmax_sums(state.x, cells[m], k, theta, eta, sums, s1, s2)
        if timed:
            if k > 0 and moments.duration[m] > 0.0:
                weight = moments.duration[m] * at_risk[m] / k * math.exp(shift)
                total -= weight * sums[0]
                spread = k * (1.0 - k / at_risk[m]) / (k - 1.0) if k > 1 else 0.0
                for a in range(p):
                    gradient[a] -= weight * s1[a]
                    for b in range(a, p):
                        information[a, b] += weight * s2[a, b]
                        products = 0.0
                        for d in range(k):
                            e = math.exp(eta[d] - shift)
                            products += e * e * state.x[cells[m, d], a] * state.x[cells[m, d], b]
                        added[a, b] += weight * weight * spread * (products - s1[a] * s1[b] / k)
            if moments.sender[m] >= 0:
                c = moments.sender[m] * n + moments.receiver[m]
                if dense:
                    case[0] = c
                    fill(program, state, case, 1, m)
                for a in range(p):
                    total += theta[a] * state.x[c, a]
                    gradient[a] += state.x[c, a]
        else:
            moment_of_risk(sums, s1, s2, mean, variance)
            total += eta[0] - shift - math.log(sums[0])
            for a in range(p):
                gradient[a] += state.x[cells[m, 0], a] - mean[a]
                for b in range(a, p):
                    information[a, b] += variance[a, b]
    mirror(information)
    mirror(added)
    return total, gradient, information, added
