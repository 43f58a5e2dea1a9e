"""Covariates of the time: one value for all, which holds until the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.errors import InputError
from detente.rem.data.covariate import Covariate
from detente.rem.data.tables import Table, finite, frame, need, tell_unused
from detente.rem.data.times import Clock, time_of, times_of

if TYPE_CHECKING:
    import polars


def is_global(changes: Table | None, what: str) -> bool:
    """Whether a table of changes names no actors."""
    if changes is None:
        return False
    columns = frame(changes, what).columns
    return not {"node", "sender", "receiver"} & set(columns)


def global_covariate_of(
    name: str, changes: Table, actors: int, clock: Clock, origin: float
) -> Covariate:
    """Read a covariate of the time.

    Parameters
    ----------
    name : str
    changes : table
        Columns `time` and `replace` (the new value) or `increment`.
    actors : int
        How many actors share the value.
    clock : Clock
    origin : float
        The time from which on the value must be known.

    Raises
    ------
    InputError
        Naming row and column; or if the first row is later than `origin`.
    """
    what = f"covariates '{name}'"
    table = frame(changes, what)
    given = [c for c in ("replace", "increment") if c in table.columns]
    if len(given) != 1:
        raise InputError(f"{what}: give one column of new values, 'replace' or 'increment'")
    need(table, ["time", *given], what)
    if not table.height:
        raise InputError(f"{what}: no rows")
    tell_unused(table.columns, ("time", *given), what)
    values: polars.Series = finite(table[given[0]], what)
    time = times_of(table, what, clock)
    order = np.argsort(time, kind="stable")
    time, value = time[order], values.to_numpy()[order]
    if given == ["increment"]:
        value = np.cumsum(value)
    if time[0] > origin:
        raise InputError(
            f"{what}: the first row is of {time_of(float(time[0]), clock)}, and the value is not "
            f"known at {time_of(origin, clock)}, where the events begin; add a row for it"
        )
    return Covariate(
        np.full(actors, value[0]),
        np.repeat(time[1:], actors),
        np.tile(np.arange(actors, dtype=np.int64), time.size - 1),
        np.repeat(value[1:], actors),
        categories=False,
    )
