"""What states begin with, and how they move on a morning; compiled."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from detente.numerics.jit import njit

_PLANE, _DAY, _LASTED, _RATE, _FACTOR, _ALONG, _WORD, _TO, _TO_END, _COLUMNS = range(10)
VALUES: Final = 32
"""More values than a state may have."""


@njit(cache=True, nogil=True, error_model="numpy")
def transitions(  # type: ignore[no-untyped-def]
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
):
    """Transitions as they are looked through: by state and value, those that leave it.

    Parameters
    ----------
    move_from, move_before, ... : arrays
        As in `detente.kernel.arrays.Program`.

    Returns
    -------
    leaving_from : array of int32, shape (states, values + 1)
        Spans of `leaving` for each value of a state.
    leaving : array of int32
        Numbers of transitions.
    table : array of int32, shape (transitions, columns)
    """
    states, moves = move_from.shape[0] - 1, move_before.shape[0]
    leaving_from = np.zeros((states, VALUES + 1), dtype=np.int32)
    leaving = np.empty(moves * VALUES, dtype=np.int32)
    table = np.empty((moves, _COLUMNS), dtype=np.int32)
    for k in range(moves):
        table[k, _PLANE] = move_plane[k]
        table[k, _DAY] = move_day[k]
        table[k, _LASTED] = move_lasted[k]
        table[k, _RATE] = move_rate[k]
        table[k, _FACTOR] = move_factor[k]
        table[k, _ALONG] = move_along[k]
        table[k, _WORD] = move_word[k]
        table[k, _TO] = to_from[k]
        table[k, _TO_END] = to_from[k + 1]
    number = 0
    for s in range(states):
        for value in range(VALUES):
            leaving_from[s, value] = number
            for k in range(move_from[s], move_from[s + 1]):
                if (move_before[k] >> value) & 1:
                    leaving[number] = k
                    number += 1
        leaving_from[s, VALUES] = number
    return leaving_from, leaving, table


@njit(cache=True, nogil=True, error_model="numpy")
def begin(  # type: ignore[no-untyped-def]
    x,
    theta,
    u,
    state_plane,
    state_age,
    state_lasted,
    start_from,
    start_value,
    start_chance,
    table,
    due,
):
    """Draw what each state begins with, and what a path has of its own of every transition.

    Parameters
    ----------
    x : array of float64, shape (planes,)
        Overwritten where states and their ages stand.
    theta : array of float64, shape (coefficients,)
    u : array of float64, shape (states,)
        Uniform numbers.
    state_plane, state_age, start_from, ... : arrays
        As in `detente.kernel.arrays.Program`.
    due : array of float64, shape (transitions,)
        Filled with the chance of each on a day on which it is due.
    """
    for s in range(state_plane.shape[0]):
        total = 0.0
        for i in range(start_from[s], start_from[s + 1]):
            x[state_plane[s]] = start_value[i]
            total += theta[start_chance[i]]
            if u[s] < total:
                break
        x[state_age[s]] = state_lasted[s]
    for k in range(table.shape[0]):
        due[k] = _chance(theta, table[k, _RATE], table[k, _FACTOR], 0.0)


@njit(cache=True, nogil=True, error_model="numpy")
def _chance(theta, rate, factor, along):  # type: ignore[no-untyped-def]
    """Chance of a transition on a day on which it is due, before the chances of its values."""
    scale = theta[factor] if factor >= 0 else 1.0
    return -math.expm1(-scale * math.exp(theta[rate] + along)) if rate >= 0 else scale


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def move(  # type: ignore[no-untyped-def]
    x,
    theta,
    chance,
    t,
    state_plane,
    state_age,
    leaving_from,
    leaving,
    table,
    due,
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
    state_plane, state_age, to_value, to_chance : arrays
        As in `detente.kernel.arrays.Program`.
    leaving_from, leaving, table : arrays
        As `transitions` lays them out.
    due : array of float64, shape (transitions,)
        As `begin` fills it.
    """
    for s in range(state_plane.shape[0]):
        value = np.uint32(x[state_plane[s]])
        lasted = x[state_age[s]] + 1.0
        x[state_age[s]] = lasted
        for i in range(leaving_from[s, value], leaving_from[s, value + 1]):
            k = leaving[i]
            if table[k, _DAY] >= 0 and table[k, _DAY] != t:
                continue
            if table[k, _LASTED] >= 0 and table[k, _LASTED] != lasted:
                continue
            if table[k, _PLANE] >= 0 and x[table[k, _PLANE]] < 0.5:
                continue
            u = 0.0
            if table[k, _WORD] >= 0:
                u = chance[table[k, _WORD]]
            factor, along = due[k], 0.0
            if table[k, _ALONG] >= 0:
                along = x[table[k, _ALONG]]
                if table[k, _RATE] >= 0:
                    factor = _chance(theta, table[k, _RATE], table[k, _FACTOR], along)
                    along = 0.0
            if u >= factor:
                continue
            u /= factor
            moved = -1
            total = 0.0
            for j in range(table[k, _TO], table[k, _TO_END]):
                share = theta[to_chance[j]]
                if along != 0.0:  # on the log-odds of the one value
                    share /= share + (1.0 - share) * math.exp(-along)
                total += share
                if u < total:
                    moved = to_value[j]
                    break
            if moved >= 0:
                x[state_plane[s]] = moved
                x[state_age[s]] = 0.0
                break


@njit(cache=True, nogil=True, error_model="numpy", forceinline=True)
def take(x, state_plane, state_age, s, value):  # type: ignore[no-untyped-def]
    """Let a state have a value on a morning: as it has had, or from that day on.

    Parameters
    ----------
    x : array of float64, shape (planes,)
        Overwritten where the state and its age stand.
    state_plane, state_age : arrays
        As in `detente.kernel.arrays.Program`.
    s, value : int
        Numbers of the state and of the value.
    """
    if x[state_plane[s]] != value:
        x[state_plane[s]] = value
        x[state_age[s]] = 0.0
