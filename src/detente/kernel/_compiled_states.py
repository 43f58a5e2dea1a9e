"""How states move on a morning; compiled."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit


@njit(cache=True, nogil=True, error_model="numpy")
def move(  # type: ignore[no-untyped-def]
    x,
    theta,
    chance,
    t,
    state_plane,
    state_age,
    move_from,
    move_before,
    move_plane,
    move_day,
    move_lasted,
    move_rate,
    move_factor,
    move_along,
    move_word,
    to_from,
    to_value,
    to_chance,
):
    """Move every state by the first of its transitions that is due, or let it grow a day older.

    Parameters
    ----------
    x : array of float64, shape (planes,)
        Overwritten where states and their ages stand.
    theta : array of float64, shape (coefficients,)
    chance : array of float64
        Uniform numbers of the day.
    t : int
        The day.
    state_plane, state_age, move_from, ... : arrays
        As in `detente.kernel.arrays.Program`.
    """
    for s in range(state_plane.shape[0]):
        value = np.int64(x[state_plane[s]])
        lasted = x[state_age[s]] + 1.0
        moved = -1
        for k in range(move_from[s], move_from[s + 1]):
            if not (move_before[k] >> value) & 1:
                continue
            if move_day[k] >= 0 and move_day[k] != t:
                continue
            if move_lasted[k] >= 0 and move_lasted[k] != lasted:
                continue
            if move_plane[k] >= 0 and x[move_plane[k]] < 0.5:
                continue
            u = 0.0
            if move_word[k] >= 0:
                u = chance[move_word[k]]
            factor = 1.0
            if move_factor[k] >= 0:
                factor = theta[move_factor[k]]
            along = 0.0
            if move_along[k] >= 0:
                along = x[move_along[k]]
            if move_rate[k] >= 0:
                factor = -math.expm1(-factor * math.exp(theta[move_rate[k]] + along))
                along = 0.0
            if u >= factor:
                continue
            u /= factor
            total = 0.0
            for i in range(to_from[k], to_from[k + 1]):
                share = theta[to_chance[i]]
                if along != 0.0:  # on the log-odds of the one value
                    share /= share + (1.0 - share) * math.exp(-along)
                total += share
                if u < total:
                    moved = to_value[i]
                    break
            if moved >= 0:
                break
        if moved >= 0:
            x[state_plane[s]] = moved
            x[state_age[s]] = 0.0
        else:
            x[state_age[s]] = lasted
