"""Likelihood of DyNAM's coordination: P_ij ∝ p_i(j)·p_j(i) over unordered pairs."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.rem.engine._compiled_state import advance, fill_changed, new_state
from detente.rem.engine._compiled_sums import linear, mirror


@njit(cache=True, nogil=True)
def _choices(state, theta, prob, mean, variance, sides):  # type: ignore[no-untyped-def]
    """Logarithms of p_i(j), with mean and variance of the statistics of each actor's choices."""
    n = mean.shape[0]
    p = theta.shape[0]
    for i in range(n):
        shift = -np.inf
        sides[i] = 0
        for j in range(n):
            c = i * n + j
            if state.active[c]:
                sides[i] += 1
                prob[i, j] = linear(state.x[c], theta)
                shift = max(shift, prob[i, j])
        mean[i] = 0.0
        variance[i] = 0.0
        if sides[i] == 0:
            continue
        total = 0.0
        for j in range(n):
            c = i * n + j
            if state.active[c]:
                e = math.exp(prob[i, j] - shift)
                total += e
                for a in range(p):
                    mean[i, a] += e * state.x[c, a]
                    for b in range(a, p):
                        variance[i, a, b] += e * state.x[c, a] * state.x[c, b]
        log = shift + math.log(total)
        for a in range(p):
            mean[i, a] /= total
        for a in range(p):
            for b in range(a, p):
                variance[i, a, b] = variance[i, a, b] / total - mean[i, a] * mean[i, b]
        for j in range(n):
            prob[i, j] -= log


@njit(cache=True, nogil=True)
def coordination_pass(  # type: ignore[no-untyped-def]
    program, world, changes, moments, expected, theta, logs, scores, ranks, at_risk
):
    """Log-likelihood, gradient and information (expected or observed).

    With s the statistics, E_i and V_i their mean and variance under p_i, and
    d_ij = (s_ij − E_i) + (s_ji − E_j): the score of a pair is d − Σ P d, the expected information
    Var_P(d), and the observed one adds V_i + V_j − Σ P (V_a + V_b).
    """
    p = theta.shape[0]
    n = world.present.shape[0]
    state = new_state(program, world)
    prob = np.zeros((n, n))
    mean = np.zeros((n, p))
    variance = np.zeros((n, p, p))
    sides = np.zeros(n, np.int64)
    d = np.zeros(p)
    gradient = np.zeros(p)
    information = np.zeros((p, p))
    total = 0.0
    for m in range(moments.duration.shape[0]):
        advance(program, world, changes, state, m)
        fill_changed(program, state, m)
        i, j = moments.sender[m], moments.receiver[m]
        if i < 0:
            continue
        _choices(state, theta, prob, mean, variance, sides)
        shift = -np.inf
        for a in range(n):
            for b in range(a + 1, n):
                if state.active[a * n + b]:
                    shift = max(shift, prob[a, b] + prob[b, a])
        sum0 = 0.0
        sum1 = np.zeros(p)
        sum2 = np.zeros((p, p))
        inner = np.zeros((p, p))
        own = prob[i, j] + prob[j, i]
        above, same, count = 0.0, -1.0, 0
        for a in range(n):
            for b in range(a + 1, n):
                if not state.active[a * n + b]:
                    continue
                both = prob[a, b] + prob[b, a]
                count += 1
                if both > own + 1e-12:
                    above += 1.0
                elif both >= own - 1e-12:
                    same += 1.0
                q = math.exp(both - shift)
                sum0 += q
                for k in range(p):
                    d[k] = state.x[a * n + b, k] + state.x[b * n + a, k] - mean[a, k] - mean[b, k]
                for k in range(p):
                    sum1[k] += q * d[k]
                    for h in range(k, p):
                        sum2[k, h] += q * d[k] * d[h]
                        if not expected:
                            inner[k, h] += q * (variance[a, k, h] + variance[b, k, h])
        log = own - shift - math.log(sum0)
        total += log
        if logs.shape[0] > 0:
            logs[m] = log
        for k in range(p):
            score = (
                state.x[i * n + j, k]
                + state.x[j * n + i, k]
                - mean[i, k]
                - mean[j, k]
                - sum1[k] / sum0
            )
            gradient[k] += score
            if scores.shape[0] > 0:
                scores[m, k] = score
            for h in range(k, p):
                information[k, h] += sum2[k, h] / sum0 - sum1[k] * sum1[h] / (sum0 * sum0)
                if not expected:
                    information[k, h] += variance[i, k, h] + variance[j, k, h] - inner[k, h] / sum0
        if ranks.shape[0] > 0:
            ranks[m] = 1.0 + above + 0.5 * same
            at_risk[m] = count
    mirror(information)
    return total, gradient, information
