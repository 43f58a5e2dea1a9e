"""Likelihood over one risk set for all: relational event models and DyNAM's rate.

Cells are ordered pairs, or senders. Sums over the risk set are kept from moment to moment and
only touched cells are taken out and put in again; they are summed afresh before rounding can be
seen (after 16 updates a cell, or when the sum has fallen far below what was taken out of it).
"""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.rem.engine._compiled_state import advance, fill, fill_changed, is_dense, new_state
from detente.rem.engine._compiled_sums import include, linear, mirror, moment_of_risk

HIGHEST = 30.0  # η − shift beyond which the shift is taken anew
LOWEST = 1e-5  # share of the largest sum since the last fresh one


@njit(cache=True, nogil=True)
def _sum_afresh(program, state, theta, m, fresh, eta, weight, inside, sums, s1, s2):  # type: ignore[no-untyped-def]
    """Sum over all cells at risk; returns the shift.

    `fresh` says that statistics must be computed first.
    """
    if fresh:
        fill_changed(program, state, m)
    shift = -np.inf
    for c in range(eta.shape[0]):
        inside[c] = state.active[c]
        if inside[c]:
            eta[c] = linear(state.x[c], theta)
            shift = max(shift, eta[c])
    sums[0] = 0.0
    s1[:] = 0.0
    s2[:, :] = 0.0
    for c in range(eta.shape[0]):
        if inside[c]:
            weight[c] = math.exp(eta[c] - shift)
            include(sums, s1, s2, weight[c], state.x[c])
    return shift


@njit(cache=True, nogil=True)
def _update(program, state, theta, m, shift, eta, weight, inside, sums, s1, s2):  # type: ignore[no-untyped-def]
    """Take touched cells out of the sums and put them in as they are now.

    Returns the largest η − shift met, and the sum at its largest.
    """
    highest = -np.inf
    largest = sums[0]
    for k in range(state.counters[0]):
        c = state.touched[k]
        if inside[c]:
            include(sums, s1, s2, -weight[c], state.x[c])
    fill(program, state, state.touched, state.counters[0], m)
    for k in range(state.counters[0]):
        c = state.touched[k]
        eta[c] = linear(state.x[c], theta)
        inside[c] = state.active[c]
        if inside[c]:
            highest = max(highest, eta[c] - shift)
            if highest <= HIGHEST:
                weight[c] = math.exp(eta[c] - shift)
                include(sums, s1, s2, weight[c], state.x[c])
            largest = max(largest, sums[0])
    return highest, largest


@njit(cache=True, nogil=True)
def _rank(eta, inside, event):  # type: ignore[no-untyped-def]
    """Rank of the event's cell among those at risk, 1 the likeliest; ties share theirs."""
    above = 0
    same = 0
    count = 0
    for c in range(eta.shape[0]):
        if inside[c]:
            count += 1
            if eta[c] > eta[event] + 1e-12:
                above += 1
            elif eta[c] >= eta[event] - 1e-12:
                same += 1
    return 1.0 + above + 0.5 * (same - 1), count


@njit(cache=True, nogil=True)
def tie_pass(  # type: ignore[no-untyped-def]
    program, world, changes, moments, timed, theta, logs, scores, ranks, at_risk
):
    """Log-likelihood, gradient and observed information.

    Parameters
    ----------
    program, world, changes, moments
        See `detente.rem.engine.arrays`.
    timed : bool
        Whether durations count (otherwise the order alone).
    theta : float64, shape (p,)
    logs : float64, shape (M,) or (0,)
        Filled with each moment's contribution, where it has rows.
    scores : float64, shape (M, p) or (0, p)
        Filled with each moment's gradient.
    ranks, at_risk : float64, shape (M,) or (0,)
        Filled with the rank of each event and the number of cells at risk.

    Returns
    -------
    log_likelihood : float
    gradient : float64, shape (p,)
    information : float64, shape (p, p)
    """
    p = theta.shape[0]
    n = world.present.shape[0]
    state = new_state(program, world)
    dense = is_dense(program)
    cells = state.active.shape[0]
    eta = np.zeros(cells)
    weight = np.zeros(cells)
    inside = np.zeros(cells, np.bool_)
    sums = np.zeros(1)
    s1 = np.zeros(p)
    s2 = np.zeros((p, p))
    mean = np.zeros(p)
    variance = np.zeros((p, p))
    score = np.zeros(p)
    gradient = np.zeros(p)
    information = np.zeros((p, p))
    total = 0.0
    shift = 0.0
    largest = 0.0
    updates = 0
    for m in range(moments.duration.shape[0]):
        advance(program, world, changes, state, m)
        if dense or state.counters[2] == 1:
            shift = _sum_afresh(program, state, theta, m, True, eta, weight, inside, sums, s1, s2)
            largest, updates = sums[0], 0
        elif state.counters[0] > 0:
            highest, met = _update(
                program, state, theta, m, shift, eta, weight, inside, sums, s1, s2
            )
            largest = max(largest, met)
            updates += state.counters[0]
            if highest > HIGHEST or updates > 16 * cells or not sums[0] > LOWEST * largest:
                shift = _sum_afresh(
                    program, state, theta, m, False, eta, weight, inside, sums, s1, s2
                )
                largest, updates = sums[0], 0
        event = moments.sender[m]
        if event >= 0 and world.pairs:
            event = event * n + moments.receiver[m]
        log = 0.0
        score[:] = 0.0
        if timed:
            exposure = moments.duration[m]
            if exposure > 0.0:  # 0 × inf must not arise
                exposure *= math.exp(shift)
                log -= exposure * sums[0]
                for a in range(p):
                    score[a] -= exposure * s1[a]
                    for b in range(a, p):
                        information[a, b] += exposure * s2[a, b]
        else:
            moment_of_risk(sums, s1, s2, mean, variance)
            log -= shift + math.log(sums[0])
            for a in range(p):
                score[a] -= mean[a]
                for b in range(a, p):
                    information[a, b] += variance[a, b]
        if event >= 0:
            log += eta[event]
            for a in range(p):
                score[a] += state.x[event, a]
        total += log
        for a in range(p):
            gradient[a] += score[a]
        if logs.shape[0] > 0:
            logs[m] = log
            scores[m] = score
        if ranks.shape[0] > 0:
            if event >= 0:
                ranks[m], at_risk[m] = _rank(eta, inside, event)
            else:
                ranks[m], at_risk[m] = np.nan, inside.sum()
    mirror(information)
    return total, gradient, information
