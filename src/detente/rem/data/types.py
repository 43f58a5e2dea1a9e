"""Types of events as part of the risk set: each actor stands once for each type.

With N actors and K types there are K·N places; place k·N + i is actor i in events of type k, and
only places of one type may act on one another. A tie that events of one type leave behind lies in
the block of that type, and in those of others where an effect counts it across types.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import shown
from detente.rem.data.actors import Actors
from detente.rem.data.covariate import Covariate
from detente.rem.data.network import Entries, Network, entries_of
from detente.rem.data.risk_set import risk_set_of
from detente.rem.data.tables import Table, frame, need
from detente.rem.data.times import Clock

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Flags, Floats, Ints


OF_TYPE = "type = "
"""What the covariate that is 1 for one type is called: this and the type."""


@dataclass(frozen=True)
class Link:
    """Events of which types an effect counts, for alternatives of which.

    Attributes
    ----------
    same : bool
        Whether events count for alternatives of their own type alone.
    of : type or None
        Only events of this type count; None for all.
    on : type or None
        They count only for alternatives of this type; None for all.
    """

    same: bool = False
    of: Any = None
    on: Any = None

    @property
    def plain(self) -> bool:
        """Whether types make no difference."""
        return self == Link()

    def reach(self, types: tuple[Any, ...]) -> Flags:
        """Whether an event of type k (row) counts for alternatives of type l (column)."""
        found = (
            np.eye(len(types), dtype=np.bool_) if self.same else np.ones((len(types),) * 2, bool)
        )
        if self.of is not None:
            found &= np.array([each == self.of for each in types])[:, None]
        if self.on is not None:
            found &= np.array([each == self.on for each in types])[None, :]
        return found

    def check(self, types: tuple[Any, ...], effect: str) -> None:
        """Refuse types that a history does not have.

        Raises
        ------
        InputError
            Naming the effect.
        """
        if self.plain:
            return
        if not types:
            raise InputError(
                f"{effect}: follows types of events, and this history has none; give types=True"
            )
        for named in (self.of, self.on):
            if named is not None and named not in types:
                hint = did_you_mean(str(named), map(str, types))
                raise InputError(f"{effect}: {named!r} is no type of the events{hint}")


ANY = Link()
"""Events of all types count for all alternatives."""


def types_of(table: polars.DataFrame, given: Any) -> tuple[tuple[Any, ...], Ints]:
    """Types that events may have, and that of each row.

    Parameters
    ----------
    table : polars.DataFrame
        The events.
    given : True or iterable of types
        All that occur; or those that may, in order.

    Raises
    ------
    InputError
        If there is no column `type`, or a row has a type that is none of them.
    """
    need(table, ["type"], "events")
    column = table["type"].to_list()
    if given is True:
        types = tuple(sorted(set(column)))
    elif isinstance(given, str) or not isinstance(given, Iterable):
        raise InputError(
            f"types is {shown(given)}; True, or a list of the types that events may have"
        )
    else:
        types = tuple(given)
        if len(set(types)) < len(types) or not types:
            raise InputError("types: name each type of event once, and at least one")
    return types, indices(column, types, "events")


def indices(column: list[Any], types: tuple[Any, ...], what: str) -> Ints:
    """Types of rows, as indices.

    Raises
    ------
    InputError
        If one is no type, naming the row.
    """
    index = {each: k for k, each in enumerate(types)}
    for row, each in enumerate(column):
        if each not in index:
            hint = did_you_mean(str(each), map(str, types))
            raise InputError(f"{what}: row {row + 1}, column 'type': {each!r} is no type{hint}")
    return np.array([index[each] for each in column], np.int64)


def actors_of_types(actors: Actors, types: int) -> Actors:
    """The actors once for each type; `find` names those of the first."""
    return Actors(actors.labels * types, actors.table, np.tile(actors.present, types), actors.index)


def risk_set_of_types(given: Any, actors: Actors, types: tuple[Any, ...]) -> Flags:
    """Pairs that may act at all, type by type: blocks along the diagonal.

    Raises
    ------
    InputError
        If the risk set is of no form that is known; see `risk_set_of`.
    """
    n, size = len(actors.labels), len(types)
    allowed = np.zeros((size, n, size, n), np.bool_)
    table = None
    if given is not None and not isinstance(given, np.ndarray):
        table = frame(given, "risk_set")
        if "type" in table.columns:
            need(table, ["type"], "risk_set")
            of = indices(table["type"].to_list(), types, "risk_set")
            for k in range(size):
                allowed[k, :, k, :] = risk_set_of(table.filter(of == k).drop("type"), actors)
            return allowed.reshape(size * n, size * n)
    for k in range(size):
        allowed[k, :, k, :] = risk_set_of(given, actors)
    return allowed.reshape(size * n, size * n)


def past_of_types(
    past: Network | Table | None, actors: Actors, clock: Clock, types: tuple[Any, ...]
) -> Entries:
    """The past of the events' own network, each entry in the block of its type.

    Raises
    ------
    InputError
        If a table of it has no column `type`, or cannot be read; see `entries_of`.
    """
    if past is None:
        return entries_of(Network(), "past", actors, clock)
    if not isinstance(past, Network):
        table = frame(past, "past")
        past = Network(changes=table) if "time" in table.columns else Network(initial=table)
    tables: dict[str, polars.DataFrame] = {}
    for name, rows in (("initial", past.initial), ("changes", past.changes)):
        if rows is not None:
            tables[name] = frame(rows, f"past, {name}")
            need(tables[name], ["type"], f"past, {name}")
    found = []
    for k in range(len(types)):
        own = {
            name: rows.filter(indices(rows["type"].to_list(), types, f"past, {name}") == k).drop(
                "type"
            )
            for name, rows in tables.items()
        }
        network = Network(directed=past.directed, since=past.since, **own)
        read = entries_of(network, "past", actors, clock)
        shift = k * len(actors.labels)
        found.append((read.time, read.i + shift, read.j + shift, read.value, read.replace))
    time, i, j, value, replaces = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(time, kind="stable")
    return Entries(
        time[order], i[order], j[order], value[order], replaces[order], past.directed, read.since
    )


def in_blocks(entries: Entries, rows: Ints, i: Ints, j: Ints) -> Entries:
    """Rows of entries, some of them several times, at other places."""
    return replace(
        entries,
        time=entries.time[rows],
        i=i,
        j=j,
        value=entries.value[rows],
        replace=entries.replace[rows],
    )


def in_all_blocks(entries: Entries, actors: int, types: int) -> Entries:
    """A network that knows no types, as alternatives of each type see it."""
    rows = np.repeat(np.arange(entries.time.size), types)
    shift = np.tile(np.arange(types) * actors, entries.time.size)
    return in_blocks(entries, rows, entries.i[rows] + shift, entries.j[rows] + shift)


def covariate_of_types(found: Covariate, actors: int, types: int) -> Covariate:
    """A covariate of actors, as alternatives of each type see it."""
    count = found.time.size
    shift = np.tile(np.arange(types) * actors, count)
    return Covariate(
        np.tile(found.start, types),
        np.repeat(found.time, types),
        np.repeat(found.node, types) + shift,
        np.repeat(found.value, types),
        found.categories,
    )


def whether_of_type(name: str, actors: int, types: tuple[Any, ...]) -> Covariate:
    """1 for the alternatives of the type of this name, 0 for all others.

    Raises
    ------
    InputError
        If there is no such type.
    """
    names = [str(each) for each in types]
    Link(on=name).check(tuple(names), f"of_type({name})")
    own = np.array([float(each == name) for each in names])
    nothing: Floats = np.zeros(0)
    return Covariate(
        np.repeat(own, actors), nothing, np.zeros(0, np.int64), nothing, categories=False
    )
