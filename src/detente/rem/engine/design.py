"""From effects and history to the arrays of the compiled passes."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
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
    from detente.rem.data.network import Entries
    from detente.rem.data.timeline import Timeline
    from detente.rem.effects.base import Effect, Lowered
    from detente.rem.engine.arrays import Flags, Floats, Ints
    from detente.rem.engine.memories import ResolvedMemory

Step = tuple["Ints", int, int, "Ints", "Ints", "Floats"]
"""Moments, what changes, its target, i, j and values."""


@dataclass(frozen=True)
class Design:
    """A model and a history, ready to be passed over.

    Attributes
    ----------
    names : tuple of str
        One for each coefficient that is estimated.
    effects : tuple of Effect
        One for each statistic, those with a coefficient that is held included.
    timed, directed : bool
        Whether durations count; whether the events' own network is directed.
    history : History
    timeline : Timeline
    memories : tuple of ResolvedMemory
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
    memories: tuple[ResolvedMemory, ...]
    covariates: tuple[str, ...]
    program: Program
    world: World
    changes: Changes
    moments: Moments

    def __repr__(self) -> str:
        """Its effects, and how much is to be passed over."""
        names = shorten(", ".join(self.names), 300, placeholder=" …")
        size = f"{self.events} events, {self.timeline.time.size} moments"
        return f"Design of {len(self.names)} effects on {size}: {names}"

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
    resolved = _memories(lowered, history, timed)
    entries = [memories.entries(memory, history, directed) for memory in resolved]
    covariates = _covariates(effects, lowered, history)
    line = _timed(history, resolved, entries, covariates) if timed else timelines.ordered(history)
    steps, scales = _tie_steps(resolved, entries, line, len(history.actors.labels))
    for index, name in enumerate(covariates):
        steps += _covariate_steps(history, name, index, line)
    when, who, value = history.presence
    steps.append((line.sees_presence(when), PRESENCE, 0, who, who, value))
    if any(AB_BA <= each.kind <= AB_AY for each in lowered):
        steps += _last_events(history, line)
    # without a direction, either order of a pair stands for both
    allowed = history.allowed if directed else history.allowed | history.allowed.T
    world = World(allowed, history.actors.present, len(resolved), len(covariates), pairs)
    changes = _sorted(steps, line.time.size)
    moments = _moments(history, line)
    program = _program(lowered, history, timed, resolved, covariates, scales, line.time.size)
    wrong = first_impossible(program, world, changes, moments)
    if wrong >= 0:
        raise InputError(_impossible(history, int(line.event[wrong]), allowed))
    if program.spread.shape[0]:
        standardise(program, world, changes, moments)
    return Design(
        tuple(effect.name for effect in effects if effect.held is None),
        tuple(effects),
        timed,
        directed,
        history,
        line,
        tuple(resolved),
        tuple(covariates),
        program,
        world,
        changes,
        moments,
    )


def _memories(lowered: list[Lowered], history: History, timed: bool) -> list[ResolvedMemory]:
    """Memories that the effects follow, each once."""
    found: list[ResolvedMemory] = []
    for each in lowered:
        if each.memory is not None:
            resolved = memories.resolve(each.memory, history, timed)
            if resolved not in found:
                found.append(resolved)
    return found


def _covariates(effects: Sequence[Effect], lowered: list[Lowered], history: History) -> list[str]:
    """Covariates that the effects follow, each once."""
    names: list[str] = []
    for effect, each in zip(effects, lowered, strict=True):
        if each.covariate is None:
            continue
        if history.covariate(each.covariate).categories and each.kind != SAME:
            raise InputError(
                f"{effect.name}: actors column '{each.covariate}' is text; only same() "
                "compares categories"
            )
        if each.covariate not in names:
            names.append(each.covariate)
    return names


def _timed(
    history: History,
    resolved: list[ResolvedMemory],
    entries: list[Entries],
    covariates: list[str],
) -> Timeline:
    """Moments of a timed model: intervals end where anything that it uses changes."""
    changes = [history.past.times, history.presence[0]]
    changes += [found.times for found in entries]
    changes += [history.covariate(name).time for name in covariates]
    gone = [memories.expiries(k, found) for k, found in zip(resolved, entries, strict=True)]
    return timelines.timed(history, changes, gone)


def _tie_steps(
    resolved: list[ResolvedMemory], entries: list[Entries], line: Timeline, actors: int
) -> tuple[list[Step], list[Floats | None]]:
    """Changes of each memory; and, of those with decay, the factor at each moment."""
    steps: list[Step] = []
    scales: list[Floats | None] = []
    for index, (memory, found) in enumerate(zip(resolved, entries, strict=True)):
        moment, i, j, value, scale = memories.changes(memory, found, line, actors)
        steps.append((moment, TIE_CHANGE, index, i, j, value))
        scales.append(scale)
    return steps, scales


def _moments(history: History, line: Timeline) -> Moments:
    happens = line.event >= 0
    return Moments(
        np.where(happens, history.sender[line.event], -1),
        np.where(happens, history.receiver[line.event], -1),
        line.duration,
    )


def _covariate_steps(history: History, name: str, index: int, line: Timeline) -> list[Step]:
    values = history.covariate(name)
    every = np.arange(values.start.size, dtype=np.int64)
    start = (np.zeros_like(every), NODE_CHANGE, index, every, every, values.start)
    later = (line.sees(values.time), NODE_CHANGE, index, values.node, values.node, values.value)
    return [start, later]


def _last_events(history: History, line: Timeline) -> list[Step]:
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
    resolved: list[ResolvedMemory],
    covariates: list[str],
    scales: list[Floats | None],
    moments: int,
) -> Program:
    source, scale_row, spread_row = [], [], []
    scaled: list[Floats] = []
    spread = 0
    for each in lowered:
        at, scale = -1, None
        if each.memory is not None:
            at = resolved.index(memories.resolve(each.memory, history, timed))
            scale = scales[at]
        elif each.covariate is not None:
            at = covariates.index(each.covariate)
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


def _impossible(history: History, event: int, allowed: Flags) -> str:
    labels = history.actors.labels
    i, j = labels[history.sender[event]], labels[history.receiver[event]]
    where = f"events: row {history.row[event]}: {i!r} → {j!r}"
    if not allowed[history.sender[event], history.receiver[event]]:
        return f"{where} is not in the risk set; add the pair or take the row out"
    return (
        f"{where}: one of them is not present at that time; correct actors or presence, or take "
        "the row out"
    )
