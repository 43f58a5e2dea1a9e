"""The arrays of one scenario, in the exact types that the compiled kernel expects."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

I32 = NDArray[np.int32]
U32 = NDArray[np.uint32]
I64 = NDArray[np.int64]
U64 = NDArray[np.uint64]
F64 = NDArray[np.float64]
U8 = NDArray[np.uint8]

CONSENT: Final = 0.5
"""Value of its rule's coefficient from which on a joint act needs both sides."""

IN_FORCE: Final = 0.5
"""Value of a plane from which on the condition that it stands for holds."""

EACH_SIDE: Final = 0.5
"""Weight of what speaks on either side of a joint act that needs both."""


class Program(NamedTuple):
    """What the kernel reads. Types never depend on the scenario, so nothing is recompiled.

    What is never −1 is unsigned: the compiled loop tests every signed index for counting from the
    end, which costs a seventh of its time. Rows are processes first, then scheduled acts. An index
    of −1 means "none".
    """

    start: I64  # [absolute date (proleptic ordinal) of day 0, days]
    # planes
    initial: F64  # [planes]
    begun_plane: U32  # planes that begin elsewhere on some paths
    begun_ring: U32  # cells of windows that do
    begun_flag: U32  # operations that know of days before the first
    calendar_from: I32  # [days + 1] span of the calendar's changes on each day
    calendar_plane: U32
    calendar_value: F64
    memory_span: I32  # [first, last + 1)
    memory_decay: F64  # [memories]
    memory_until: I32  # [memories]
    mood_rho: F64  # [moods]; their planes follow those of the memories
    mood_innovation: F64  # sqrt(1 - rho**2)
    mood_name: U64  # [2, moods]
    relax_plane: U32
    relax_target: U32
    relax_half_life: F64
    relax_speed: I32
    relax_gain: I32
    log_plane: U32  # log-levels of memories, all at once
    log_input: U32
    log_c: F64
    log_factor: F64  # 1 / (c + usual)
    spread_plane: U32  # moods with their spread, all at once
    spread_input: U32
    spread_coefficient: U32
    stage_from: I32  # [4] spans of the others by phase
    op_code: I32  # all other derived planes, in topological order
    op_plane: U32
    op_from: I32  # [ops + 1] span of inputs
    op_input: U32
    op_weight: F64  # of each input
    op_coefficient: I32
    op_c1: F64
    op_c2: F64
    ring_from: I32  # [ops + 1] spans of the days that a window keeps
    ballot: I32  # [1] what the largest vote is counted in
    # states and levels
    chance_name: U64  # [2, uniform draws of each day, of transitions and sizes]
    start_name: U64  # [2, states]
    shock_name: U64  # [2, levels that have shocks]
    state_plane: U32
    state_age: U32
    state_lasted: I32  # days by the evening before day 0; -1 if it begins with the play
    start_from: I32  # [states + 1] spans of the values that a state may begin with
    start_value: I32
    start_chance: U32
    move_from: I32  # [states + 1] spans of transitions
    move_before: I64  # bit by bit the values that it leaves
    move_plane: I32
    move_day: I32
    move_lasted: I32
    move_rate: I32
    move_factor: I32
    move_along: I32  # plane that is added on the log scale
    move_word: I32  # column of chance_name; -1 of what is certain when it is due
    to_from: I32  # [transitions + 1] spans of the values that it may lead to
    to_value: I32
    to_chance: U32
    level_plane: U32
    level_start: U32
    level_lower: F64
    level_upper: F64
    level_inflow: I32
    level_inflow_plane: I32
    level_season: I32
    level_kept: F64
    level_mean: I32
    level_spread: I32
    level_shock: I32  # column of shock_name; -1 without shocks
    # processes
    name: U64  # [2, rows]
    first_day: I32  # [processes]
    last_day: I32
    joint_process: U32  # the processes that are joint acts
    rule: I32  # coefficient of the mutual rule
    alpha: U32  # coefficient of the baseline
    segment_from: U32  # [segments + 1] spans of the terms of one process and side
    segment_slot: U32  # side * processes + process
    term_plane: U32
    term_coefficient: U32
    term_scale: F64
    gate_slot: U32  # side * processes + process
    gate_plane: U32
    gate_strength: U32
    timed_joint: U32  # joint acts, by their number among these, whose rule holds at times
    timed_plane: U32
    # acts
    impact_from: I32  # [rows + 1]
    impact_plane: U32
    impact_weight: F64
    impact_anticipation: I32
    impact_amount: I32
    impact_sized: U8
    impact_while: I32
    size_word: I32  # [rows] column of chance_name
    size_from: I32  # [rows + 1] spans of laws, of which the first counts whose plane is 1
    size_law: I32
    size_1: F64
    size_2: F64
    size_while: I32
    schedule_from: I32  # [days + 1] span of scheduled acts on each day
    schedule_row: U32
    schedule_probability: U32
    schedule_while: I32
    schedule_same_from: I32  # [scheduled acts + 1] spans of the rows of the same act on that day
    schedule_same: U32


class Questions(NamedTuple):
    """The outcomes, as arrays.

    An outcome of kind 0 counts acts; of kind 1 watches a plane. `after` is the outcome whose
    first passage opens the window of `within` days, or −1.
    """

    act_from: I32  # [rows + 1] outcomes that a row counts for
    act_outcome: U32
    first: I32  # [outcomes] first day of the window
    last: I32
    after: I32
    within: I32
    at_least: I32
    level_outcome: U32
    level_plane: U32
    level_sign: F64  # +1 at or above, −1 at or below
    level_value: F64
    level_days: I32
    evenings: I32  # [1] number of the first of these that looks at the evening; they come last
    value_plane: U32  # planes of which one evening's value is asked
    value_day: I32
    value_outcome: I32  # that of the first passage of this outcome; -1 for the day
    watched: U32  # planes of which the path is kept
    followed: U32  # states of which it is


FIXED, LOG_NORMAL, GEOMETRIC = 1, 2, 3
"""Laws of sizes."""


def i64(values: object) -> I64:
    """Contiguous int64 array."""
    return np.array(values, dtype=np.int64).reshape(-1)


def u8(values: object) -> U8:
    """Contiguous uint8 array."""
    return np.array(values, dtype=np.uint8).reshape(-1)


def i32(values: object) -> I32:
    """Contiguous int32 array."""
    return np.array(values, dtype=np.int32).reshape(-1)


def u32(values: object) -> U32:
    """Contiguous uint32 array."""
    return np.array(values, dtype=np.uint32).reshape(-1)


def f64(values: object) -> F64:
    """Contiguous float64 array."""
    return np.array(values, dtype=np.float64).reshape(-1)


def spans(counts: list[int]) -> I32:
    """Cumulative starts of consecutive spans."""
    return i32(np.concatenate([[0], np.cumsum(np.array(counts, dtype=np.int64))]))
