"""Networks: what ties hold at the start, and how they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.rem.data.tables import Table, finite, frame, need, size_told
from detente.rem.data.times import Clock, clock_of, numbers_of

if TYPE_CHECKING:
    from detente.rem.data.actors import Actors
    from detente.rem.engine.arrays import Flags, Floats, Ints


@dataclass(frozen=True)
class Network:
    """Ties other than the events, or what the events' own network holds besides them.

    Attributes
    ----------
    initial : table or None
        Columns `sender`, `receiver` and, optionally, `value` (1): ties at the start. Pairs that
        are not listed have none.
    changes : table or None
        Columns `time`, `sender`, `receiver` and either `increment` (added to the tie) or
        `replace` (its new value); with neither, each row adds 1.
    directed : bool
        Whether i→j and j→i differ. If not, either order of a pair stands for both.
    """

    initial: Table | None = None
    changes: Table | None = None
    directed: bool = True

    def __repr__(self) -> str:
        """How large its tables are."""
        initial, changes = size_told(self.initial), size_told(self.changes)
        return f"Network(initial={initial}, changes={changes}, directed={self.directed})"


@dataclass(frozen=True)
class Entries:
    """Steps of a network in order of time (file order within a time).

    Attributes
    ----------
    time, value : float64, shape (k,)
        Entries of the start have time −inf.
    i, j : int64, shape (k,)
    replace : bool, shape (k,)
    """

    time: Floats
    i: Ints
    j: Ints
    value: Floats
    replace: Flags
    directed: bool = True

    @property
    def times(self) -> Floats:
        """Times of change, those of the start left out."""
        return self.time[np.isfinite(self.time)]


def entries_of(network: Network | Table, name: str, actors: Actors, clock: Clock) -> Entries:
    """Read a network.

    Raises
    ------
    InputError
        Naming network, row and column.
    """
    if not isinstance(network, Network):
        table = frame(network, f"network '{name}'")
        network = Network(changes=table) if "time" in table.columns else Network(initial=table)
    time, i, j, value, replace = [], [], [], [], []
    if network.initial is not None:
        what = f"network '{name}', initial"
        table = frame(network.initial, what)
        need(table, ["sender", "receiver"], what)
        ends = _ends(table, actors, what)
        values = np.ones(table.height)
        if "value" in table.columns:
            need(table, ["value"], what)
            values = finite(table["value"], what).to_numpy()
        _once(ends, actors, what)
        time.append(np.full(table.height, -np.inf))
        i.append(ends[0])
        j.append(ends[1])
        value.append(values)
        replace.append(np.ones(table.height, np.bool_))
    if network.changes is not None:
        what = f"network '{name}', changes"
        table = frame(network.changes, what)
        need(table, ["time", "sender", "receiver"], what)
        own = clock_of(table["time"], what)
        if own != clock:
            raise InputError(f"{what}: times are of kind '{own}', those of the events '{clock}'")
        both = [c for c in ("increment", "replace") if c in table.columns]
        if len(both) == 2:
            raise InputError(f"{what}: has both 'increment' and 'replace'; give one")
        values = np.ones(table.height)
        if both:
            need(table, both, what)
            values = finite(table[both[0]], what).to_numpy()
        ends = _ends(table, actors, what)
        times = numbers_of(table["time"], clock).to_numpy()
        order = np.argsort(times, kind="stable")
        time.append(times[order])
        i.append(ends[0][order])
        j.append(ends[1][order])
        value.append(values[order])
        replace.append(np.full(table.height, both == ["replace"]))
    return Entries(
        np.concatenate([np.zeros(0), *time]),
        np.concatenate([np.zeros(0, np.int64), *i]),
        np.concatenate([np.zeros(0, np.int64), *j]),
        np.concatenate([np.zeros(0), *value]),
        np.concatenate([np.zeros(0, np.bool_), *replace]),
        network.directed,
    )


def _ends(table: Any, actors: Actors, what: str) -> tuple[Ints, Ints]:
    i = actors.find(table["sender"], what)
    j = actors.find(table["receiver"], what)
    loops = np.flatnonzero(i == j)
    if loops.size:
        row = int(loops[0])
        raise InputError(
            f"{what}: row {row + 1}: sender and receiver are both {actors.labels[i[row]]!r}; "
            "ties of an actor to itself have no place in these models"
        )
    return i, j


def _once(ends: tuple[Ints, Ints], actors: Actors, what: str) -> None:
    """Each tie of the start is told once; of an undirected one, both orders may be listed."""
    n = len(actors.labels)
    cells = ends[0] * n + ends[1]
    _, counts = np.unique(cells, return_counts=True)
    if (counts > 1).any():
        seen: set[int] = set()
        for row, cell in enumerate(cells.tolist()):
            if cell in seen:
                raise InputError(f"{what}: row {row + 1} tells a tie that an earlier row told")
            seen.add(cell)
