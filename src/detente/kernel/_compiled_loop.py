"""The day loop, compiled once and cached on disk.

One call runs a slice of paths. Per path: planes at day 0; then for every day the derived planes,
the hazards, the draws, the impacts of the day's acts, and what carries over to the next day.
Nothing is shared between paths, so slices may run on any thread in any order.
"""

from __future__ import annotations

import math

import numpy as np

from detente.kernel import _compiled_levels, _compiled_states
from detente.kernel._compiled_levels import changes, flow, size_of
from detente.kernel._compiled_planes import operations, work_out
from detente.kernel._compiled_states import VALUES, move, transitions
from detente.kernel.arrays import CONSENT, EACH_SIDE, IN_FORCE
from detente.numerics._compiled_math import (
    exp_in_place,
    log_in_place,
    normal_quantile_in_place,
)
from detente.numerics.jit import njit
from detente.numerics.philox import ACT, MOOD, MOOD_START, fill_words

_MASK = np.uint64(0xFFFFFFFF)
_S32 = np.uint64(32)
_ACT = np.uint64(ACT << 28)
_MOOD = np.uint64(MOOD << 28)
_MOOD_START = np.uint64(MOOD_START << 28)


@njit(cache=True, nogil=True, error_model="numpy")
def run(  # type: ignore[no-untyped-def]
    pr,
    qs,
    key,
    chance,
    own,
    fresh,
    coefficients,
    begun,
    mood_begun,
    forced,
    told,
    told_from,
    moved,
    moved_from,
    tally,
    out_first,
    out_count,
    out_value,
    out_watch,
    out_state,
    out_hazard,
    out_record,
    out_recorded,
    out_planes,
    out_terms,
    stop,
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
    own, fresh : int
        A chance index that all paths take before the day `fresh`; it is −1 where they take none.
    coefficients : array of float64, shape (n, coefficients)
    begun : array of float64, shape (n, planes, cells of windows, flags, that begin elsewhere)
        Their values on day 0; of what hangs on the past those of the day before.
    mood_begun : array of float64, shape (n, moods, 2) or (0, 0, 0)
        Mean and standard deviation with which moods begin; without them 0 and 1.
    forced : array of int8, shape (days, rows) or (0, 0)
        What is not drawn: 1 where an act happens, 0 where it does not, −1 where it is drawn.
    told : array of int32
        Acts that happen besides those that are drawn, path after path in order of time, as
        day * rows + row: of a program without processes, all that happened.
    told_from : array of int64, shape (n + 1,), or (0,)
        Where those of each path begin; without entries there are none.
    moved : array of int32
        Likewise values that states take, as (day * states + state) * VALUES + value.
    moved_from : array of int64, shape (n + 1,), or (0,)
    tally : bool
        Whether to sum the daily probabilities of each process into `out_hazard`.
    out_first, out_count : arrays of int32, shape (n, outcomes)
        First passage (day, or −1) and count of each outcome.
    out_value : array of float64, shape (n, values)
        What planes held on the evenings that were asked for; NaN where there was none.
    out_watch : array of float64, shape (n, days, watched)
    out_state : array of uint8, shape (n, days, states that are followed)
        Numbers of their values.
    out_hazard : array of float64, shape (n, processes)
    out_record : array of int32, shape (n, capacity)
        Acts as day * rows + row; capacity 0 records nothing.
    out_recorded : array of int32, shape (n,)
    out_planes : array of float64, shape (n, days, planes), or with 0 days
    out_terms : array of float64, shape (n, days, processes, 4), or with 0 days
        Sum of the terms by side (pair, source, target), and the gates' product.
    stop : array of uint8, shape (1,)
        Another thread sets it to 1 to have the slice given up before the next day.
    """
    # Every array is taken out of its tuple once: taken out inside the loops it would be counted
    # as a new reference each time, which costs more than the arithmetic.
    date0 = pr.start[0]
    days = pr.start[1]
    initial = pr.initial
    calendar_from = pr.calendar_from
    calendar_plane = pr.calendar_plane
    calendar_value = pr.calendar_value
    m0 = pr.memory_span[0]
    m1 = pr.memory_span[1]
    decay = pr.memory_decay
    memory_until = pr.memory_until
    begun_plane = pr.begun_plane
    mood_rho = pr.mood_rho
    mood_innovation = pr.mood_innovation
    mood_name = pr.mood_name
    relax_plane = pr.relax_plane
    relax_target = pr.relax_target
    relax_half_life = pr.relax_half_life
    relax_speed = pr.relax_speed
    relax_gain = pr.relax_gain
    log_plane = pr.log_plane
    log_input = pr.log_input
    log_c = pr.log_c
    log_factor = pr.log_factor
    spread_plane = pr.spread_plane
    spread_input = pr.spread_input
    spread_coefficient = pr.spread_coefficient
    op_plane = pr.op_plane
    stage_from = pr.stage_from
    op_input = pr.op_input
    op_weight = pr.op_weight
    ring_from = pr.ring_from
    begun_ring = pr.begun_ring
    begun_flag = pr.begun_flag
    chance_name = pr.chance_name
    start_name = pr.start_name
    shock_name = pr.shock_name
    state_plane = pr.state_plane
    state_age = pr.state_age
    to_value = pr.to_value
    to_chance = pr.to_chance
    row_name = pr.name
    first_day = pr.first_day
    last_day = pr.last_day
    joint_process = pr.joint_process
    rule = pr.rule
    alpha = pr.alpha
    segment_from = pr.segment_from
    segment_slot = pr.segment_slot
    term_plane = pr.term_plane
    term_coefficient = pr.term_coefficient
    term_scale = pr.term_scale
    gate_slot = pr.gate_slot
    gate_plane = pr.gate_plane
    gate_strength = pr.gate_strength
    timed_joint = pr.timed_joint
    timed_plane = pr.timed_plane
    impact_from = pr.impact_from
    impact_plane = pr.impact_plane
    impact_weight = pr.impact_weight
    impact_anticipation = pr.impact_anticipation
    impact_amount = pr.impact_amount
    impact_sized = pr.impact_sized
    impact_while = pr.impact_while
    size_word = pr.size_word
    size_from = pr.size_from
    size_law = pr.size_law
    size_1 = pr.size_1
    size_2 = pr.size_2
    size_while = pr.size_while
    schedule_from = pr.schedule_from
    schedule_row = pr.schedule_row
    schedule_probability = pr.schedule_probability
    schedule_while = pr.schedule_while
    schedule_same_from = pr.schedule_same_from
    schedule_same = pr.schedule_same
    act_from = qs.act_from
    act_outcome = qs.act_outcome
    window_first = qs.first
    window_last = qs.last
    window_after = qs.after
    window_within = qs.within
    at_least = qs.at_least
    asked_outcome = qs.level_outcome
    asked_plane = qs.level_plane
    asked_sign = qs.level_sign
    asked_value = qs.level_value
    asked_days = qs.level_days
    evenings = qs.evenings[0]
    value_plane = qs.value_plane
    value_day = qs.value_day
    value_outcome = qs.value_outcome
    watched = qs.watched
    followed = qs.followed

    processes = alpha.shape[0]
    rows = pr.impact_from.shape[0] - 1
    moods = mood_rho.shape[0]
    logs = log_plane.shape[0]
    spreads = spread_plane.shape[0]
    ops = op_plane.shape[0]
    terms = term_plane.shape[0]
    segments = segment_slot.shape[0]
    closings = gate_plane.shape[0]
    joints = joint_process.shape[0]
    memories = m1 - m0
    outcomes = window_first.shape[0]
    k0 = key[0]
    k1 = key[1]
    play = forced.shape[0] > 0
    put_in = np.zeros(days, dtype=np.bool_)
    for t in range(forced.shape[0]):
        for r in range(rows):
            put_in[t] |= forced[t, r] == 1
    capacity = out_record.shape[1]
    trace = out_planes.shape[1] > 0
    taken_apart = out_terms.shape[1] > 0
    states = state_plane.shape[0]
    levels = pr.level_plane.shape[0]
    chances = chance_name.shape[1]
    shocks = shock_name.shape[1]
    values = value_plane.shape[0]
    timed = timed_joint.shape[0]
    asked = asked_outcome.shape[0]
    # the evening of the last day is looked at on a morning that is not played
    evening = evenings < asked or values > 0
    mornings = days + 1 if evening else days
    first_stage = 0 if evening else 1
    if stage_from[2] == stage_from[1] and first_stage == 1 and states == 0:
        first_stage = 2

    x = np.empty(initial.shape[0])
    memory = x[m0:m1]
    mood = x[m1 : m1 + moods]  # planes are ordered by kind
    added = np.zeros(memories)
    fired = np.zeros(ops, dtype=np.uint8)
    z = np.empty((4, moods))
    z_flat = z.reshape(4 * moods)
    words = np.empty((4, row_name.shape[1]))
    logged = np.empty(logs)
    scratch = np.empty(logs)
    weight = np.empty(terms)
    base = np.empty(processes)
    sides = np.zeros(3 * processes)
    gates = np.ones(3 * processes)
    mutual = np.zeros(joints, dtype=np.uint8)
    hazards = np.zeros(processes + joints)
    acted = np.empty(rows, dtype=np.int64)
    happened = np.zeros(rows, dtype=np.uint8)
    streak = np.zeros(asked, dtype=np.int64)
    chance_words = np.empty((4, chances))
    start_words = np.empty((4, states))
    shock = np.empty((4, shocks))
    shock_flat = shock.reshape(4 * shocks)
    ring = np.zeros(ring_from[ops])
    ring_at = np.zeros(ops, dtype=np.uint32)
    seen = np.zeros(op_input.shape[0])
    ballot = np.zeros(pr.ballot[0])
    operation, constant = operations(
        pr.op_code, op_plane, pr.op_from, op_input, pr.op_coefficient, pr.op_c1, pr.op_c2, ring_from
    )
    leaving_from, leaving, transition = transitions(
        pr.move_from,
        pr.move_before,
        pr.move_plane,
        pr.move_day,
        pr.move_lasted,
        pr.move_rate,
        pr.move_factor,
        pr.move_along,
        pr.move_word,
        pr.to_from,
    )
    due = np.empty(transition.shape[0])
    change, number = changes(
        pr.level_plane,
        pr.level_inflow_plane,
        pr.level_season,
        pr.level_shock,
        pr.level_lower,
        pr.level_upper,
    )

    for n in range(chance.shape[0]):
        theta = coefficients[n]
        first = out_first[n]
        count = out_count[n]
        index = np.uint64(chance[n] if fresh < 0 else own)
        c0 = index & _MASK
        high = index >> _S32
        for o in range(outcomes):
            first[o] = -1
            count[o] = 0
        x[:] = initial
        for i in range(begun_plane.shape[0]):
            x[begun_plane[i]] = begun[n, i]
        if ring.shape[0] > 0:
            ring[:] = 0.0
            ring_at[:] = 0
            for i in range(begun_ring.shape[0]):
                ring[begun_ring[i]] = begun[n, begun_plane.shape[0] + i]
            for o in range(ops):
                for i in range(ring_from[o], ring_from[o + 1]):
                    x[op_plane[o]] += ring[i]
        for i in range(values):
            out_value[n, i] = np.nan
        fired[:] = 0
        for i in range(begun_flag.shape[0]):
            fired[begun_flag[i]] = begun[n, begun_plane.shape[0] + begun_ring.shape[0] + i]
        seen[:] = 0.0
        streak[:] = 0
        act = told_from[n] if told_from.shape[0] > 0 else 0
        last_act = told_from[n + 1] if told_from.shape[0] > 0 else 0
        step = moved_from[n] if moved_from.shape[0] > 0 else 0
        last_step = moved_from[n + 1] if moved_from.shape[0] > 0 else 0
        for p in range(processes):
            base[p] = theta[alpha[p]]
        for i in range(joints):
            ruled = rule[joint_process[i]]
            mutual[i] = ruled >= 0 and theta[ruled] >= CONSENT
            hazards[processes + i] = 0.0
        for i in range(terms):
            weight[i] = term_scale[i] * theta[term_coefficient[i]]
        fill_words(c0, mood_name, high, _MOOD_START | np.uint64(date0), k0, k1, z)
        normal_quantile_in_place(z_flat, 4 * moods)
        for i in range(moods):
            mood[i] = z[0, i]
        if mood_begun.shape[0] > 0:
            for i in range(moods):
                mood[i] = mood_begun[n, i, 0] + mood_begun[n, i, 1] * mood[i]
        if states > 0:
            fill_words(c0, start_name, high, _MOOD_START | np.uint64(date0), k0, k1, start_words)
            _compiled_states.begin(
                x,
                theta,
                start_words[0],
                state_plane,
                state_age,
                pr.state_lasted,
                pr.start_from,
                pr.start_value,
                pr.start_chance,
                transition,
                due,
            )
        if levels > 0:
            _compiled_levels.begin(
                x,
                theta,
                change,
                number,
                pr.level_start,
                pr.level_inflow,
                pr.level_kept,
                pr.level_mean,
                pr.level_spread,
            )

        for t in range(mornings):
            if stop[0]:
                return
            date = date0 + t
            lane = date & 3
            if t == days:
                lane = 0  # of a day that is not played nothing is drawn
            if t == fresh:
                index = np.uint64(chance[n])
                c0 = index & _MASK
                high = index >> _S32
            if (lane == 0 or t == 0 or t == fresh) and t < days:
                block = np.uint64(date >> 2)
                fill_words(c0, row_name, high, _ACT | block, k0, k1, words)
                fill_words(c0, mood_name, high, _MOOD | block, k0, k1, z)
                normal_quantile_in_place(z_flat, 4 * moods)
                if chances > 0:
                    fill_words(c0, chance_name, high, _ACT | block, k0, k1, chance_words)
                if shocks > 0:
                    fill_words(c0, shock_name, high, _MOOD | block, k0, k1, shock)
                    normal_quantile_in_place(shock_flat, 4 * shocks)

            # planes of the day: the evening before, before the states move, the morning
            for stage in range(first_stage, 3):
                if stage == 0 and t == 0:
                    continue
                if stage == 1 or (stage == 2 and first_stage == 2):
                    for i in range(calendar_from[t], calendar_from[t + 1]):
                        x[calendar_plane[i]] = calendar_value[i]
                if stage == 2:
                    if states > 0:
                        move(
                            x,
                            theta,
                            chance_words[lane],
                            t,
                            state_plane,
                            state_age,
                            leaving_from,
                            leaving,
                            transition,
                            due,
                            to_value,
                            to_chance,
                        )
                        while step < last_step and moved[step] < (t + 1) * states * VALUES:
                            code = moved[step] - t * states * VALUES
                            _compiled_states.take(
                                x, state_plane, state_age, code // VALUES, code % VALUES
                            )
                            step += 1
                    for i in range(logs):
                        logged[i] = (log_c[i] + x[log_input[i]]) * log_factor[i]
                    log_in_place(logged, scratch, logs)
                    for i in range(logs):
                        x[log_plane[i]] = logged[i]
                    for i in range(spreads):
                        s = theta[spread_coefficient[i]]
                        x[spread_plane[i]] = s * x[spread_input[i]] - 0.5 * s * s
                work_out(
                    stage_from[stage],
                    stage_from[stage + 1],
                    x,
                    theta,
                    operation,
                    constant,
                    op_input,
                    op_weight,
                    fired,
                    seen,
                    ring,
                    ring_at,
                    ballot,
                )

                if stage == 0:
                    for i in range(evenings, asked):
                        o = asked_outcome[i]
                        if window_first[o] <= t - 1 <= window_last[o]:
                            if asked_sign[i] * (x[asked_plane[i]] - asked_value[i]) >= 0.0:
                                streak[i] += 1
                                count[o] += 1
                                if streak[i] == asked_days[i] and first[o] < 0:
                                    first[o] = t - 1
                            else:
                                streak[i] = 0
                    for i in range(values):
                        o = value_outcome[i]
                        if (first[o] if o >= 0 else value_day[i]) == t - 1:
                            out_value[n, i] = x[value_plane[i]]
                    if t == days:
                        break
            if t == days:
                break
            # questions about planes
            for i in range(watched.shape[0]):
                out_watch[n, t, i] = x[watched[i]]
            for i in range(followed.shape[0]):
                out_state[n, t, i] = np.uint8(x[followed[i]])
            for i in range(evenings):
                o = asked_outcome[i]
                if window_first[o] <= t <= window_last[o]:
                    if asked_sign[i] * (x[asked_plane[i]] - asked_value[i]) >= 0.0:
                        streak[i] += 1
                        count[o] += 1
                        if streak[i] == asked_days[i] and first[o] < 0:
                            first[o] = t
                    else:
                        streak[i] = 0
            if trace:
                for i in range(x.shape[0]):
                    out_planes[n, t, i] = x[i]

            # hazards
            for i in range(segments):
                total = 0.0
                for j in range(segment_from[i], segment_from[i + 1]):
                    total += weight[j] * x[term_plane[j]]
                sides[segment_slot[i]] = total
            for i in range(closings):
                gates[gate_slot[i]] = 1.0
            for i in range(closings):
                gates[gate_slot[i]] *= 1.0 - theta[gate_strength[i]] * (1.0 - x[gate_plane[i]])
            for i in range(timed):
                joint = timed_joint[i]
                consent = theta[rule[joint_process[joint]]]
                mutual[joint] = consent >= CONSENT and x[timed_plane[i]] >= IN_FORCE
            for p in range(processes):
                hazards[p] = base[p] + sides[p]
            for i in range(joints):
                p = joint_process[i]
                s1 = sides[processes + p]
                s2 = sides[2 * processes + p]
                if mutual[i]:
                    hazards[p] += EACH_SIDE * (s1 + s2)
                else:
                    hazards[processes + i] = hazards[p] + s2
                    hazards[p] += s1
            exp_in_place(hazards, processes + joints)
            for i in range(joints):
                p = joint_process[i]
                g1 = gates[processes + p]
                g2 = gates[2 * processes + p]
                if mutual[i]:
                    hazards[p] *= g1 * g2
                else:
                    hazards[p] = max(g1 * hazards[p], g2 * hazards[processes + i])
            if taken_apart:
                for p in range(processes):
                    out_terms[n, t, p, 0] = base[p] + sides[p]
                    out_terms[n, t, p, 1] = sides[processes + p]
                    out_terms[n, t, p, 2] = sides[2 * processes + p]
                    if first_day[p] <= t <= last_day[p]:
                        out_terms[n, t, p, 3] = gates[p] * hazards[p]

            # draws
            acts = 0
            every = tally or put_in[t]
            for p in range(processes):
                hazard = gates[p] * hazards[p]
                # most days end here: 1 - exp(-h) < h
                if words[lane, p] >= hazard and not every:
                    continue
                if t < first_day[p] or t > last_day[p]:
                    continue
                if tally:
                    out_hazard[n, p] += -math.expm1(-hazard)
                if play and forced[t, p] >= 0:
                    if forced[t, p] == 0:
                        continue
                elif words[lane, p] >= -math.expm1(-hazard):
                    continue
                acted[acts] = p
                acts += 1
                happened[p] = 1
            for i in range(schedule_from[t], schedule_from[t + 1]):
                row = schedule_row[i]
                already = False
                for j in range(schedule_same_from[i], schedule_same_from[i + 1]):
                    already |= happened[schedule_same[j]] > 0
                if already:
                    continue
                if play and forced[t, row] >= 0:
                    if forced[t, row] == 0:
                        continue
                elif words[lane, row] >= theta[schedule_probability[i]] or (
                    schedule_while[i] >= 0 and x[schedule_while[i]] < IN_FORCE
                ):
                    continue
                acted[acts] = row
                acts += 1
                happened[row] = 1

            while act < last_act and told[act] < (t + 1) * rows:
                acted[acts] = told[act] - t * rows
                acts += 1
                act += 1

            # the day's acts
            for k in range(acts):
                row = acted[k]
                happened[row] = 0
                size = 1.0
                for i in range(size_from[row], size_from[row + 1]):
                    if size_while[i] < 0 or x[size_while[i]] >= IN_FORCE:
                        u = chance_words[lane, size_word[row]]
                        size = size_of(size_law[i], size_1[i], size_2[i], u)
                        break
                for i in range(impact_from[row], impact_from[row + 1]):
                    m = impact_plane[i] - m0
                    if t < memory_until[m]:
                        w = impact_weight[i]
                        q = impact_anticipation[i]
                        if q >= 0:
                            w *= 1.0 - theta[q]
                        if impact_amount[i] >= 0:  # on a level
                            w *= theta[impact_amount[i]]
                            if impact_sized[i]:
                                w *= size
                            if impact_while[i] >= 0:
                                w *= x[impact_while[i]]
                        added[m] += w
                for i in range(act_from[row], act_from[row + 1]):
                    o = act_outcome[i]
                    if window_first[o] <= t <= window_last[o]:
                        ref = window_after[o]
                        if ref >= 0 and not (
                            first[ref] >= 0 and first[ref] < t <= first[ref] + window_within[o]
                        ):
                            continue
                        count[o] += 1
                        if count[o] == at_least[o]:
                            first[o] = t
                if capacity > 0 and out_recorded[n] < capacity:
                    out_record[n, out_recorded[n]] = t * rows + row
                    out_recorded[n] += 1

            # what carries over to the next day
            for i in range(relax_plane.shape[0]):
                d = relax_plane[i]
                rate = 1.0
                if relax_speed[i] >= 0:
                    # a plane below zero may slow it down, not turn it back
                    rate = max(rate + theta[relax_gain[i]] * x[relax_speed[i]], 0.0)
                x[d] += (x[relax_target[i]] - x[d]) * (1.0 - 2.0 ** (-rate / relax_half_life[i]))
            for i in range(memories):
                memory[i] = memory[i] * decay[i] + added[i]
            if acts > 0:
                added[:] = 0.0
            if levels > 0:
                flow(x, shock[lane], change, number)
            innovations = z[lane]
            for i in range(moods):
                mood[i] = mood_rho[i] * mood[i] + mood_innovation[i] * innovations[i]
