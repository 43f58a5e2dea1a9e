"""Moments: the events to be explained and, in timed models, the ends of intervals without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.rem.data.history import History
    from detente.rem.engine.arrays import Flags, Floats, Ints


@dataclass(frozen=True)
class Timeline:
    """Moments in order.

    Attributes
    ----------
    time, duration : float64, shape (M,)
        End and length of the interval; duration is 0 throughout in ordered models.
    before : float64, shape (M,)
        Start of the interval: the last different time (the moment's own where there is none).
    event : int64, shape (M,)
        Index of the event in the history, or −1.
    start, end : float
        First and last time of the clock.
    """

    time: Floats
    duration: Floats
    before: Floats
    event: Ints
    start: float
    end: float

    @property
    def following(self) -> Floats:
        """Time of the event with which, or before which, the interval ends; the end, after all."""
        happens = self.event >= 0
        times = np.append(self.time[happens], self.end)
        earlier: Ints = np.cumsum(happens) - happens
        return np.asarray(times[earlier])

    def sees(self, time: Floats, at_start: bool = False) -> Ints:
        """The first moment that sees a change at these times: strictly later, or none (M).

        With `at_start`, the change must not be later than the start of the interval either.
        """
        first = np.searchsorted(self.time, time, side="right")
        if at_start:
            first = np.maximum(first, np.searchsorted(self.before, time, side="left"))
        return first.astype(np.int64)

    def sees_presence(self, time: Floats) -> Ints:
        """The first moment that sees a change of presence: at that very time, if an event."""
        first = np.searchsorted(self.time, time, side="left")
        inside = np.minimum(first, self.time.size - 1)
        ends = (first < self.time.size) & (self.time[inside] == time) & (self.event[inside] < 0)
        return np.asarray(first + ends, np.int64)


def ordered(history: History) -> Timeline:
    """The events alone."""
    event = _explained(history)
    time = history.time[event]
    place = np.searchsorted(history.time, time, side="left") - 1
    before = np.where(place >= 0, history.time[np.maximum(place, 0)], time)
    return Timeline(time, np.zeros(time.size), before, event, float(time[0]), float(time[-1]))


def timed(history: History, lists: list[Floats], expiries: list[Floats]) -> Timeline:
    """Events and the pieces between them.

    Parameters
    ----------
    history : History
    lists : list of float64 arrays
        Times of all other changes that the model uses: intervals are cut there.
    expiries : list of float64 arrays
        Times at which something leaves a window: cut there as well, but the clock does not go
        on for them.
    """
    event = _explained(history)
    time = history.time[event]
    known = np.concatenate([history.time, *lists])
    known = known[np.isfinite(known)]
    start = float(known.min()) if history.start is None else history.start
    end = float(known.max()) if history.end is None else history.end
    cuts: Flags | Floats = np.unique(np.concatenate([*lists, *expiries, history.time, [end]]))
    cuts = cuts[(cuts > start) & (cuts <= end)]
    # presence changes at the very time of an event: the interval before ends without it
    changed = np.isin(cuts, history.presence[0])
    pieces = cuts[~np.isin(cuts, time) | changed]
    every = np.concatenate([pieces, time])
    events = np.concatenate([np.full(pieces.size, -1, np.int64), event])
    order = np.lexsort((events >= 0, every))
    every, events = every[order], events[order]
    previous = np.concatenate([[start], every[:-1]])
    distinct = np.unique(np.concatenate([[start], every]))
    place = np.searchsorted(distinct, every, side="left") - 1
    before = np.where(place >= 0, distinct[np.maximum(place, 0)], every)
    return Timeline(every, every - previous, before, events, start, end)


def _explained(history: History) -> Ints:
    later = np.ones(history.time.size, np.bool_)
    if history.start is not None:
        later = history.time > history.start
    return np.flatnonzero(later).astype(np.int64)
