"""From effects and history to the arrays of the compiled passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError
from detente.rem.data import timeline as timelines
from detente.rem.engine import memories
from detente.rem.engine._compiled_checks import first_impossible, standardise
from detente.rem.engine.arrays import (
    AB_AY,
    AB_BA,
    LAST,
    NODE_CHANGE,
    PRESENCE,
    RESCALE,
    SAME,
    TIE_CHANGE,
    Changes,
    Moments,
    Program,
    World,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.rem.data.history import History
    from detente.rem.data.timeline import Timeline
    from detente.rem.effects.base import Effect, Lowered
    from detente.rem.engine.arrays import Floats, Ints
    from detente.rem.engine.memories import Kept

Step = tuple["Ints", int, int, "Ints", "Ints", "Floats"]
"""Moments, what changes, its target, i, j and values."""


@dataclass(frozen=True)
class Design:
    """A model and a history, ready to be passed over.

    Attributes
    ----------
    names : tuple of str
        One for each coefficient.
    effects : tuple of Effect
    timed, directed : bool
        Whether durations count; whether the events' own network is directed.
    history : History
    timeline : Timeline
    memories : tuple of Kept
        What the engine's memories 0, 1, … are.
    covariates : tuple of str
        What the engine's covariates 0, 1, … are.
    program, world, changes, moments
        See `detente.rem.engine.arrays`.
    """

    names: tuple[str, ...]
    effects: tuple[Effect, ...]
    timed: bool
    directed: bool
    history: History
    timeline: Timeline
    memories: tuple[Kept, ...]
    covariates: tuple[str, ...]
    program: Program
    world: World
    changes: Changes
    moments: Moments

    @property
    def events(self) -> int:
        """Number of events that are explained."""
        return int((self.moments.sender >= 0).sum())


def build(
    effects: Sequence[Effect], history: History, *, timed: bool, directed: bool, pairs: bool
) -> Design:
    """Lower effects on a history.

    Parameters
    ----------
    effects : sequence of Effect
    history : History
    timed : bool
        Whether durations count.
    directed : bool
        Whether the events' own network is directed.
    pairs : bool
        Whether cells are ordered pairs (or senders).

    Raises
    ------
    InputError
        If an effect needs what the history lacks, or an event was not possible.
    """
    lowered = [effect.lower() for effect in effects]
    kept: list[Kept] = []
    for each in lowered:
        if each.memory is not None:
            resolved = memories.resolve(each.memory, history, timed)
            if resolved not in kept:
                kept.append(resolved)
    entries = [memories.entries(k, history, directed) for k in kept]
    names: list[str] = []
    for effect, each in zip(effects, lowered, strict=True):
        if each.covariate is not None:
            if history.covariate(each.covariate).categories and each.kind != SAME:
                raise InputError(
                    f"{effect.name}: actors column '{each.covariate}' is text; only same() "
                    "compares categories"
                )
            if each.covariate not in names:
                names.append(each.covariate)
    if timed:
        lists = [history.past.times, history.presence[0]]
        lists += [e.times for e in entries] + [history.covariate(c).time for c in names]
        gone = [memories.expiries(k, e) for k, e in zip(kept, entries, strict=True)]
        line = timelines.timed(history, lists, gone)
    else:
        line = timelines.ordered(history)
    n = len(history.actors.labels)
    steps: list[Step] = []
    scales: list[Floats | None] = []
    for index, (k, e) in enumerate(zip(kept, entries, strict=True)):
        moment, i, j, value, scale = memories.changes(k, e, line, n)
        steps.append((moment, TIE_CHANGE, index, i, j, value))
        scales.append(scale)
    for index, name in enumerate(names):
        steps += _covariate(history, name, index, line)
    when, who, value = history.presence
    steps.append((line.sees_presence(when), PRESENCE, 0, who, who, value))
    if any(AB_BA <= each.kind <= AB_AY for each in lowered):
        steps += _last(history, line)
    allowed = history.allowed if directed else history.allowed & history.allowed.T
    present = history.actors.present
    world = World(allowed, present, len(kept), len(names), pairs)
    changes = _sorted(steps, line.time.size)
    happens = line.event >= 0
    moments = Moments(
        np.where(happens, history.sender[line.event], -1),
        np.where(happens, history.receiver[line.event], -1),
        line.duration,
    )
    program = _program(lowered, history, timed, kept, names, scales, line.time.size)
    wrong = first_impossible(program, world, changes, moments)
    if wrong >= 0:
        raise InputError(_impossible(history, int(line.event[wrong]), pairs))
    if program.spread.shape[0]:
        standardise(program, world, changes, moments)
    return Design(
        tuple(effect.name for effect in effects),
        tuple(effects),
        timed,
        directed,
        history,
        line,
        tuple(kept),
        tuple(names),
        program,
        world,
        changes,
        moments,
    )


def _covariate(history: History, name: str, index: int, line: Timeline) -> list[Step]:
    values = history.covariate(name)
    every = np.arange(values.start.size, dtype=np.int64)
    start = (np.zeros_like(every), NODE_CHANGE, index, every, every, values.start)
    later = (line.sees(values.time), NODE_CHANGE, index, values.node, values.node, values.value)
    return [start, later]


def _last(history: History, line: Timeline) -> list[Step]:
    """Events join the last ones, and leave when those of a later time do."""
    times, group = np.unique(history.time, return_inverse=True)
    joins = line.sees(times)
    leaves = np.append(joins[1:], line.time.size)
    ones = np.ones(group.size)
    i, j = history.sender, history.receiver
    return [(leaves[group], LAST, 0, i, j, -ones), (joins[group], LAST, 0, i, j, ones)]


def _sorted(steps: list[Step], moments: int) -> Changes:
    moment = np.concatenate([s[0] for s in steps])
    what = np.concatenate([np.full(s[0].size, s[1], np.int64) for s in steps])
    target = np.concatenate([np.full(s[0].size, s[2], np.int64) for s in steps])
    i = np.concatenate([s[3] for s in steps])
    j = np.concatenate([s[4] for s in steps])
    value = np.concatenate([s[5] for s in steps])
    what[(what == TIE_CHANGE) & (i < 0)] = RESCALE
    order = np.argsort(moment, kind="stable")
    order = order[moment[order] < moments]
    first = np.searchsorted(moment[order], np.arange(moments + 1)).astype(np.int64)
    return Changes(first, what[order], target[order], i[order], j[order], value[order])


def _program(
    lowered: list[Lowered],
    history: History,
    timed: bool,
    kept: list[Kept],
    names: list[str],
    scales: list[Floats | None],
    moments: int,
) -> Program:
    source, scale_row, spread_row = [], [], []
    scaled: list[Floats] = []
    spread = 0
    for each in lowered:
        at, scale = -1, None
        if each.memory is not None:
            at = kept.index(memories.resolve(each.memory, history, timed))
            scale = scales[at]
        elif each.covariate is not None:
            at = names.index(each.covariate)
        source.append(at)
        scale_row.append(-1 if scale is None else len(scaled))
        if scale is not None:
            scaled.append(scale)
        spread_row.append(spread if each.standardise else -1)
        spread += each.standardise

    def codes(values: list[int]) -> Ints:
        return np.array(values, np.int64)

    return Program(
        codes([each.kind for each in lowered]),
        codes(source),
        codes([each.level for each in lowered]),
        codes([each.form for each in lowered]),
        codes(scale_row),
        codes(spread_row),
        np.array(scaled, np.float64).reshape(len(scaled), moments),
        np.zeros((spread, moments)),
        np.ones((spread, moments)),
    )


def _impossible(history: History, event: int, pairs: bool) -> str:
    labels = history.actors.labels
    i, j = labels[history.sender[event]], labels[history.receiver[event]]
    where = f"events: row {history.row[event]}: {i!r} → {j!r}"
    if pairs and not history.allowed[history.sender[event], history.receiver[event]]:
        return f"{where} is not in the risk set; add the pair or take the row out"
    return (
        f"{where}: one of them is not present at that time; correct actors or presence, or take "
        "the row out"
    )
