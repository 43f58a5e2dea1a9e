"""Networks: what ties hold at the start, and how they change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.numerics.arguments import flag
from detente.rem.data.tables import Table, finite, frame, need, size_told, tell_unused
from detente.rem.data.times import Clock, number_of, times_of

if TYPE_CHECKING:
    from detente.rem.data.actors import Actors
    from detente.rem.engine.arrays import Flags, Floats, Ints


CHANGE = ("increment", "replace")
"""Columns of which a table of changes has one at most."""


@dataclass(frozen=True)
class Network:
    """Ties other than the events, or what the events' own network holds besides them.

    Attributes
    ----------
    initial : table or None
        Columns `sender`, `receiver` and, optionally, `value` (1): ties at the start. Pairs that
        are not listed have none.
    since : time, optional
        When the ties of the start were added, for windows and decay; not later than the record
        begins. Without it, a window does not see them, and decay is refused. To all else they
        are there from the start, whenever that was.
    changes : table or None
        Columns `time`, `sender`, `receiver` and either `increment` (added to the tie) or
        `replace` (its new value); with neither, each row adds 1.
    directed : bool
        Whether i→j and j→i differ. If not, either order of a pair stands for both.
    """

    initial: Table | None = None
    changes: Table | None = None
    directed: bool = True
    since: Any = field(default=None, kw_only=True)

    def __post_init__(self) -> None:
        """Refuse a direction that is neither true nor false."""
        flag(self.directed, "Network: directed")

    def __repr__(self) -> str:
        """How large its tables are."""
        initial, changes = size_told(self.initial), size_told(self.changes)
        since = "" if self.since is None else f", since={self.since}"
        return f"Network(initial={initial}, changes={changes}, directed={self.directed}{since})"


@dataclass(frozen=True)
class Entries:
    """Steps of a network in order of time (file order within a time).

    Attributes
    ----------
    time, value : float64, shape (k,)
        Entries of the start have time −inf.
    i, j : int64, shape (k,)
    replace : bool, shape (k,)
    directed : bool
    since : float or None
        When those of the start were added.
    """

    time: Floats
    i: Ints
    j: Ints
    value: Floats
    replace: Flags
    directed: bool = True
    since: float | None = None

    @property
    def initial(self) -> Flags:
        """Which are of the start."""
        return np.asarray(~np.isfinite(self.time))

    @property
    def added(self) -> Floats:
        """When each was added; −inf where that is not known."""
        return self.time if self.since is None else np.where(self.initial, self.since, self.time)

    @property
    def times(self) -> Floats:
        """Times of change, those of the start left out."""
        return self.time[np.isfinite(self.time)]


Steps = tuple["Floats", "Ints", "Ints", "Floats", "Flags"]
"""Time, i, j, value, and whether the value replaces the tie; one of each a step."""


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
    none = np.zeros(0, np.int64)
    steps: list[Steps] = [(np.zeros(0), none, none, np.zeros(0), np.zeros(0, np.bool_))]
    if network.initial is not None:
        steps.append(_initial(network.initial, f"network '{name}', initial", actors))
    if network.changes is not None:
        steps.append(_changes(network.changes, f"network '{name}', changes", actors, clock))
    time, i, j, value, replace = (np.concatenate(column) for column in zip(*steps, strict=True))
    since = None
    if network.since is not None:
        since = number_of(network.since, clock, f"network '{name}', since")
        if network.initial is None:
            raise InputError(f"network '{name}': has since, but no ties of the start (initial)")
    return Entries(time, i, j, value, replace, network.directed, since)


def _initial(ties: Table, what: str, actors: Actors) -> Steps:
    """Ties at the start."""
    table = frame(ties, what)
    need(table, ["sender", "receiver"], what)
    tell_unused(table.columns, ("sender", "receiver", "value"), what)
    i, j = _ends(table, actors, what)
    value = np.ones(table.height)
    if "value" in table.columns:
        need(table, ["value"], what)
        value = finite(table["value"], what).to_numpy()
    _once((i, j), actors, what)
    return np.full(table.height, -np.inf), i, j, value, np.ones(table.height, np.bool_)


def _changes(changes: Table, what: str, actors: Actors, clock: Clock) -> Steps:
    """Changes, in order of time."""
    table = frame(changes, what)
    need(table, ["time", "sender", "receiver"], what)
    time = times_of(table, what, clock)
    given = [c for c in CHANGE if c in table.columns]
    if len(given) == 2:
        raise InputError(f"{what}: has both 'increment' and 'replace'; give one")
    value = np.ones(table.height)
    if given:
        need(table, given, what)
        value = finite(table[given[0]], what).to_numpy()
    i, j = _ends(table, actors, what)
    tell_unused(table.columns, ("time", "sender", "receiver", *(given or CHANGE)), what)
    order = np.argsort(time, kind="stable")
    replace = np.full(table.height, given == ["replace"])
    return time[order], i[order], j[order], value[order], replace


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
