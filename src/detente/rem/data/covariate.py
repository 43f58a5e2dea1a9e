"""Covariates of actors: values at the start, and how they change."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError, MissingValueWarning
from detente.language.hints import did_you_mean
from detente.rem.data.tables import Table, finite, frame, need, tell_unused
from detente.rem.data.times import Clock, times_of

if TYPE_CHECKING:
    import polars

    from detente.rem.data.actors import Actors
    from detente.rem.engine.arrays import Floats, Ints


@dataclass(frozen=True)
class Covariate:
    """Values of one covariate over time.

    Attributes
    ----------
    start : float64, shape (N,)
        Numbers, or codes of categories.
    time, value : float64, shape (k,)
        Changes, in order of time.
    node : int64, shape (k,)
    categories : bool
        Whether the numbers are codes, which can only be compared for being the same.
    """

    start: Floats
    time: Floats
    node: Ints
    value: Floats
    categories: bool


def covariate_of(name: str, actors: Actors, changes: Table | None, clock: Clock) -> Covariate:
    """Read a covariate, and fill what is missing.

    A number missing at the start becomes the mean over all actors that have one, absent actors
    included; a missing replacement becomes the mean of what the other actors have at that time.
    Missing categories count as one category of their own. Each is told in a warning.

    Raises
    ------
    InputError
        If there is no such column, or numbers and categories are mixed.
    """
    table = actors.table
    if table is None or name not in table.columns:
        known = (
            [c for c in table.columns if c not in ("label", "present")] if table is not None else []
        )
        raise InputError(f"actors: no column '{name}'{did_you_mean(name, known)}")
    column = table[name]
    what = f"covariates '{name}'"
    if changes is None:
        time, node, replaced, added = np.zeros(0), np.zeros(0, np.int64), column[:0], False
    else:
        time, node, replaced, added = _changes(changes, what, actors, clock)
    if not _numeric(column):
        if added or (replaced.len() and _numeric(replaced)):
            raise InputError(f"{what}: changes are numbers, but actors column '{name}' is text")
        return _coded(name, column, time, node, replaced)
    if not _numeric(replaced):
        raise InputError(f"{what}: changes are text, but actors column '{name}' holds numbers")
    start = finite(column, "actors")
    if start.null_count() == start.len():
        raise InputError(f"actors: column '{name}' is empty throughout")
    mean = float(start.mean())  # type: ignore[arg-type]
    _tell(start, "actors", name, f"the mean of the others, {mean:.6g}, is used")
    now = start.fill_null(mean).to_numpy().copy()
    first = now.copy()
    values = np.zeros(time.size)
    numbers = finite(replaced, what)
    _tell(numbers, what, replaced.name, "the mean of the other actors at that time is used")
    for k, number in enumerate(numbers.to_list()):
        at = node[k]
        if added:
            number = now[at] + (number or 0.0)
        elif number is None:
            number = float((now.sum() - now[at]) / (now.size - 1))
        now[at] = values[k] = number
    return Covariate(first, time, node, values, categories=False)


def presence_of(table: Table, actors: Actors, clock: Clock) -> tuple[Floats, Ints, Floats]:
    """Times, actors and new values (0 or 1) of changes of presence.

    Raises
    ------
    InputError
        Naming row and column.
    """
    time, node, values, added = _changes(table, "presence", actors, clock)
    if added:
        raise InputError("presence: has 'increment'; give 'replace', true or false")
    need(frame(table, "presence"), ["replace"], "presence")
    if not _numeric(values):
        raise InputError(f"presence: column 'replace' holds {values.dtype}, not true or false")
    return time, node, (finite(values, "presence").to_numpy() > 0).astype(np.float64)


def _changes(
    changes: Table, what: str, actors: Actors, clock: Clock
) -> tuple[Floats, Ints, polars.Series, bool]:
    table = frame(changes, what)
    need(table, ["time", "node"], what)
    time = times_of(table, what, clock)
    kinds = [c for c in ("replace", "increment") if c in table.columns]
    if len(kinds) != 1:
        raise InputError(f"{what}: give one column of new values, 'replace' or 'increment'")
    tell_unused(table.columns, ("time", "node", kinds[0]), what)
    order = np.argsort(time, kind="stable")
    node = actors.find(table["node"], what)
    return time[order], node[order], table[kinds[0]].gather(order), kinds == ["increment"]


def _numeric(column: polars.Series) -> bool:
    import polars as pl

    return bool(column.dtype.is_numeric()) or column.dtype in (pl.Boolean, pl.Null)


def _coded(
    name: str, column: polars.Series, time: Floats, node: Ints, replaced: polars.Series
) -> Covariate:
    import polars as pl

    codes: dict[Any, float] = {None: -1.0}

    def code(values: Sequence[Any]) -> Floats:
        return np.array([codes.setdefault(v, float(len(codes))) for v in values], np.float64)

    for each, table in ((column, "actors"), (replaced, f"covariates '{name}'")):
        if each.dtype.is_nested() or each.dtype == pl.Object:
            raise InputError(f"{table}: column '{each.name}' holds {each.dtype}, not text")
    _tell(column, "actors", name, "they count as one category of their own")
    _tell(replaced, f"covariates '{name}'", "replace", "they count as one category of their own")
    start = code(column.to_list())
    return Covariate(start, time, node, code(replaced.to_list()), categories=True)


def _tell(column: polars.Series, what: str, name: str, so: str) -> None:
    if not column.null_count():
        return
    rows = [str(k + 1) for k in column.is_null().arg_true().to_list()]
    shown = ", ".join(rows[:8]) + (", …" if len(rows) > 8 else "")
    word = "row" if len(rows) == 1 else f"{len(rows)} rows"
    warnings.warn(
        f"{what}: column '{name}' is empty in {word} ({shown}); {so}",
        MissingValueWarning,
        stacklevel=2,
    )
