"""What happened in each future as two tables, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.kernel._compiled_states import VALUES
from detente.kernel.chronicle import Chronicle, begins
from detente.language.current import gettext as _

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.scenario.scenario import Scenario

EPOCH = dt.date(1970, 1, 1)


def happened_frames(ensemble: Ensemble) -> dict[str, pl.DataFrame]:
    """Every act and every move of a state, one row each; nothing where that is not kept.

    `acts` has the number of the future, the date and the row: a process, or ``effect@date`` of a
    scheduled act; in order of time. `moves` has future, date, state and value: that of the first
    day, and those that differ from the day before.
    """
    known = ensemble.chronicle
    if known is None:
        return {}
    rows = ensemble.setting.compiled.rows
    states = ensemble.scenario.states
    day, row = np.divmod(known.acts, np.int32(max(len(rows), 1)))
    state_day, value = np.divmod(known.moves, np.int32(VALUES))
    moved, state = np.divmod(state_day, np.int32(max(len(states), 1)))
    values = _values(ensemble.scenario)
    place = {name: i for i, name in enumerate(values)}
    number = np.zeros((max(len(states), 1), VALUES), dtype=np.int32)
    for k, each in enumerate(states):
        number[k, : len(each.values)] = [place[name] for name in each.values]
    start = ensemble.scenario.as_of + dt.timedelta(days=1)
    return {
        "acts": pl.DataFrame(
            {
                "path": _paths(known.acts_from),
                "date": _dates(day, start),
                "row": _named(row, rows),
            }
        ),
        "moves": pl.DataFrame(
            {
                "path": _paths(known.moves_from),
                "date": _dates(moved, start),
                "state": _named(state, [each.id for each in states]),
                "value": _named(number[state, value], values),
            }
        ),
    }


def _values(scenario: Scenario) -> list[str]:
    """Names that values of states have, each once."""
    return list(dict.fromkeys(value for state in scenario.states for value in state.values))


def _paths(begun: NDArray[np.int64]) -> NDArray[np.int32]:
    return np.repeat(np.arange(begun.size - 1, dtype=np.int32), np.diff(begun))


def _dates(day: NDArray[np.int32], start: dt.date) -> pl.Series:
    return pl.Series(day + np.int32((start - EPOCH).days), dtype=pl.Int32).cast(pl.Date)


def _named(number: NDArray[np.int32], names: Sequence[str]) -> pl.Series:
    """Numbers as names; in the file each name stands once."""
    if not names:
        return pl.Series([], dtype=pl.String)
    return pl.Series(list(names), dtype=pl.Enum(list(names))).gather(pl.Series(number))


def chronicle_of(
    scenario: Scenario, days: int, paths: int, acts: pl.DataFrame, moves: pl.DataFrame
) -> Chronicle:
    """Make a chronicle again from its tables.

    Raises
    ------
    polars.exceptions.PolarsError, ValueError
        If the tables do not fit the scenario.
    """
    rows = scenario.compiled(days).rows
    states = scenario.states
    start = scenario.as_of + dt.timedelta(days=1)
    day = _days(acts, start, days)
    codes = day * np.int32(len(rows)) + _numbers(acts, "row", rows)
    moved = _days(moves, start, days)
    values = _values(scenario)
    number = np.full((max(len(states), 1), max(len(values), 1)), -1, dtype=np.int32)
    for k, each in enumerate(states):
        for i, name in enumerate(each.values):
            number[k, values.index(name)] = i
    state = _numbers(moves, "state", [each.id for each in states])
    value = number[state, _numbers(moves, "value", values)]
    if value.min(initial=0) < 0:
        raise ValueError(_("dates or bins lie outside"))
    moving = (moved * np.int32(len(states)) + state) * np.int32(VALUES) + value
    return Chronicle(
        codes.astype(np.int32),
        _begun(acts, paths),
        moving.astype(np.int32),
        _begun(moves, paths),
    )


def _days(frame: pl.DataFrame, start: dt.date, days: int) -> NDArray[np.int32]:
    day = frame["date"].cast(pl.Int32).to_numpy() - np.int32((start - EPOCH).days)
    if day.size and not (day.min() >= 0 and day.max() < days):
        raise ValueError(_("dates or bins lie outside"))
    return day


def _numbers(frame: pl.DataFrame, column: str, names: Sequence[str]) -> NDArray[np.int32]:
    if not frame.height:
        return np.zeros(0, dtype=np.int32)
    named = frame[column].cast(pl.String).cast(pl.Enum(list(names)))
    return named.to_physical().to_numpy().astype(np.int32)


def _begun(frame: pl.DataFrame, paths: int) -> NDArray[np.int64]:
    path = frame["path"].to_numpy()
    if path.size and not (path[0] >= 0 and path[-1] < paths and (np.diff(path) >= 0).all()):
        raise ValueError(_("dates or bins lie outside"))
    return begins(np.bincount(path, minlength=paths))
