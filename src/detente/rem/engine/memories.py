"""Memories of networks, as changes at moments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from detente.errors import InputError
from detente.rem.data.times import duration_of
from detente.rem.engine import _compiled_memory as compiled

if TYPE_CHECKING:
    from detente.rem.data.history import History
    from detente.rem.data.network import Entries
    from detente.rem.data.timeline import Timeline
    from detente.rem.effects.base import Counts, Memory
    from detente.rem.engine.arrays import Flags, Floats, Ints


@dataclass(frozen=True)
class ResolvedMemory:
    """A memory, resolved: durations in the clock's unit, and as of when it is measured.

    Attributes
    ----------
    network : str or None
    binary : bool
    window, half_life : float or None
    at : {"start", "end", "event"}
        Whether it is measured as of the start or the end of each interval, or of the event before
        or with which it ends.
    counts : {"weight", "acts", "order"}
        Whether it adds up weights, or acts, or holds the place in time of the last act.
    """

    network: str | None
    binary: bool
    window: float | None
    half_life: float | None
    at: Literal["start", "end", "event"]
    counts: Counts = "weight"

    @property
    def at_start(self) -> bool:
        """Whether it is measured as of the start of each interval."""
        return self.at == "start"

    def reference(self, timeline: Timeline) -> Floats:
        """As of when it is measured, at each moment."""
        if self.at == "event":
            return timeline.following
        return timeline.before if self.at == "start" else timeline.time


def resolve(memory: Memory, history: History, timed: bool) -> ResolvedMemory:
    """Settings as they hold for this history."""
    window = None if memory.window is None else duration_of(memory.window, history.clock)
    decay = None if memory.half_life is None else duration_of(memory.half_life, history.clock)
    at = memory.at or ("start" if timed and decay is not None else "end")
    return ResolvedMemory(memory.network, memory.binary, window, decay, at, memory.counts)


def entries(memory: ResolvedMemory, history: History, directed: bool) -> Entries:
    """Entries of the network that a memory keeps.

    Raises
    ------
    InputError
        If a window or decay is asked of ties that are replaced, or decay of ties that hold from
        the start: it is not known when they were added.
    """
    found = history.own(directed) if memory.network is None else history.network(memory.network)
    if memory.window is not None or memory.half_life is not None:
        name = "past" if memory.network is None else memory.network
        what = "a window" if memory.half_life is None else "a half-life"
        if (found.replace & ~found.initial).any():
            raise InputError(
                f"network '{name}': {what} needs the times at which ties were added; ties that "
                "are replaced have none: give them as increments"
            )
        if memory.half_life is not None and found.since is None and found.initial.any():
            raise InputError(
                f"network '{name}': a half-life needs the time at which ties of the start were "
                "added: Network(initial, since=…), or give them as increments"
            )
        begins = history.time[0] if history.start is None else history.start
        if found.since is not None and found.since > begins:
            raise InputError(
                f"network '{name}': ties of the start are said to be added (since) after the "
                "record begins; give them as increments"
            )
    value, replaces = found.value, found.replace
    if memory.window is not None or memory.half_life is not None:
        replaces = np.zeros_like(replaces)  # each tie of the start stands once: an increment too
    if memory.counts != "weight":
        value = (value > 0).astype(np.float64)
    if memory.counts == "order":
        value *= np.unique(found.time, return_inverse=True)[1] + 1.0
        replaces = np.ones_like(replaces)
    seen = kept(memory, found)
    return replace(
        found,
        time=found.time[seen],
        i=found.i[seen],
        j=found.j[seen],
        value=value[seen],
        replace=replaces[seen],
    )


def kept(memory: ResolvedMemory, found: Entries) -> Flags:
    """Entries of a network that a memory keeps.

    Where acts count, what adds nothing or takes away is none; a tie that is replaced by nothing is
    then as if there had been none.
    """
    seen = np.ones(found.time.size, np.bool_)
    if memory.counts != "weight":
        seen &= (found.value > 0) | found.replace
    if memory.window is not None or memory.half_life is not None:
        seen &= np.isfinite(found.added)
        if not found.directed:
            seen &= ~_told_twice(found)
    return seen


def _told_twice(found: Entries) -> Flags:
    """Ties of the start whose pair a later row tells as well, in the other order."""
    low, high = np.minimum(found.i, found.j), np.maximum(found.i, found.j)
    twice = np.zeros(found.time.size, np.bool_)
    last = {(a, b): k for k, (a, b) in enumerate(zip(low, high, strict=True)) if found.initial[k]}
    for k in np.flatnonzero(found.initial).tolist():
        twice[k] = last[low[k], high[k]] != k
    return twice


def expiries(memory: ResolvedMemory, found: Entries) -> Floats:
    """Times at which entries leave the window."""
    if memory.window is None or memory.at != "end":
        return np.zeros(0)
    return found.added + memory.window


def changes(
    memory: ResolvedMemory, found: Entries, timeline: Timeline, actors: int
) -> tuple[Ints, Ints, Ints, Floats, Floats | None]:
    """Moments, ties and new values; and, with decay, the factor at each moment."""
    moments = timeline.time.size
    enters = timeline.sees(found.time, memory.at_start)
    seen = enters < moments
    enters = enters[seen]
    time, i, j = found.added[seen], found.i[seen], found.j[seen]
    value, replace = found.value[seen], found.replace[seen]
    reference = memory.reference(timeline)
    if memory.half_life is not None:
        order = np.argsort(enters, kind="stable")
        return compiled.decaying(  # type: ignore[no-any-return]
            actors,
            time[order],
            enters[order],
            i[order],
            j[order],
            value[order],
            found.directed,
            memory.half_life,
            moments,
            reference,
        )
    leaves = np.zeros(time.size, np.bool_)
    if memory.window is not None:
        gone = np.searchsorted(reference, time + memory.window, side="right").astype(np.int64)
        gone = np.maximum(gone, enters)
        stays = gone >= moments
        enters = np.concatenate([enters, gone[~stays]])
        i, j = np.concatenate([i, i[~stays]]), np.concatenate([j, j[~stays]])
        value = np.concatenate([value, value[~stays]])
        replace = np.concatenate([replace, replace[~stays]])
        leaves = np.concatenate([leaves, np.ones(int((~stays).sum()), np.bool_)])
    order = np.argsort(enters, kind="stable").astype(np.int64)
    moment, a, b, new = compiled.accumulating(
        actors, order, enters, i, j, value, replace, leaves, found.directed, memory.binary
    )
    return moment, a, b, new, None
