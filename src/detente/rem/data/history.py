"""A history: events and all that may explain them, read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import among, shown
from detente.rem.data.actors import Actors, read_actors
from detente.rem.data.covariate import Covariate, covariate_of, presence_of
from detente.rem.data.global_covariate import global_covariate_of, is_global
from detente.rem.data.network import Entries, Network, entries_of
from detente.rem.data.risk_set import risk_set_of
from detente.rem.data.tables import Table, finite, frame, need, tell_unused
from detente.rem.data.times import Clock, clock_of, number_of, time_of, times_of
from detente.rem.data.types import (
    ANY,
    OF_TYPE,
    Link,
    actors_of_types,
    covariate_of_types,
    in_all_blocks,
    in_blocks,
    past_of_types,
    risk_set_of_types,
    types_of,
    whether_of_type,
)

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Flags, Floats, Ints


EVENTS = ("time", "sender", "receiver", "weight", "increment")
"""Columns of the events that a history reads."""

OTHERS = ("node", "replace", "value")
"""Columns that the other tables read: the very table of the events may be given for them too."""


@dataclass(frozen=True)
class History:
    """Events in order of time, with actors, networks, covariates and presence.

    Attributes
    ----------
    actors : Actors
    clock : {"number", "date", "datetime", "datetime UTC"}
        What times are; the last have a time zone and come back in UTC.
    time, weight : float64, shape (events,)
    sender, receiver, row : int64, shape (events,)
        Ends as indices of actors; row of the table, counted from 1.
    past : Entries
        What else has happened to the events' own network.
    networks : mapping of str to Network or table
    covariates : mapping of str to table
        Changes.
    presence : tuple of arrays
        Times, actors and new values.
    allowed : bool, shape (N, N)
        Pairs that may ever act.
    start, end : float or None
        As given; events up to and including `start` are history only.
    types : tuple
        Types of events that are part of the risk set; empty where types do not count. With K of
        them, `actors` stand there K times: see `detente.rem.data.types`.
    unread : tuple of str
        Columns of the events that have not been read: for models that know more of them.
    """

    actors: Actors
    clock: Clock
    time: Floats
    sender: Ints
    receiver: Ints
    weight: Floats
    row: Ints
    past: Entries
    networks: Mapping[str, Any]
    covariates: Mapping[str, Any]
    presence: tuple[Floats, Ints, Floats]
    allowed: Flags
    start: float | None
    end: float | None
    types: tuple[Any, ...] = ()
    unread: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """How many events, among whom, when and with what besides."""
        kinds = f" of {len(self.types)} types" if self.types else ""
        begin, end = (time_of(float(t), self.clock) for t in self.time[[0, -1]])
        others = [f"network {name}" for name in self.networks]
        others += [f"changes of {name}" for name in self.covariates]
        more = shorten(f"; {', '.join(others)}", 200, placeholder=" …") if others else ""
        return (
            f"History of {self.time.size} events{kinds} among {self.size} actors, "
            f"{begin} to {end}{more}"
        )

    @property
    def size(self) -> int:
        """Number of actors, each counted once."""
        return len(self.actors.labels) // max(len(self.types), 1)

    def types_at(self, places: Ints) -> list[Any]:
        """Types of events at places of actors; see `detente.rem.data.types`."""
        return [self.types[k] for k in (places // self.size).tolist()]

    def reached(self, link: Link, k: int) -> list[int]:
        """How far from its own place an event of the place `k` counts: blocks of other types."""
        if not self.types:
            return [0]
        own = k // self.size
        others = np.flatnonzero(link.reach(self.types)[own]) - own
        return [int(each) * self.size for each in others]

    def tell_unread(self, used: frozenset[str]) -> None:
        """Warn of columns of the events that a model which uses these does not read."""
        tell_unused(self.unread, used, "events", (*EVENTS[:4], *sorted(used)))

    def network(self, name: str) -> Entries:
        """Entries of a named network.

        Raises
        ------
        InputError
            If there is none of that name, or it cannot be read.
        """
        if not among(name, self.networks):
            raise InputError(f"no network '{name}'{did_you_mean(str(name), self.networks)}")
        if name not in self._read_networks:
            found = entries_of(self.networks[name], name, self.actors, self.clock)
            if self.types:
                found = in_all_blocks(found, self.size, len(self.types))
            self._read_networks[name] = found
        return self._read_networks[name]

    def covariate(self, name: str) -> Covariate:
        """Values of a covariate over time.

        Raises
        ------
        InputError
            If actors have no such column, or it cannot be read.
        """
        if name not in self._read_covariates:
            changes = self.covariates.get(name)
            if name.startswith(OF_TYPE):
                found = whether_of_type(name.removeprefix(OF_TYPE), self.size, self.types)
                self._read_covariates[name] = found
                return found
            self._read_covariates[name] = (
                global_covariate_of(
                    name,
                    changes,
                    len(self.actors.labels),
                    self.clock,
                    float(self.time[0]) if self.start is None else self.start,
                )
                if self.is_global(name)
                else self._covariate_of_actors(name, changes)
            )
        return self._read_covariates[name]

    def _covariate_of_actors(self, name: str, changes: Any) -> Covariate:
        found = covariate_of(name, self.actors, changes, self.clock)
        return covariate_of_types(found, self.size, len(self.types)) if self.types else found

    def is_global(self, name: str) -> bool:
        """Whether a covariate is one of the time, the same for all actors."""
        return is_global(self.covariates.get(name), f"covariates '{name}'")

    @cached_property
    def _read_networks(self) -> dict[str, Entries]:
        return {}

    @cached_property
    def _read_covariates(self) -> dict[str, Covariate]:
        return {}

    def own(self, directed: bool, link: Link = ANY) -> Entries:
        """Entries of the events' own network: the past and the events, as an effect counts them.

        Raises
        ------
        InputError
            If ties of the past are replaced, and an effect sums them over types.
        """
        found = self._own(directed)
        if not self.types:
            return found
        if (found.replace & np.isfinite(found.time)).any() and not link.same and link.of is None:
            raise InputError(
                "past: replaces ties of one type, which cannot be summed over types; give "
                "increments, or use type='same' or of="
            )
        rows, shift = self._rows_reached(found, link)
        # ties of the start are told once for each type: their sum is what replaces nothing
        found = replace(found, replace=found.replace & np.isfinite(found.time))
        return in_blocks(found, rows, found.i[rows] + shift, found.j[rows] + shift)

    def own_events(self, link: Link = ANY) -> Flags:
        """Which entries of `own` are events rather than the past."""
        order = np.argsort(np.concatenate([self.past.time, self.time]), kind="stable")
        events = np.asarray(order >= self.past.time.size, np.bool_)
        return events[self._rows_reached(self._own(True), link)[0]] if self.types else events

    def _rows_reached(self, found: Entries, link: Link) -> tuple[Ints, Ints]:
        """Entries, once for each type for which they count, and how far from their own place."""
        own = found.i // self.size
        row, other = np.nonzero(link.reach(self.types)[own])
        return row, (other - own[row]) * self.size

    def _own(self, directed: bool) -> Entries:
        time = np.concatenate([self.past.time, self.time])
        order = np.argsort(time, kind="stable")
        return Entries(
            time[order],
            np.concatenate([self.past.i, self.sender])[order],
            np.concatenate([self.past.j, self.receiver])[order],
            np.concatenate([self.past.value, self.weight])[order],
            np.concatenate([self.past.replace, np.zeros(self.time.size, np.bool_)])[order],
            directed,
            self.past.since,
        )


def check_history(history: Any) -> None:
    """Refuse what is no history.

    Raises
    ------
    InputError
        Naming `read_history`, which makes one.
    """
    if not isinstance(history, History):
        raise InputError(
            f"history is of type {type(history).__name__}; read one with rem.read_history(events)"
        )


def read_history(
    events: Table,
    *,
    actors: Any = None,
    networks: Mapping[str, Any] | None = None,
    covariates: Mapping[str, Any] | None = None,
    presence: Table | None = None,
    past: Network | Table | None = None,
    risk_set: Any = None,
    start: Any = None,
    end: Any = None,
    types: Any = None,
) -> History:
    """Read and check everything that a fit is given.

    Parameters
    ----------
    events : table
        Columns `time`, `sender`, `receiver` and, optionally, `weight` (or `increment`): what the
        event adds to its tie; 1 without it.
    actors : table, labels or None
        See `read_actors`.
    networks : mapping
        Name → `Network`, or a table: of changes if it has a column `time`, of the start if not.
    covariates : mapping
        Name of a column of actors → table of its changes: `time`, `node` and `replace` or
        `increment`. A table without `node` is a covariate of the time, for `Global`.
    presence : table
        `time`, `node`, `replace` (true or false): holds from that time on, itself included.
    past : Network or table
        Ties of the events' own network at the start, and changes of it that are not to be
        explained (ties that end, events of an earlier time).
    risk_set : bool array (N, N), or table with columns sender and receiver
        Pairs that may act at all; without it, all.
    start, end : time
        Events after `start` and up to `end` are explained; earlier ones are history.
    types : True or list of types
        Events have a type (column `type`), which is part of the risk set: who acts on whom, and
        how. True: all types that occur. `past` then has a column `type` too, and `risk_set` may.

    Raises
    ------
    InputError
        Naming table, row and column.
    """
    networks, covariates = _named(networks, "networks"), _named(covariates, "covariates")
    table = frame(events, "events")
    need(table, ["time", "sender", "receiver"], "events")
    if not table.height:
        raise InputError("events: no rows")
    clock = clock_of(table["time"], "events")
    who = read_actors(actors, [table["sender"], table["receiver"]])
    time = times_of(table, "events")
    sender, receiver = _ends(table, who)
    weight = _weights(table)
    first, last, order = _span(time, clock, start, end)
    others = [past, presence, risk_set, *networks.values(), *covariates.values()]
    elsewhere = OTHERS if any(each is events for each in others) else ()
    typed = () if types is None or types is False else ("type",)
    for name, changes in covariates.items():
        if is_global(changes, f"covariates '{name}'"):
            continue
        if who.table is None or name not in who.table.columns:
            raise InputError(
                f"covariates '{name}': actors have no such column, which holds the start"
            )
    history = History(
        who,
        clock,
        time[order],
        sender[order],
        receiver[order],
        weight[order],
        order.astype(np.int64) + 1,
        entries_of(Network() if past is None or types else past, "past", who, clock),
        networks,
        covariates,
        (np.zeros(0), np.zeros(0, np.int64), np.zeros(0))
        if presence is None
        else presence_of(presence, who, clock),
        risk_set_of(None if types else risk_set, who),
        first,
        last,
        unread=tuple(name for name in table.columns if name not in (*EVENTS, *elsewhere, *typed)),
    )
    if types is None or types is False:
        return history
    known, of = types_of(table, types)
    return _typed(history, known, of[order], past, risk_set)


def _typed(history: History, types: tuple[Any, ...], of: Ints, past: Any, risk_set: Any) -> History:
    """A history whose risk set has types: each actor stands there once for each."""
    actors, n = history.actors, len(history.actors.labels)
    when, who, value = history.presence
    blocks = np.tile(np.arange(len(types)) * n, when.size)
    return replace(
        history,
        actors=actors_of_types(actors, len(types)),
        sender=history.sender + of * n,
        receiver=history.receiver + of * n,
        past=past_of_types(past, actors, history.clock, types),
        presence=(
            np.repeat(when, len(types)),
            np.repeat(who, len(types)) + blocks,
            np.repeat(value, len(types)),
        ),
        allowed=risk_set_of_types(risk_set, actors, types),
        types=types,
    )


def _named(given: Any, what: str) -> dict[str, Any]:
    """Tables by name."""
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(name, str) for name in given):
        raise InputError(f"{what}: give a dict of tables by name, not {shown(given)}")
    return dict(given)


def _ends(table: polars.DataFrame, actors: Actors) -> tuple[Ints, Ints]:
    """Sender and receiver of each row, as indices of actors."""
    sender = actors.find(table["sender"], "events")
    receiver = actors.find(table["receiver"], "events")
    loops = np.flatnonzero(sender == receiver)
    if loops.size:
        raise InputError(
            f"events: row {loops[0] + 1}: {actors.labels[sender[loops[0]]]!r} acts on itself; "
            "take such rows out"
        )
    return sender, receiver


def _weights(table: polars.DataFrame) -> Floats:
    """What each row adds to its tie."""
    columns = [c for c in ("weight", "increment") if c in table.columns]
    if len(columns) == 2:
        raise InputError("events: has both 'weight' and 'increment'; give one")
    if not columns:
        return np.ones(table.height)
    need(table, columns, "events")
    return finite(table[columns[0]], "events").to_numpy()


def _span(
    time: Floats, clock: Clock, start: Any, end: Any
) -> tuple[float | None, float | None, Ints]:
    """First and last time, and the rows up to it in order of time."""
    first = None if start is None else number_of(start, clock, "start")
    last = None if end is None else number_of(end, clock, "end")
    if first is not None and last is not None and first >= last:
        raise InputError(f"start {start} is not before end {end}")
    order = np.argsort(time, kind="stable")
    if last is not None:
        order = order[time[order] <= last]
    if not (order.size and (first is None or (time[order] > first).any())):
        raise InputError(f"events: none after start {start} and up to end {end}")
    return first, last, order
