"""A record that goes on: the statistics after events that are not in it (yet)."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import real, whole
from detente.rem.engine import memories
from detente.rem.engine._compiled_checks import replay, statistics_now
from detente.rem.engine._compiled_state import apply_change
from detente.rem.engine.arrays import (
    AB_AY,
    AB_BA,
    LAST,
    NODE_CHANGE,
    PRESENCE,
    RESCALE,
    TIE_CHANGE,
    Program,
)

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Flags, Floats
    from detente.rem.engine.design import Design
    from detente.rem.engine.memories import ResolvedMemory

NOTHING = 1e-12
LARGEST = 1e100
"""Of weights, without their sign: sums of larger ones leave a computer's numbers."""

AT_ONCE, ENTERS, LEAVES = 0, 1, 2
"""Order of changes of one time; presence holds from its very time."""

Waiting = tuple[float, int, int, tuple[Any, ...]]
"""Time, order within it, number, and what changes."""


class Live:
    """The state of a model that goes on from one moment of a record.

    It begins as the model sees the moment: before its event. `record` adds events, `to` moves the
    clock; changes of networks, covariates and presence that the record holds for later come as
    their times are reached, its later events do not.

    Parameters
    ----------
    design : Design
        A model on a history: ``model.design_`` or ``model.design(history)``.
    moment : int
        Where to begin; the number of moments stands for the end of the record, after its last
        event.
    time : float, optional
        An earlier time at which the clock begins, within the interval that ends at the moment.

    Attributes
    ----------
    time : float
        The clock, in the numbers of `design.history.clock`.
    """

    def __init__(self, design: Design, moment: int, time: float | None = None) -> None:
        line = design.timeline
        moments = line.time.size
        moment = whole(moment, "moment")
        if not 0 <= moment <= moments:
            raise InputError(f"moment {moment} is outside 0 … {moments} of the record")
        at = min(moment, moments - 1)
        self.design = design
        self.time = float(line.time[at]) if time is None else time
        self.before = min(float(line.before[at]), self.time)
        self._state = replay(design.program, design.world, design.changes, at)
        p = design.program
        rows = (p.scale.shape[0], p.spread.shape[0])
        self._program: Program = p._replace(
            scale=np.ones((rows[0], 1)),
            centre=np.zeros((rows[1], 1)),
            spread=np.ones((rows[1], 1)),
        )
        self._tick = moments
        self._order = 0
        self._queue: list[Waiting] = []
        self._until_before: list[Waiting] = []  # for memories measured as of `before`
        self._stamps: dict[int, tuple[float, float]] = {}  # of memories of the last act
        self._last: list[tuple[int, int]] = []
        self._last_time = -np.inf
        self._begin(at)
        self.to(self.time)
        history = design.history
        same = line.event[(line.time == line.time[at]) & (line.event >= 0)]
        if time is not None:
            same = same[:0]
        elif moment < moments:  # events of this very time that come before this one
            same = same[same < line.event[at]]
        for k in same.tolist():
            self._push_event(
                float(history.time[k]),
                int(history.sender[k]),
                int(history.receiver[k]),
                float(history.weight[k]),
            )
        if moment == moments:
            self.to(float(np.nextafter(max(line.end, self.time), np.inf)))

    # -- reading ------------------------------------------------------------------------------

    @property
    def active(self) -> Flags:
        """Cells at risk, shape (C,): pairs i·N + j, or senders in rate models."""
        active: Flags = self._state.active
        return active

    @property
    def statistics(self) -> Floats:
        """Statistics of all cells now, shape (C, p)."""
        for row, memory in self._scaled:
            reference = self.before if memory.at_start else self.time
            assert memory.half_life is not None
            self._program.scale[row, 0] = 2.0 ** (
                -(reference - self._epochs[self.design.memories.index(memory)]) / memory.half_life
            )
        statistics_now(self._program, self._state)
        x: Floats = self._state.x
        return x

    def next_change(self) -> float:
        """When something changes next without an event; infinity if nothing does."""
        return self._queue[0][0] if self._queue else np.inf

    # -- moving on ----------------------------------------------------------------------------

    def to(self, time: float) -> None:
        """Move the clock: what happened strictly before `time` is seen, presence at it as well.

        Raises
        ------
        InputError
            If the clock would go back.
        """
        time = real(time, "time")
        if time < self.time:
            raise InputError(f"the clock stands at {self.time}; it cannot go back to {time}")
        queue = self._queue
        while queue and (queue[0][0] < time or (queue[0][0] == time and queue[0][1] == AT_ONCE)):
            when, _, _, change = heapq.heappop(queue)
            if when < time and self._cuts(*change):
                self.before = max(self.before, when)
            self._apply(when, *change)
        later = self._until_before
        while later and (
            later[0][0] < self.before or (later[0][0] == self.before and later[0][1] == ENTERS)
        ):
            when, _, _, change = heapq.heappop(later)
            self._apply(when, *change)
        self.time = time

    def record(self, sender: int, receiver: int, weight: float = 1.0) -> None:
        """An event happens now, between actors given by index; it is seen from later on."""
        last = len(self.design.history.actors.labels) - 1
        sender = whole(sender, "sender", 0, last)
        receiver = whole(receiver, "receiver", 0, last)
        if sender == receiver:
            raise InputError(f"sender and receiver are both {sender}; nobody acts on itself")
        weight = real(weight, "weight")
        if abs(weight) > LARGEST:
            raise InputError(f"weight is {weight}; give one within ±{LARGEST:g}")
        self._push_event(self.time, sender, receiver, weight)

    # -- inside -------------------------------------------------------------------------------

    def _begin(self, at: int) -> None:
        """Memories as they stand, and what the record holds for later."""
        n = len(self.design.history.actors.labels)
        size = len(self.design.memories)
        self._raw = np.zeros((size, n, n))
        self._entries = np.zeros((size, n, n), np.int64)
        self._epochs = [0.0] * size
        self._directed: list[bool] = []
        self._scaled: list[tuple[int, ResolvedMemory]] = []
        for index, memory in enumerate(self.design.memories):
            self._begin_memory(index, memory, at)
        self._begin_actors(at)
        if self._shifts:
            self._begin_last(at)

    def _begin_memory(self, index: int, memory: ResolvedMemory, at: int) -> None:
        design, line = self.design, self.design.timeline
        found = memories.entries(memory, design.history, design.directed)
        if memory.counts == "order":
            self._stamps[index] = (-np.inf, found.time.size + 1.0)
        self._directed.append(found.directed)
        if memory.half_life is not None:
            rows = design.program.scale_row
            users = np.flatnonzero((design.program.source == index) & (rows >= 0))
            self._scaled += [(int(rows[e]), memory) for e in users]
            self._epochs[index] = float(memory.reference(line)[at])
            scale = design.program.scale[rows[users[0]], at]
            self._change(RESCALE, index, 0, 0, float(scale))
            self._raw[index] = self._state.w[index]
        seen = line.sees(found.time, memory.at_start) <= at
        added, reference = found.added, float(memory.reference(line)[at])
        events = self._own_events(memory) if memory.network is None else np.zeros_like(seen)
        for k in range(found.time.size):
            when = float(added[k])
            i, j = int(found.i[k]), int(found.j[k])
            value, replace = float(found.value[k]), bool(found.replace[k])
            if seen[k] and memory.half_life is None:
                self._note(index, memory, reference, when, i, j, value, replace)
            elif not seen[k] and not events[k]:
                self._push_tie(memory, when, ("tie", index, i, j, value, replace))

    def _begin_actors(self, at: int) -> None:
        """Changes of covariates and presence that are to come."""
        history, line = self.design.history, self.design.timeline
        for index, name in enumerate(self.design.covariates):
            values = history.covariate(name)
            for k in np.flatnonzero(line.sees(values.time) > at).tolist():
                change = ("node", index, int(values.node[k]), float(values.value[k]))
                self._push(float(values.time[k]), ENTERS, change)
        when, who, value = history.presence
        for k in np.flatnonzero(line.sees_presence(when) > at).tolist():
            self._push(float(when[k]), AT_ONCE, ("presence", int(who[k]), float(value[k])))

    def _begin_last(self, at: int) -> None:
        """Events of the last time before the moment."""
        history = self.design.history
        earlier = history.time[history.time < self.design.timeline.time[at]]
        if earlier.size:
            self._last_time = float(earlier[-1])
            for k in np.flatnonzero(history.time == self._last_time).tolist():
                self._last.append((int(history.sender[k]), int(history.receiver[k])))

    def _own_events(self, memory: ResolvedMemory) -> Flags:
        """Which entries of the own network are events rather than the past."""
        history = self.design.history
        order = np.argsort(np.concatenate([history.past.time, history.time]), kind="stable")
        kept = memories.kept(memory, history.own(self.design.directed))
        return np.asarray(order >= history.past.time.size, np.bool_)[kept]

    @property
    def _shifts(self) -> bool:
        kinds = self.design.program.kind
        return bool(((kinds >= AB_BA) & (kinds <= AB_AY)).any())

    def _cuts(self, what: str, *change: Any) -> bool:
        """Whether a change ends an interval."""
        if what == "leave" and self.design.memories[change[0]].at == "event":
            return False
        return self.design.timed or what == "event"

    def _push(self, when: float, phase: int, change: tuple[Any, ...]) -> None:
        self._order += 1
        heapq.heappush(self._queue, (when, phase, self._order, change))

    def _push_event(self, when: float, i: int, j: int, weight: float) -> None:
        self._push(when, ENTERS, ("event",))
        for index, memory in enumerate(self.design.memories):
            if memory.network is not None:
                continue
            if memory.counts == "weight":
                self._push_tie(memory, when, ("tie", index, i, j, weight, False))
            elif weight > 0:
                replace = memory.counts == "order"
                self._push_tie(memory, when, ("tie", index, i, j, 1.0, replace))
        if self._shifts:
            self._push(when, ENTERS, ("last", i, j))

    def _push_tie(self, memory: ResolvedMemory, when: float, change: tuple[Any, ...]) -> None:
        if memory.at_start:
            self._push(when, ENTERS, ("cut",))
            self._order += 1
            heapq.heappush(self._until_before, (when, ENTERS, self._order, change))
        else:
            self._push(when, ENTERS, change)

    def _change(self, what: int, target: int, i: int, j: int, value: float) -> None:
        self._tick += 1
        self._state.counters[0] = 0
        apply_change(
            self._program, self.design.world, self._state, what, target, i, j, value, self._tick
        )

    def _apply(self, when: float, what: str, *change: Any) -> None:
        if what == "node":
            index, node, value = change
            self._change(NODE_CHANGE, index, node, node, value)
        elif what == "presence":
            node, value = change
            self._change(PRESENCE, 0, node, node, value)
        elif what == "last":
            if when > self._last_time:
                for i, j in self._last:
                    self._change(LAST, 0, i, j, -1.0)
                self._last, self._last_time = [], when
            self._last.append((change[0], change[1]))
            self._change(LAST, 0, change[0], change[1], 1.0)
        elif what == "tie":
            index, i, j, value, replace = change
            self._tie(when, index, i, j, value, replace)
        elif what == "leave":
            index, i, j, value = change
            self._leave(index, i, j, value)

    def _note(
        self,
        index: int,
        memory: ResolvedMemory,
        reference: float,
        when: float,
        i: int,
        j: int,
        value: float,
        replace: bool,
    ) -> None:
        """An entry that the state already holds: what it was, and when it leaves a window."""
        if memory.window is not None:
            if reference > when + memory.window:
                return
            self._expire(index, memory, when, i, j, value)
        for a, b in self._sides(index, i, j):
            self._raw[index, a, b] = value if replace else self._raw[index, a, b] + value
            self._entries[index, a, b] += 1

    def _sides(self, index: int, i: int, j: int) -> list[tuple[int, int]]:
        return [(i, j)] if self._directed[index] else [(i, j), (j, i)]

    def _expire(
        self, index: int, memory: ResolvedMemory, when: float, i: int, j: int, value: float
    ) -> None:
        assert memory.window is not None
        change = ("leave", index, i, j, value)
        if memory.at_start:
            self._order += 1
            heapq.heappush(self._until_before, (when + memory.window, LEAVES, self._order, change))
        else:
            self._push(when + memory.window, LEAVES, change)

    def _tie(self, when: float, index: int, i: int, j: int, value: float, replace: bool) -> None:
        memory = self.design.memories[index]
        if memory.counts == "order" and value > 0:
            last, stamp = self._stamps[index]
            value = stamp + (when > last)
            self._stamps[index] = (when, value)
        if memory.half_life is not None:
            if when - self._epochs[index] > 200.0 * memory.half_life:
                factor = 2.0 ** (-(when - self._epochs[index]) / memory.half_life)
                self._epochs[index] = when
                self._raw[index] *= factor
                self._change(RESCALE, index, 0, 0, factor)
            value *= 2.0 ** ((when - self._epochs[index]) / memory.half_life)
        elif memory.window is not None:
            self._expire(index, memory, when, i, j, value)
        for a, b in self._sides(index, i, j):
            old = self._raw[index, a, b]
            self._entries[index, a, b] += 1
            self._set(index, memory, a, b, value if replace else old + value)

    def _leave(self, index: int, i: int, j: int, value: float) -> None:
        memory = self.design.memories[index]
        for a, b in self._sides(index, i, j):
            self._entries[index, a, b] -= 1
            left = self._raw[index, a, b] - value if self._entries[index, a, b] else 0.0
            self._set(index, memory, a, b, left)

    def _set(self, index: int, memory: ResolvedMemory, a: int, b: int, value: float) -> None:
        if abs(value) < NOTHING:
            value = 0.0
        self._raw[index, a, b] = value
        seen = float(value > 0.0) if memory.binary else value
        if seen != self._state.w[index, a, b]:
            self._change(TIE_CHANGE, index, a, b, seen)
