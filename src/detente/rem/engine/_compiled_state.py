"""One step of the state: what a changed tie, covariate, presence or last event does to y and x.

Each change costs O(N) at most, so a history costs O(M·N) a pass and no table of statistics is
ever kept.
"""

from __future__ import annotations

import math

import numpy as np

from detente.numerics.jit import njit
from detente.rem.engine.arrays import (
    AB_AY,
    AB_BA,
    AB_BY,
    AB_XA,
    AB_XB,
    AB_XY,
    CONSTANT,
    DISTANCE,
    INCOMING,
    INDEGREE,
    INVERSE,
    LAST,
    LOG1P,
    NODE_CHANGE,
    OUTDEGREE,
    OUTGOING,
    PART,
    POSITIVE,
    PRESENCE,
    RECEIVED_PLACE,
    RECEIVED_SHARE,
    RESCALE,
    SAME,
    SENDER,
    SENT_PLACE,
    SENT_SHARE,
    SHARED_RECEIVERS,
    SHARED_SENDERS,
    TIE,
    TIE_BACK,
    TIE_CHANGE,
    TOTALDEGREE,
    UNMET,
    VALUE,
    State,
)


@njit(cache=True, nogil=True)
def new_state(program, world):  # type: ignore[no-untyped-def]
    """State before the first change: empty memories, constants in place, everything touched."""
    n = world.present.shape[0]
    cells = n * n if world.pairs else n
    p = program.kind.shape[0]
    state = State(
        np.zeros((world.memories, n, n)),
        np.zeros((world.covariates, n)),
        world.present.copy(),
        np.zeros(cells, np.bool_),
        np.zeros((cells, p)),
        np.zeros((cells, p)),
        np.full(cells, -1, np.int64),
        np.zeros(cells, np.int64),
        np.zeros(3, np.int64),
        np.zeros((world.memories, 2)),
    )
    for e in range(p):
        if program.kind[e] == CONSTANT:
            for c in range(cells):
                state.y[c, e] = 1.0
        elif program.kind[e] in (SENT_SHARE, RECEIVED_SHARE):
            for c in range(cells):
                state.y[c, e] = 1.0 / (n - 1)
    for c in range(cells):
        state.active[c] = _at_risk(state, world, c)
    state.counters[2] = 1
    return state


@njit(cache=True, nogil=True)
def _at_risk(state, world, c):  # type: ignore[no-untyped-def]
    if not world.pairs:
        return has_receiver(world.allowed, state.present, c)
    n = state.present.shape[0]
    i, j = c // n, c % n
    return world.allowed[i, j] and state.present[i] and state.present[j]


@njit(cache=True, nogil=True)
def has_receiver(allowed, present, i):  # type: ignore[no-untyped-def]
    """Whether a sender is present and may act on somebody who is."""
    j = 0
    while present[i] and j < present.shape[0]:
        if allowed[i, j] and present[j]:
            return True
        j += 1
    return False


@njit(cache=True, nogil=True)
def _touch(state, c, m):  # type: ignore[no-untyped-def]
    if state.stamp[c] != m:
        state.stamp[c] = m
        state.touched[state.counters[0]] = c
        state.counters[0] += 1


@njit(cache=True, nogil=True)
def _look_again(state, world, c, m):  # type: ignore[no-untyped-def]
    state.active[c] = _at_risk(state, world, c)
    _touch(state, c, m)


@njit(cache=True, nogil=True)
def _put(state, i, j, e, value, m):  # type: ignore[no-untyped-def]
    c = i * state.present.shape[0] + j
    state.y[c, e] = value
    _touch(state, c, m)


@njit(cache=True, nogil=True)
def _add(state, i, j, e, change, m):  # type: ignore[no-untyped-def]
    c = i * state.present.shape[0] + j
    state.y[c, e] += change
    _touch(state, c, m)


@njit(cache=True, nogil=True)
def _put_node(state, pairs, level, k, e, value, m):  # type: ignore[no-untyped-def]
    """A value of one actor: in its own cell, its row (as sender) or its column (as receiver)."""
    if not pairs:
        state.y[k, e] = value
        _touch(state, k, m)
        return
    for h in range(state.present.shape[0]):
        if h != k:
            if level == SENDER:
                _put(state, k, h, e, value, m)
            else:
                _put(state, h, k, e, value, m)


@njit(cache=True, nogil=True)
def _degree(w, kind, k):  # type: ignore[no-untyped-def]
    total = 0.0
    for h in range(w.shape[0]):
        if kind != INDEGREE:
            total += w[k, h]
        if kind != OUTDEGREE:
            total += w[h, k]
    return total


@njit(cache=True, nogil=True)
def _share_changed(state, kind, e, w, k, m):  # type: ignore[no-untyped-def]
    """Shares of all that actor k sent, or received."""
    n = w.shape[0]
    total = _degree(w, OUTDEGREE if kind == SENT_SHARE else INDEGREE, k)
    for h in range(n):
        if h != k:
            part = w[k, h] if kind == SENT_SHARE else w[h, k]
            _put(state, k, h, e, part / total if total > 0.0 else 1.0 / (n - 1), m)


@njit(cache=True, nogil=True)
def _place_changed(state, kind, e, w, k, other, old, new, m):  # type: ignore[no-untyped-def]
    """Places of all with whom k has had to do, by w: that of one has gone from old to new."""
    place = 1.0
    for h in range(w.shape[0]):
        if h in (k, other):
            continue
        value = w[k, h] if kind == SENT_PLACE else w[h, k]
        if value > 0.0:
            change = (1.0 if new > value else 0.0) - (1.0 if old > value else 0.0)
            if change != 0.0:
                _add(state, k, h, e, change, m)
            if value > new:
                place += 1.0
    _put(state, k, other, e, place if new > 0.0 else 0.0, m)


@njit(cache=True, nogil=True)
def _tie_changed(state, pairs, kind, level, e, w, i, j, old, new, m):  # type: ignore[no-untyped-def]
    """Memory w has just gone from old to new at (i, j)."""
    n = w.shape[0]
    if kind == TIE:
        _put(state, i, j, e, new, m)
    elif kind == TIE_BACK:
        _put(state, j, i, e, new, m)
    elif kind == OUTDEGREE:
        _put_node(state, pairs, level, i, e, _degree(w, kind, i), m)
    elif kind == INDEGREE:
        _put_node(state, pairs, level, j, e, _degree(w, kind, j), m)
    elif kind == TOTALDEGREE:
        _put_node(state, pairs, level, i, e, _degree(w, kind, i), m)
        _put_node(state, pairs, level, j, e, _degree(w, kind, j), m)
    elif kind == SENT_SHARE:
        _share_changed(state, kind, e, w, i, m)
    elif kind == RECEIVED_SHARE:
        _share_changed(state, kind, e, w, j, m)
    elif kind == SENT_PLACE:
        _place_changed(state, kind, e, w, i, j, old, new, m)
    elif kind == RECEIVED_PLACE:
        _place_changed(state, kind, e, w, j, i, old, new, m)
    elif kind in (OUTGOING, INCOMING):
        for h in range(n):
            if h in (i, j):
                continue
            change = min(new, w[j, h]) - min(old, w[j, h])  # i → j → h
            if change != 0.0:
                if kind == OUTGOING:
                    _add(state, i, h, e, change, m)
                else:
                    _add(state, h, i, e, change, m)
            change = min(w[h, i], new) - min(w[h, i], old)  # h → i → j
            if change != 0.0:
                if kind == OUTGOING:
                    _add(state, h, j, e, change, m)
                else:
                    _add(state, j, h, e, change, m)
    elif kind == SHARED_RECEIVERS:
        for h in range(n):
            if h != i and h != j:
                change = min(new, w[h, j]) - min(old, w[h, j])
                if change != 0.0:
                    _add(state, i, h, e, change, m)
                    _add(state, h, i, e, change, m)
    elif kind == SHARED_SENDERS:
        for h in range(n):
            if h != i and h != j:
                change = min(new, w[i, h]) - min(old, w[i, h])
                if change != 0.0:
                    _add(state, j, h, e, change, m)
                    _add(state, h, j, e, change, m)


@njit(cache=True, nogil=True)
def _compared(kind, a, b):  # type: ignore[no-untyped-def]
    if kind == SAME:
        return 1.0 if a == b else 0.0
    return abs(a - b) if kind == DISTANCE else a - b


@njit(cache=True, nogil=True)
def _node_changed(state, pairs, kind, level, e, v, k, m):  # type: ignore[no-untyped-def]
    if kind == VALUE:
        _put_node(state, pairs, level, k, e, v[k], m)
        return
    for h in range(v.shape[0]):
        if h != k:
            _put(state, k, h, e, _compared(kind, v[k], v[h]), m)
            _put(state, h, k, e, _compared(kind, v[h], v[k]), m)


@njit(cache=True, nogil=True)
def _last_changed(state, kind, e, a, b, sign, m):  # type: ignore[no-untyped-def]
    """Event a→b joins (+1) or leaves (−1) the last events."""
    n = state.present.shape[0]
    if kind == AB_BA:
        _add(state, b, a, e, sign, m)
        return
    for h in range(n):
        if kind == AB_BY and h != a and h != b:
            _add(state, b, h, e, sign, m)
        elif kind == AB_AY and h != a and h != b:
            _add(state, a, h, e, sign, m)
        elif kind == AB_XA and h != a and h != b:
            _add(state, h, a, e, sign, m)
        elif kind == AB_XB and h != a and h != b:
            _add(state, h, b, e, sign, m)
        elif kind == AB_XY:  # y counts the last events that the pair does not suit
            if h != a:
                _add(state, a, h, e, sign, m)
            if h != b:
                _add(state, b, h, e, sign, m)
            if h != a and h != b:
                _add(state, h, a, e, sign, m)
                _add(state, h, b, e, sign, m)


@njit(cache=True, nogil=True, inline="always")
def statistic(y, scale, form, last, centre, spread):  # type: ignore[no-untyped-def]
    """The statistic of a raw value; scalars only, so that it costs no call."""
    y = y * scale
    if form == LOG1P:
        y = math.log1p(y)
    elif form == POSITIVE:
        y = 1.0 if y > 0.0 else 0.0
    elif form == UNMET:
        y = 1.0 if y < last else 0.0
    elif form == INVERSE:
        y = 1.0 / y if y > 0.0 else 0.0
    elif form == PART and scale < 0.0:  # nothing to be a part of: see `scale_of`
        y = -scale
    return (y - centre) * spread


@njit(cache=True, nogil=True)
def scale_of(program, state, e, m):  # type: ignore[no-untyped-def]
    """Factor of the raw values of effect e at moment m.

    Of a part of a sum, 1/sum, or −1/N while the sum is not positive. Shares and parts do not fade:
    decay takes the same from them and from their whole.
    """
    if program.form[e] == PART:
        total = state.sums[program.source[e], 0]
        if not total > 0.0:
            return -1.0 / state.present.shape[0]
        return 0.5 / total if program.kind[e] == TOTALDEGREE else 1.0 / total
    if program.kind[e] in (SENT_SHARE, RECEIVED_SHARE):
        return 1.0
    row = program.scale_row[e]
    return program.scale[row, m] if row >= 0 else 1.0


@njit(cache=True, nogil=True)
def _fill_effect(program, state, e, cells, count, m):  # type: ignore[no-untyped-def]
    size = count if count >= 0 else state.active.shape[0]
    last = state.counters[1]
    x, y = state.x, state.y
    form = program.form[e]
    scale = scale_of(program, state, e, m)
    row = program.spread_row[e]
    centre = program.centre[row, m] if row >= 0 else 0.0
    spread = program.spread[row, m] if row >= 0 else 1.0
    for k in range(size):
        c = cells[k] if count >= 0 else k
        x[c, e] = statistic(y[c, e], scale, form, last, centre, spread)


@njit(cache=True, nogil=True)
def fill(program, state, cells, count, m):  # type: ignore[no-untyped-def]
    """Statistics at moment m of ``cells[:count]``, or of all if the count is negative."""
    for e in range(program.kind.shape[0]):
        _fill_effect(program, state, e, cells, count, m)


@njit(cache=True, nogil=True)
def fill_touched(program, state, m):  # type: ignore[no-untyped-def]
    """Statistics of the cells that `advance` touched."""
    count = -1 if state.counters[2] == 1 else state.counters[0]
    fill(program, state, state.touched, count, m)


@njit(cache=True, nogil=True)
def fill_changed(program, state, m):  # type: ignore[no-untyped-def]
    """Statistics of all cells, given those of the moment before."""
    fill_touched(program, state, m)
    if state.counters[2] == 0:
        for e in range(program.kind.shape[0]):
            moves = program.scale_row[e] >= 0 or program.spread_row[e] >= 0
            if moves or program.form[e] == PART:
                _fill_effect(program, state, e, state.touched, -1, m)


@njit(cache=True, nogil=True)
def _follows_network(kind):  # type: ignore[no-untyped-def]
    return TIE <= kind <= INDEGREE or TOTALDEGREE <= kind <= RECEIVED_PLACE


@njit(cache=True, nogil=True)
def _rescale(w, factor):  # type: ignore[no-untyped-def]
    for i in range(w.shape[0]):
        for j in range(w.shape[0]):
            w[i, j] *= factor


@njit(cache=True, nogil=True)
def apply_change(program, world, state, what, target, i, j, value, m):  # type: ignore[no-untyped-def]
    """Apply one change to the state, as of moment m."""
    n = state.present.shape[0]
    p = program.kind.shape[0]
    if what == TIE_CHANGE:
        w = state.w[target]
        old = w[i, j]
        w[i, j] = value
        sums = state.sums[target]
        sums[1] += (1.0 if value != 0.0 else 0.0) - (1.0 if old != 0.0 else 0.0)
        sums[0] = sums[0] + value - old if sums[1] > 0.0 else 0.0
        for e in range(p):
            if program.source[e] == target and _follows_network(program.kind[e]):
                _tie_changed(
                    state, world.pairs, program.kind[e], program.level[e], e, w, i, j, old, value, m
                )
    elif what == RESCALE:
        _rescale(state.w[target], value)
        state.sums[target, 0] *= value
        for e in range(p):
            kind = program.kind[e]
            if kind in (SENT_SHARE, RECEIVED_SHARE):
                continue
            if program.source[e] == target and _follows_network(kind):
                for c in range(state.active.shape[0]):
                    state.y[c, e] *= value
        state.counters[2] = 1
    elif what == NODE_CHANGE:
        state.v[target, i] = value
        for e in range(p):
            kind = program.kind[e]
            if program.source[e] == target and VALUE <= kind <= DISTANCE:
                _node_changed(state, world.pairs, kind, program.level[e], e, state.v[target], i, m)
    elif what == PRESENCE:
        state.present[i] = value > 0.0
        if not world.pairs:
            _look_again(state, world, i, m)
            for h in range(n):  # others may have lost, or found, the only one to act on
                if world.allowed[h, i] and state.active[h] != _at_risk(state, world, h):
                    _look_again(state, world, h, m)
            return
        for h in range(n):
            if h != i:
                _look_again(state, world, i * n + h, m)
                _look_again(state, world, h * n + i, m)
    elif what == LAST:
        state.counters[1] += int(value)
        for e in range(p):
            if AB_BA <= program.kind[e] <= AB_AY:
                _last_changed(state, program.kind[e], e, i, j, value, m)


@njit(cache=True, nogil=True)
def advance(program, world, changes, state, m):  # type: ignore[no-untyped-def]
    """Apply all changes before moment m.

    Afterwards ``touched[:counters[0]]`` are the cells whose raw values or presence may have
    changed, unless ``counters[2]`` says that all may have.
    """
    state.counters[0] = 0
    state.counters[2] = 1 if m == 0 else 0
    last = state.counters[1]
    for k in range(changes.first[m], changes.first[m + 1]):
        apply_change(
            program,
            world,
            state,
            changes.what[k],
            changes.target[k],
            changes.i[k],
            changes.j[k],
            changes.value[k],
            m,
        )
    if state.counters[1] != last:  # their number enters AB-XY everywhere
        state.counters[2] = 1


@njit(cache=True, nogil=True)
def is_dense(program):  # type: ignore[no-untyped-def]
    """Whether statistics change everywhere at every moment."""
    for e in range(program.form.shape[0]):
        if program.form[e] == PART:
            return True
    return program.scale.shape[0] + program.spread.shape[0] > 0
