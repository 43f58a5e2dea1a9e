"""Likelihood with random intercepts: η of a cell is θ·x plus the intercept of its group.

Sums are kept group by group from moment to moment, as `_compiled_tie` keeps them for all, so that
gradient and information of the intercepts need no columns of their own.
"""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.rem.engine._compiled_state import advance, fill, fill_changed, is_dense, new_state
from detente.rem.engine._compiled_sums import linear, mirror
from detente.rem.engine._compiled_tie import HIGHEST, LOWEST, _rank


@njit(cache=True, nogil=True)
def _include(g0, g1, s2, g, weight, x):  # type: ignore[no-untyped-def]
    """Add a cell of group g and this weight (negative: take it out)."""
    g0[g] += weight
    for a in range(x.shape[0]):
        if x[a] != 0.0:
            wa = weight * x[a]
            g1[g, a] += wa
            for b in range(a, x.shape[0]):
                s2[a, b] += wa * x[b]


@njit(cache=True, nogil=True)
def _sum_afresh(state, theta, group, intercepts, eta, weight, inside, g0, g1, s2):  # type: ignore[no-untyped-def]
    """Sum over all cells at risk, their statistics known; returns the shift."""
    shift = -np.inf
    for c in range(eta.shape[0]):
        inside[c] = state.active[c]
        if inside[c]:
            eta[c] = linear(state.x[c], theta) + intercepts[group[c]]
            shift = max(shift, eta[c])
    g0[:] = 0.0
    g1[:, :] = 0.0
    s2[:, :] = 0.0
    for c in range(eta.shape[0]):
        if inside[c]:
            weight[c] = math.exp(eta[c] - shift)
            _include(g0, g1, s2, group[c], weight[c], state.x[c])
    return shift


@njit(cache=True, nogil=True)
def _update(  # type: ignore[no-untyped-def]
    program, state, theta, group, intercepts, m, shift, eta, weight, inside, g0, g1, s2
):
    """Take touched cells out of the sums and put them in as they are now.

    Returns the largest η − shift met; the sums are of no use where it exceeds `HIGHEST`.
    """
    highest = -np.inf
    for k in range(state.counters[0]):
        c = state.touched[k]
        if inside[c]:
            _include(g0, g1, s2, group[c], -weight[c], state.x[c])
    fill(program, state, state.touched, state.counters[0], m)
    for k in range(state.counters[0]):
        c = state.touched[k]
        eta[c] = linear(state.x[c], theta) + intercepts[group[c]]
        inside[c] = state.active[c]
        if inside[c]:
            highest = max(highest, eta[c] - shift)
            if highest <= HIGHEST:
                weight[c] = math.exp(eta[c] - shift)
                _include(g0, g1, s2, group[c], weight[c], state.x[c])
    return highest


@njit(cache=True, nogil=True)
def _add_information(g0, g1, s2, share, square, inner, cross, own, between):  # type: ignore[no-untyped-def]
    """Information of one moment; `share` weighs the sums, `square` what is taken from them."""
    p = s2.shape[0]
    groups = g0.shape[0]
    mean = np.zeros(p)
    for g in range(groups):
        for a in range(p):
            mean[a] += share * g1[g, a]
    for a in range(p):
        for b in range(a, p):
            inner[a, b] += share * s2[a, b]
            if square:
                inner[a, b] -= mean[a] * mean[b]
    for g in range(groups):
        part = share * g0[g]
        own[g] += part
        for a in range(p):
            cross[a, g] += share * g1[g, a]
            if square:
                cross[a, g] -= mean[a] * part
        if square and part != 0.0:
            for h in range(g, groups):
                between[g, h] += part * share * g0[h]


@njit(cache=True, nogil=True)
def frailty_pass(  # type: ignore[no-untyped-def]
    program,
    world,
    changes,
    moments,
    timed,
    theta,
    group,
    intercepts,
    logs,
    scores,
    ranks,
    at_risk,
):
    """Log-likelihood given the intercepts, with gradient and observed information of both.

    Parameters
    ----------
    program, world, changes, moments, timed, theta, logs, scores, ranks, at_risk
        As `tie_pass` has them; scores are those of θ.
    group : int64, shape (C,)
        Group of each cell.
    intercepts : float64, shape (G,)

    Returns
    -------
    log_likelihood : float
    gradient : float64, shape (p,)
    pull : float64, shape (G,)
        Gradient of the intercepts.
    inner : float64, shape (p, p)
        Information of θ.
    cross : float64, shape (p, G)
    own : float64, shape (G,)
    between : float64, shape (G, G), or (0, 0) where timed
        The information of the intercepts is diag(own) − between.
    """
    p = theta.shape[0]
    n = world.present.shape[0]
    groups = intercepts.shape[0]
    state = new_state(program, world)
    dense = is_dense(program)
    cells = state.active.shape[0]
    eta = np.zeros(cells)
    weight = np.zeros(cells)
    inside = np.zeros(cells, np.bool_)
    g0 = np.zeros(groups)
    g1 = np.zeros((groups, p))
    s2 = np.zeros((p, p))
    score = np.zeros(p)
    gradient = np.zeros(p)
    pull = np.zeros(groups)
    inner = np.zeros((p, p))
    cross = np.zeros((p, groups))
    own = np.zeros(groups)
    size = 0 if timed else groups
    between = np.zeros((size, size))
    total = 0.0
    shift = 0.0
    largest = 0.0
    updates = 0
    for m in range(moments.duration.shape[0]):
        advance(program, world, changes, state, m)
        afresh = dense or state.counters[2] == 1
        if afresh:
            fill_changed(program, state, m)
        elif state.counters[0] > 0:
            highest = _update(
                program, state, theta, group, intercepts, m, shift, eta, weight, inside, g0, g1, s2
            )
            updates += state.counters[0]
            largest = max(largest, g0.sum())
            afresh = highest > HIGHEST or updates > cells or not g0.sum() > LOWEST * largest
        if afresh:
            shift = _sum_afresh(state, theta, group, intercepts, eta, weight, inside, g0, g1, s2)
            largest, updates = g0.sum(), 0
        event = moments.sender[m]
        if event >= 0 and world.pairs:
            event = event * n + moments.receiver[m]
        log = 0.0
        score[:] = 0.0
        share = 0.0
        if timed:
            if moments.duration[m] > 0.0:  # 0 × inf must not arise
                share = moments.duration[m] * math.exp(shift)
                log -= share * g0.sum()
        else:
            share = 1.0 / g0.sum()
            log -= shift + math.log(g0.sum())
        if share != 0.0:
            for g in range(groups):
                pull[g] -= share * g0[g]
                for a in range(p):
                    score[a] -= share * g1[g, a]
            _add_information(g0, g1, s2, share, not timed, inner, cross, own, between)
        if event >= 0:
            log += eta[event]
            pull[group[event]] += 1.0
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
    mirror(inner)
    for g in range(size):
        for h in range(g):
            between[g, h] = between[h, g]
    return total, gradient, pull, inner, cross, own, between
