"""From the entries of a network to the changes of one memory of it."""

from __future__ import annotations

import numpy as np

from detente.numerics.jit import njit

FARTHEST = 200.0  # half-lives between two epochs: 2**200 and its squares are far from overflow
NOTHING = 1e-12  # a sum of weights nearer to 0 than this is 0


@njit(cache=True, nogil=True)
def accumulating(n, order, moment, i, j, value, replace, leaves, directed, binary):  # type: ignore[no-untyped-def]
    """Changes of a memory that keeps what enters (until it leaves a window).

    Parameters
    ----------
    n : int
        Number of actors.
    order : int64, shape (k,)
        Order of the steps below.
    moment, i, j : int64; value : float64; replace, leaves : bool; all of shape (k,)
        First moment that sees a step; the tie; what is added (or its new value); whether the
        value replaces what was there; whether the step takes an earlier entry out of the window.
    directed, binary : bool

    Returns
    -------
    moment, i, j, value
        New values, in order.
    """
    w = np.zeros((n, n))
    entries = np.zeros((n, n), np.int64)
    size = order.shape[0] * (1 if directed else 2)
    out_moment = np.zeros(size, np.int64)
    out_i = np.zeros(size, np.int64)
    out_j = np.zeros(size, np.int64)
    out_value = np.zeros(size)
    count = 0
    for k in order:
        for side in range(1 if directed else 2):
            a, b = (i[k], j[k]) if side == 0 else (j[k], i[k])
            old = w[a, b]
            if replace[k]:
                new = value[k]
            elif leaves[k]:
                entries[a, b] -= 1
                new = old - value[k] if entries[a, b] > 0 else 0.0
            else:
                entries[a, b] += 1
                new = old + value[k]
            if abs(new) < NOTHING:
                new = 0.0
            w[a, b] = new
            if binary:
                old = 1.0 if old > 0.0 else 0.0
                new = 1.0 if new > 0.0 else 0.0
            if new != old:
                out_moment[count] = moment[k]
                out_i[count] = a
                out_j[count] = b
                out_value[count] = new
                count += 1
    return out_moment[:count], out_i[:count], out_j[:count], out_value[:count]


@njit(cache=True, nogil=True)
def decaying(n, time, moment, i, j, value, directed, half_life, moments, reference):  # type: ignore[no-untyped-def]
    """Changes of a memory that decays, and the factor that brings it to each moment.

    A memory is kept as Σ w·2^((u − epoch)/h), which changes only with new entries; at moment m it
    is worth that times 2^(−(reference_m − epoch)/h). The epoch moves on before numbers grow large;
    the memory is then multiplied by one factor (the step with i = −1).

    Returns
    -------
    moment, i, j, value
        New values, in order; i = −1 marks a factor for all.
    scale : float64, shape (moments,)
    """
    w = np.zeros((n, n))
    size = time.shape[0] * 3
    out_moment = np.zeros(size, np.int64)
    out_i = np.zeros(size, np.int64)
    out_j = np.zeros(size, np.int64)
    out_value = np.zeros(size)
    scale = np.zeros(moments)
    epoch = time[0] if time.shape[0] > 0 else 0.0
    count = 0
    done = 0
    for k in range(time.shape[0]):
        while done < moment[k] and done < moments:  # moments that see nothing of this entry
            scale[done] = 2.0 ** (-(reference[done] - epoch) / half_life)
            done += 1
        if (time[k] - epoch) / half_life > FARTHEST:
            factor = 2.0 ** (-(time[k] - epoch) / half_life)
            epoch = time[k]
            w *= factor
            out_moment[count] = moment[k]
            out_i[count] = -1
            out_value[count] = factor
            count += 1
        for side in range(1 if directed else 2):
            a, b = (i[k], j[k]) if side == 0 else (j[k], i[k])
            w[a, b] += value[k] * 2.0 ** ((time[k] - epoch) / half_life)
            out_moment[count] = moment[k]
            out_i[count] = a
            out_j[count] = b
            out_value[count] = w[a, b]
            count += 1
    while done < moments:
        scale[done] = 2.0 ** (-(reference[done] - epoch) / half_life)
        done += 1
    return out_moment[:count], out_i[:count], out_j[:count], out_value[:count], scale
