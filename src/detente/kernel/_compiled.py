"""The day loop, compiled once and cached on disk.

One call runs a slice of paths. Per path: planes at day 0; then for every day the hazards, the
draws, the impacts of the day's acts, and the planes of the next day. Nothing is shared between
paths, so slices may run on any thread in any order.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from detente.kernel._compiled_math import (
    exp_in_place,
    log_in_place,
    normal_quantile_in_place,
)
from detente.kernel.philox import ACT, MOOD, MOOD_START, fill_words

_MASK = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
_ACT = np.uint64(ACT << 28)
_MOOD = np.uint64(MOOD << 28)
_MOOD_START = np.uint64(MOOD_START << 28)
_SCALE = 1.0 / 4294967296.0


# Inlined, since a call would count a reference for every array of the program.
@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def _derive(pr, x, theta, fired, logs, scratch):  # type: ignore[no-untyped-def]
    """Evaluate the derived planes of a day."""
    n = pr.log_plane.shape[0]
    for i in range(n):
        logs[i] = (pr.log_c[i] + x[pr.log_input[i]]) * pr.log_factor[i]
    log_in_place(logs, scratch, n)
    for i in range(n):
        x[pr.log_plane[i]] = logs[i]
    for i in range(pr.spread_plane.shape[0]):
        s = theta[pr.spread_coefficient[i]]
        x[pr.spread_plane[i]] = s * x[pr.spread_input[i]] - 0.5 * s * s
    for o in range(pr.op_code.shape[0]):
        code = pr.op_code[o]
        dst = pr.op_plane[o]
        at = pr.op_from[o]
        a = x[pr.op_input[at]]
        if code == 0:
            x[dst] = math.log((pr.op_c1[o] + a) * pr.op_c2[o])
        elif code == 1:
            x[dst] = math.log1p(a)
        elif code == 2:
            x[dst] = 1.0 - a
        elif code == 3:
            x[dst] = a * x[pr.op_input[at + 1]]
        elif code == 4:
            x[dst] = a / (pr.op_c1[o] + x[pr.op_input[at + 1]])
        elif code == 5:
            total = 0.0
            for i in range(at, pr.op_from[o + 1], 2):
                total += min(x[pr.op_input[i]], x[pr.op_input[i + 1]])
            x[dst] = total
        elif code == 6:
            total = 0.0
            for i in range(at, pr.op_from[o + 1]):
                total += x[pr.op_input[i]]
            x[dst] = total
        elif code == 7:
            x[dst] = theta[pr.op_coefficient[o]] * a
        elif code == 8:
            x[dst] = max(0.0, a - theta[pr.op_coefficient[o]])
        elif code == 9:
            x[dst] = (a + pr.op_c1[o] * pr.op_c2[o]) / (x[pr.op_input[at + 1]] + pr.op_c1[o])
        elif code == 10:
            if fired[o]:
                x[dst] *= pr.op_c1[o]
            elif a >= theta[pr.op_coefficient[o]]:
                fired[o] = 1
                x[dst] = 1.0
        else:
            s = theta[pr.op_coefficient[o]]
            x[dst] = s * a - 0.5 * s * s


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def _act(pr, qs, row, t, theta, added, first, count):  # type: ignore[no-untyped-def]
    """Book one act: its impacts on the memories and the outcomes that count it."""
    m0 = pr.memory_span[0]
    for i in range(pr.impact_from[row], pr.impact_from[row + 1]):
        plane = pr.impact_plane[i]
        if t < pr.memory_until[plane - m0]:
            w = pr.impact_weight[i]
            q = pr.impact_anticipation[i]
            if q >= 0:
                w *= 1.0 - theta[q]
            added[plane - m0] += w
    for i in range(qs.act_from[row], qs.act_from[row + 1]):
        o = qs.act_outcome[i]
        if qs.first[o] <= t <= qs.last[o]:
            ref = qs.after[o]
            if ref >= 0 and not (first[ref] >= 0 and first[ref] < t <= first[ref] + qs.within[o]):
                continue
            count[o] += 1
            if count[o] == qs.at_least[o]:
                first[o] = t


@njit(cache=True, nogil=True, error_model="numpy")
def run(  # type: ignore[no-untyped-def]
    pr,
    qs,
    key,
    chance,
    coefficients,
    claims,
    forced,
    tally,
    out_first,
    out_count,
    out_watch,
    out_hazard,
    out_record,
    out_recorded,
    out_planes,
    out_terms,
):
    """Run a slice of paths.

    Parameters
    ----------
    pr : Program
    qs : Questions
    key : array of uint64, shape (2,)
        Words of the seed.
    chance : array of int64, shape (n,)
        Chance index of each path.
    coefficients : array of float64, shape (n, coefficients)
    claims : array of uint8, shape (n, claims)
    forced : array of int8, shape (days, rows) or (0, 0)
        A history to be played instead of drawn: 1 where the act happens.
    tally : bool
        Whether to sum the daily probabilities of each process into `out_hazard`.
    out_first, out_count : arrays of int32, shape (n, outcomes)
        First passage (day, or −1) and count of each outcome.
    out_watch : array of float64, shape (n, days, watched)
    out_hazard : array of float64, shape (n, processes)
    out_record : array of int32, shape (n, capacity)
        Acts as day * rows + row; capacity 0 records nothing.
    out_recorded : array of int32, shape (n,)
    out_planes : array of float64, shape (n, days, planes), or with 0 days
    out_terms : array of float64, shape (n, days, processes, 4), or with 0 days
        Sum of the terms by side (pair, source, target), and the gates' product.
    """
    days = pr.start[1]
    date0 = pr.start[0]
    planes = pr.initial.shape[0]
    processes = pr.alpha.shape[0]
    rows = pr.name.shape[1]
    m0 = pr.memory_span[0]
    m1 = pr.memory_span[1]
    moods = pr.mood_plane.shape[0]
    k0 = key[0]
    k1 = key[1]
    x = np.empty(planes)
    memories = x[m0:m1]
    decay = pr.memory_decay
    added = np.zeros(m1 - m0)
    fired = np.zeros(pr.op_code.shape[0], dtype=np.uint8)
    z = np.empty((4, moods))
    logs = np.empty(pr.log_plane.shape[0])
    scratch = np.empty(pr.log_plane.shape[0])
    joints = pr.joint_process.shape[0]
    segments = pr.segment_slot.shape[0]
    sides = np.zeros(3 * processes)
    gates = np.ones(3 * processes)
    alpha = np.empty(processes)
    mutual = np.zeros(joints, dtype=np.uint8)
    hazards = np.zeros(processes + joints)
    every = tally or forced.shape[0] > 0
    words = np.empty((4, rows))
    weight = np.empty(pr.term_plane.shape[0])
    outcomes = qs.first.shape[0]
    streak = np.zeros(qs.level_outcome.shape[0], dtype=np.int64)
    latest = np.empty(processes, dtype=np.int64)
    play = forced.shape[0] > 0
    capacity = out_record.shape[1]
    trace = out_planes.shape[1] > 0
    for n in range(chance.shape[0]):
        theta = coefficients[n]
        first = out_first[n]
        count = out_count[n]
        index = np.uint64(chance[n])
        c0 = index & _MASK
        hi = index >> _S32
        for o in range(outcomes):
            first[o] = -1
            count[o] = 0
        x[:] = pr.initial
        for i in range(pr.past_plane.shape[0]):
            if claims[n, pr.past_claim[i]]:
                w = pr.past_amount[i]
                q = pr.past_anticipation[i]
                if q >= 0:
                    w *= 1.0 - theta[q]
                x[pr.past_plane[i]] += w
        fired[:] = 0
        streak[:] = 0
        latest[:] = -1
        for p in range(processes):
            alpha[p] = theta[pr.alpha[p]]
        for i in range(joints):
            rule = pr.rule[pr.joint_process[i]]
            mutual[i] = rule >= 0 and theta[rule] >= 0.5
            hazards[processes + i] = 0.0
        for i in range(weight.shape[0]):
            weight[i] = pr.term_scale[i] * theta[pr.term_coefficient[i]]
        fill_words(c0, pr.mood_name, hi, _MOOD_START | np.uint64(date0), k0, k1, z)
        normal_quantile_in_place(z.reshape(-1), 4 * moods)
        for i in range(moods):
            x[pr.mood_plane[i]] = z[0, i]
        for i in range(pr.level_from[0], pr.level_from[1]):
            x[pr.level_plane[i]] = pr.level_value[i]
        _derive(pr, x, theta, fired, logs, scratch)
        for t in range(days):
            date = date0 + t
            lane = date & 3
            if lane == 0 or t == 0:
                block = np.uint64(date >> 2)
                fill_words(c0, pr.name, hi, _ACT | block, k0, k1, words)
                fill_words(c0, pr.mood_name, hi, _MOOD | block, k0, k1, z)
                normal_quantile_in_place(z.reshape(-1), 4 * moods)
            for i in range(qs.watched.shape[0]):
                out_watch[n, t, i] = x[qs.watched[i]]
            for i in range(qs.level_outcome.shape[0]):
                o = qs.level_outcome[i]
                if qs.first[o] <= t <= qs.last[o]:
                    level = qs.level_value[i]
                    if qs.level_coefficient[i] >= 0:
                        level = theta[qs.level_coefficient[i]]
                    if qs.level_sign[i] * (x[qs.level_plane[i]] - level) >= 0.0:
                        streak[i] += 1
                        count[o] += 1
                        if streak[i] == qs.level_days[i] and first[o] < 0:
                            first[o] = t
                    else:
                        streak[i] = 0
            if trace:
                out_planes[n, t, :] = x
            for i in range(segments):
                total = 0.0
                for j in range(pr.segment_from[i], pr.segment_from[i + 1]):
                    total += weight[j] * x[pr.term_plane[j]]
                sides[pr.segment_slot[i]] = total
            for i in range(pr.gate_plane.shape[0]):
                gates[pr.gate_slot[i]] = 1.0
            for i in range(pr.gate_plane.shape[0]):
                gates[pr.gate_slot[i]] *= 1.0 - theta[pr.gate_strength[i]] * (
                    1.0 - x[pr.gate_plane[i]]
                )
            for p in range(processes):
                hazards[p] = alpha[p] + sides[p]
            for i in range(joints):
                p = pr.joint_process[i]
                s1 = sides[processes + p]
                s2 = sides[2 * processes + p]
                if mutual[i]:
                    hazards[p] += 0.5 * (s1 + s2)
                else:
                    hazards[processes + i] = hazards[p] + s2
                    hazards[p] += s1
            exp_in_place(hazards, processes + joints)
            for i in range(joints):
                p = pr.joint_process[i]
                g1 = gates[processes + p]
                g2 = gates[2 * processes + p]
                if mutual[i]:
                    hazards[p] *= g1 * g2
                else:
                    hazards[p] = max(g1 * hazards[p], g2 * hazards[processes + i])
            if trace:
                for p in range(processes):
                    out_terms[n, t, p, 0] = alpha[p] + sides[p]
                    out_terms[n, t, p, 1] = sides[processes + p]
                    out_terms[n, t, p, 2] = sides[2 * processes + p]
                    if pr.first_day[p] <= t <= pr.last_day[p]:
                        out_terms[n, t, p, 3] = gates[p] * hazards[p]
            for p in range(processes):
                hazard = gates[p] * hazards[p]
                # most days end here: 1 - exp(-h) < h
                if words[lane, p] >= hazard and not every:
                    continue
                if t < pr.first_day[p] or t > pr.last_day[p]:
                    continue
                if tally:
                    out_hazard[n, p] += -math.expm1(-hazard)
                if play:
                    if forced[t, p] != 1:
                        continue
                elif words[lane, p] >= -math.expm1(-hazard):
                    continue
                latest[p] = t
                _act(pr, qs, p, t, theta, added, first, count)
                if capacity > 0 and out_recorded[n] < capacity:
                    out_record[n, out_recorded[n]] = t * rows + p
                    out_recorded[n] += 1
            for i in range(pr.schedule_from[t], pr.schedule_from[t + 1]):
                row = pr.schedule_row[i]
                same = pr.schedule_process[i]
                if same >= 0 and latest[same] == t:
                    continue
                if play:
                    if forced[t, row] != 1:
                        continue
                elif words[lane, row] >= theta[pr.schedule_probability[i]]:
                    continue
                _act(pr, qs, row, t, theta, added, first, count)
                if capacity > 0 and out_recorded[n] < capacity:
                    out_record[n, out_recorded[n]] = t * rows + row
                    out_recorded[n] += 1
            if t + 1 == days:
                added[:] = 0.0
                break
            for i in range(pr.relax_plane.shape[0]):
                d = pr.relax_plane[i]
                rate = 1.0
                if pr.relax_speed[i] >= 0:
                    rate += theta[pr.relax_gain[i]] * x[pr.relax_speed[i]]
                x[d] += (x[pr.relax_target[i]] - x[d]) * (
                    1.0 - 2.0 ** (-rate / pr.relax_half_life[i])
                )
            for i in range(m1 - m0):
                memories[i] = memories[i] * decay[i] + added[i]
            added[:] = 0.0
            for i in range(moods):
                plane = pr.mood_plane[i]
                x[plane] = pr.mood_rho[i] * x[plane] + pr.mood_innovation[i] * z[lane, i]
            for i in range(pr.level_from[t + 1], pr.level_from[t + 2]):
                x[pr.level_plane[i]] = pr.level_value[i]
            _derive(pr, x, theta, fired, logs, scratch)
