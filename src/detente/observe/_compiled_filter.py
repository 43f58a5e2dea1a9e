"""The log-likelihood of a history day by day, moods integrated out on a grid; compiled."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics._compiled_math import exp_in_place
from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def _log_act(hazard):  # type: ignore[no-untyped-def]
    return math.log(-math.expm1(-hazard)) if hazard > 0.0 else -math.inf


@njit(cache=True, nogil=True, error_model="numpy", fastmath={"reassoc"}, inline="always")
def _dot(a, b):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(a.shape[0]):
        total += a[i] * b[i]
    return total


@njit(cache=True, nogil=True, error_model="numpy")
def _weigh_alone(terms, acted, known, also_at, also, rows, out):  # type: ignore[no-untyped-def]
    """Processes that hear no mood: each day by itself."""
    for i in range(rows.shape[0]):
        r = rows[i]
        for t in range(out.shape[0]):
            if known[t, r] == 0:
                out[t, r] = 0.0
                continue
            hazard = terms[t, r, 3]
            if acted[t, r]:
                if also_at[t, r] >= 0:
                    hazard += also[also_at[t, r]]
                out[t, r] = _log_act(hazard)
            else:
                out[t, r] = -hazard


@njit(cache=True, nogil=True, error_model="numpy")
def _moments(p, nodes, out):  # type: ignore[no-untyped-def]
    """Mean and variance over the nodes of a grid."""
    mean = 0.0
    square = 0.0
    for g in range(nodes.shape[0]):
        z = nodes[g]
        mean += p[g] * z
        square += p[g] * z * z
    out[0] = mean
    out[1] = square - mean * mean


@njit(cache=True, nogil=True, error_model="numpy")
def weigh(  # type: ignore[no-untyped-def]
    terms,
    acted,
    known,
    also_at,
    also,
    rows_from,
    rows,
    load,
    sigma,
    nodes_from,
    nodes,
    start,
    step_from,
    step,
    first,
    out,
    out_mood,
):
    """Fill the log-likelihood of every process on every day.

    Of the processes that share a mood an act counts given those before it, and silence given all
    acts of the day; the silent ones share theirs by their hazards. The sum is exact.

    Parameters
    ----------
    terms : array of float64, shape (n, days, processes, 4)
        The last column holds the hazard with moods at rest.
    acted, known : arrays of uint8, shape (days, processes)
        What happened; where that is known.
    also_at : array of int32, shape (days, processes)
        Column of `also` of what may have brought the act besides; −1 for nothing.
    also : array of float64, shape (n, columns)
        As an additional hazard.
    rows_from, rows : arrays of int32
        Processes of each mood; those of the last entry have none.
    load : array of float64, shape (n, processes)
        By how much a process hears its mood.
    sigma : array of float64, shape (n, moods)
    nodes_from, nodes, start : arrays
        Nodes of each mood's grid, and their probabilities to begin with.
    step_from, step, first : arrays
        For each node of a mood: where it is reached from (`first`), with which probabilities.
    out : array of float64, shape (n, days, processes)
    out_mood : array of float64, shape (n, moods, 2)
        Mean and variance of each mood on the evening of the last day.
    """
    n, days = out.shape[0], out.shape[1]
    moods = sigma.shape[1]
    most = 1
    for m in range(moods):
        most = max(most, nodes_from[m + 1] - nodes_from[m])
    widest = 1
    for m in range(moods):
        widest = max(widest, rows_from[m + 1] - rows_from[m])
    factor = np.empty((widest, most))
    p = np.empty(most)
    q = np.empty(most)
    exponent = np.empty(most)
    for k in range(n):
        moodless = rows[rows_from[moods] : rows_from[moods + 1]]
        _weigh_alone(terms[k], acted, known, also_at, also[k], moodless, out[k])
        for m in range(moods):
            g0 = nodes_from[m]
            size = nodes_from[m + 1] - g0
            begin, end = rows_from[m], rows_from[m + 1]
            for i in range(begin, end):
                s = sigma[k, m]
                w = load[k, rows[i]]
                for g in range(size):
                    factor[i - begin, g] = math.exp(w * (s * nodes[g0 + g] - 0.5 * s * s))
            for g in range(size):
                p[g] = start[g0 + g]
            for t in range(days):
                if t > 0:
                    for g in range(size):
                        at = step_from[g0 + g]
                        low = first[g0 + g]
                        total = _dot(step[at : step_from[g0 + g + 1]], p[low:])
                        q[g] = total
                    for g in range(size):
                        p[g] = q[g]
                silent = 0.0
                exponent[:size] = 0.0
                for i in range(begin, end):
                    r = rows[i]
                    out[k, t, r] = 0.0
                    if known[t, r] == 0:
                        continue
                    hazard = terms[k, t, r, 3]
                    if acted[t, r] == 0:
                        if hazard > 0.0:
                            silent += hazard
                            for g in range(size):
                                exponent[g] -= hazard * factor[i - begin, g]
                        continue
                    more = also[k, also_at[t, r]] if also_at[t, r] >= 0 else 0.0
                    total = 0.0
                    for g in range(size):
                        p[g] *= -math.expm1(-(hazard * factor[i - begin, g] + more))
                        total += p[g]
                    if total <= 0.0:
                        out[k, t, r] = -math.inf
                        for g in range(size):
                            p[g] = start[g0 + g]
                    else:
                        out[k, t, r] = math.log(total)
                        for g in range(size):
                            p[g] /= total
                if silent > 0.0:
                    total = 0.0
                    exp_in_place(exponent, size)
                    for g in range(size):
                        p[g] *= exponent[g]
                        total += p[g]
                    value = math.log(total) if total > 0.0 else -math.inf
                    if total > 0.0:
                        for g in range(size):
                            p[g] /= total
                    for i in range(begin, end):
                        r = rows[i]
                        if known[t, r] and acted[t, r] == 0:
                            hazard = terms[k, t, r, 3]
                            if hazard > 0.0:
                                out[k, t, r] = value * hazard / silent
            _moments(p, nodes[g0 : g0 + size], out_mood[k, m])
