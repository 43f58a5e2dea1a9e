"""Likelihood of DyNAM's choice of a receiver, given the sender."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.rem.engine._compiled_state import advance, fill, fill_touched, is_dense, new_state
from detente.rem.engine._compiled_sums import mirror, moment_of_risk, softmax_sums


@njit(cache=True, nogil=True)
def choice_pass(program, world, changes, moments, theta, logs, scores, ranks, at_risk):  # type: ignore[no-untyped-def]
    """Log-likelihood, gradient and observed information; arguments as `tie_pass` has them."""
    p = theta.shape[0]
    n = world.present.shape[0]
    state = new_state(program, world)
    dense = is_dense(program)
    cells = np.zeros(n, np.int64)
    eta = np.zeros(n)
    sums = np.zeros(1)
    s1 = np.zeros(p)
    s2 = np.zeros((p, p))
    mean = np.zeros(p)
    variance = np.zeros((p, p))
    gradient = np.zeros(p)
    information = np.zeros((p, p))
    total = 0.0
    for m in range(moments.duration.shape[0]):
        advance(program, world, changes, state, m)
        if not dense:
            fill_touched(program, state, m)
        sender = moments.sender[m]
        if sender < 0:
            continue
        count = 0
        event = 0
        for j in range(n):
            c = sender * n + j
            if state.active[c]:
                if j == moments.receiver[m]:
                    event = count
                cells[count] = c
                count += 1
        if dense:
            fill(program, state, cells, count, m)
        shift = softmax_sums(state.x, cells, count, theta, eta, sums, s1, s2)
        moment_of_risk(sums, s1, s2, mean, variance)
        log = eta[event] - shift - math.log(sums[0])
        total += log
        for a in range(p):
            score = state.x[cells[event], a] - mean[a]
            gradient[a] += score
            if scores.shape[0] > 0:
                scores[m, a] = score
            for b in range(a, p):
                information[a, b] += variance[a, b]
        if logs.shape[0] > 0:
            logs[m] = log
        if ranks.shape[0] > 0:
            above = 0.0
            same = -1.0
            for k in range(count):
                if eta[k] > eta[event] + 1e-12:
                    above += 1.0
                elif eta[k] >= eta[event] - 1e-12:
                    same += 1.0
            ranks[m] = 1.0 + above + 0.5 * same
            at_risk[m] = count
    mirror(information)
    return total, gradient, information
