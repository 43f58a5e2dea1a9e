"""Passes before any likelihood: standardisation, and whether events were possible."""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.rem.engine._compiled_state import (
    advance,
    fill,
    is_dense,
    new_state,
    scale_of,
    statistic,
)
from detente.rem.engine.arrays import PRESENCE


@njit(cache=True, nogil=True)
def _standardise(program, state, e, m):  # type: ignore[no-untyped-def]
    """Fill mean and 1/sd of one effect at one moment."""
    row = program.spread_row[e]
    last = state.counters[1]
    scale = scale_of(program, state, e, m)
    form = program.form[e]
    count = 0
    mean = 0.0
    for c in range(state.active.shape[0]):
        if state.active[c]:
            count += 1
            mean += statistic(state.y[c, e], scale, form, last, 0.0, 1.0)
    if count == 0:
        return
    mean /= count
    squares = 0.0
    for c in range(state.active.shape[0]):
        if state.active[c]:
            squares += statistic(state.y[c, e], scale, form, last, mean, 1.0) ** 2
    sd = math.sqrt(squares / (count - 1)) if count > 1 else 0.0
    program.centre[row, m] = mean
    # rounding of a mean must not make a spread of what is the same everywhere
    program.spread[row, m] = 1.0 / sd if sd > 1e-12 * (1.0 + abs(mean)) else 0.0


@njit(cache=True, nogil=True)
def standardise(program, world, changes, moments):  # type: ignore[no-untyped-def]
    """Fill `centre` and `spread` of the standardised effects: over the cells at risk, ddof 1."""
    state = new_state(program, world)
    for m in range(moments.duration.shape[0]):
        advance(program, world, changes, state, m)
        for e in range(program.kind.shape[0]):
            if program.spread_row[e] >= 0:
                _standardise(program, state, e, m)


@njit(cache=True, nogil=True)
def first_impossible(program, world, changes, moments):  # type: ignore[no-untyped-def]
    """The first moment whose event was not at risk, or −1."""
    present = world.present.copy()
    for m in range(moments.duration.shape[0]):
        for k in range(changes.first[m], changes.first[m + 1]):
            if changes.what[k] == PRESENCE:
                present[changes.i[k]] = changes.value[k] > 0.0
        i, j = moments.sender[m], moments.receiver[m]
        if i < 0:
            continue
        if not (present[i] and present[j] and world.allowed[i, j]):
            return m
    return -1


@njit(cache=True, nogil=True)
def exposure(program, world, changes, moments):  # type: ignore[no-untyped-def]
    """What a first guess needs: time at risk of all cells, and each largest |x|."""
    p = program.kind.shape[0]
    state = new_state(program, world)
    dense = is_dense(program)
    largest = np.zeros(p)
    time = 0.0
    count = 0
    for m in range(moments.duration.shape[0]):
        advance(program, world, changes, state, m)
        every = dense or state.counters[2] == 1
        moved = every
        for k in range(changes.first[m], changes.first[m + 1]):
            moved = moved or changes.what[k] == PRESENCE
        if moved:
            count = state.active.sum()
        time += moments.duration[m] * count
        size = state.active.shape[0] if every else state.counters[0]
        fill(program, state, state.touched, -1 if every else size, m)
        for k in range(size):
            c = k if every else state.touched[k]
            if state.active[c]:
                for e in range(p):
                    x = abs(state.x[c, e])
                    largest[e] = max(largest[e], x) if math.isfinite(x) else np.inf
    return time, largest


@njit(cache=True, nogil=True)
def replay(program, world, changes, moment):  # type: ignore[no-untyped-def]
    """The state before the event of one moment, its statistics not filled."""
    state = new_state(program, world)
    for m in range(moment + 1):
        advance(program, world, changes, state, m)
    return state


@njit(cache=True, nogil=True)
def statistics_at(program, world, changes, moment):  # type: ignore[no-untyped-def]
    """The state before the event of one moment, its statistics filled for all cells."""
    state = replay(program, world, changes, moment)
    fill(program, state, state.touched, -1, moment)
    return state


@njit(cache=True, nogil=True)
def statistics_now(program, state):  # type: ignore[no-untyped-def]
    """Fill the statistics of a state outside a record, whose program has one moment only."""
    for e in range(program.kind.shape[0]):
        if program.spread_row[e] >= 0:
            _standardise(program, state, e, 0)
    fill(program, state, state.touched, -1, 0)
