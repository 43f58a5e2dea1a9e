"""The record of acts as event-days: which flow of which pair had an act on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.daily.arrays import BLOCK, F64, FOLDS, I32, I64
from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.numerics.arguments import day, listed, word

if TYPE_CHECKING:
    import polars as pl

STORE = ("date", "source_state", "target_state", "quad")
PLAIN = ("date", "source", "target", "class")
"""Columns of the frame: as the event store has them, or plain."""


@dataclass(frozen=True, slots=True)
class Record:
    """Event-days of all pairs.

    Attributes
    ----------
    actors : tuple of str
    directed, joint : tuple
        Classes with directed and with joint acts. Flow 2c is class c from the first actor of a
        pair to the second, 2c + 1 the other direction, and 2·len(directed) + j joint class j.
    origin : date
        Day 0: the first act that is told, or the first day of the likelihood if that is earlier.
    first, last : int
        First and last day of the likelihood.
    weight : array, shape (days,)
        1 on the days of the likelihood that the source covers. There is one day more than `last`.
    at, days : array of int
        Event-days of pair p and flow q: ``days[at[p·flows + q] : at[p·flows + q + 1]]``.
    skipped : int
        Rows left out: without a class or a state, within one state, echoes, later than `last`, or
        of actors that were not asked for.
    """

    actors: tuple[str, ...]
    directed: tuple[Any, ...]
    joint: tuple[Any, ...]
    origin: dt.date
    first: int
    last: int
    weight: F64
    at: I64
    days: I32
    skipped: int

    @property
    def flows(self) -> int:
        """Flows of a pair."""
        return 2 * len(self.directed) + len(self.joint)

    @property
    def pairs(self) -> int:
        """Unordered pairs of actors."""
        n = len(self.actors)
        return n * (n - 1) // 2

    @property
    def ends(self) -> tuple[I32, I32]:
        """Actors a < b of every pair, in order."""
        a, b = np.triu_indices(len(self.actors), 1)
        return a.astype(np.int32), b.astype(np.int32)

    @property
    def block(self) -> int:
        """Days of a block: fewer where the record would not give a block to each fold."""
        return max(1, min(BLOCK, -(-self.weight.size // FOLDS)))

    def folds(self) -> I64:
        """Fold of every block of days: blocks side by side, about as many to each."""
        blocks = -(-self.weight.size // self.block)
        return np.arange(blocks) * FOLDS // blocks

    def counts(self, days: F64 | None = None) -> I64:
        """Event-days by pair and flow: of the likelihood, or of the days that are not 0."""
        chosen = self.weight if days is None else days
        inside = np.concatenate(([0], np.cumsum(chosen[self.days] > 0)))
        found: I64 = (inside[self.at[1:]] - inside[self.at[:-1]]).reshape(self.pairs, self.flows)
        return found

    def first_days(self) -> I64:
        """First event-day of every pair; a day past the end if there is none."""
        ends = self.at[:: self.flows]
        pair = np.repeat(np.arange(self.pairs), np.diff(ends))
        found = np.full(self.pairs, self.weight.size)
        np.minimum.at(found, pair, self.days)
        return found

    def date(self, day: int) -> dt.date:
        """Calendar date of a day."""
        return self.origin + dt.timedelta(days=day)


def read_record(
    acts: pl.DataFrame,
    *,
    actors: Sequence[str] | None = None,
    first: dt.date | None = None,
    last: dt.date | None = None,
    missing: Sequence[dt.date] = (),
    classes: tuple[tuple[Any, ...], tuple[Any, ...]] | None = None,
) -> Record:
    """Read a frame of acts.

    Parameters
    ----------
    acts : polars.DataFrame
        Columns `date`, `source_state`, `target_state` and `quad`, as in the event store's view
        ``acts``, or `date`, `source`, `target` and `class`; `joint` and `echo` if there are any.
    actors : sequence of str, optional
        By default all that act or are acted upon.
    first, last : date, optional
        Days of the likelihood, both included; by default those of the first and last act. Acts
        before `first` build memories.
    missing : sequence of date
        Days on which the source has nothing; they leave the likelihood.
    classes : pair of tuples, optional
        Directed and joint classes, if they are known already.

    Raises
    ------
    InputError
        If a column is missing or has another type, nothing is left, or actors repeat.
    """
    import polars as pl

    names = _columns(acts)
    first = None if first is None else day(first, "first")
    last = None if last is None else day(last, "last")
    missing = [day(each, "missing: a day") for each in listed(missing, "missing")]
    frame = acts.select(
        pl.col(names[0]).alias("date"),
        pl.col(names[1]).cast(pl.String).alias("source"),
        pl.col(names[2]).cast(pl.String).alias("target"),
        pl.col(names[3]).alias("class"),
        (pl.col("joint") if "joint" in acts.columns else pl.lit(False)).alias("joint"),
        (pl.col("echo") if "echo" in acts.columns else pl.lit(False)).alias("echo"),
    )
    frame = frame.drop_nulls(["date", "source", "target", "class"]).filter(
        (pl.col("source") != pl.col("target")) & ~pl.col("echo").fill_null(False)
    )
    chosen = _actors(frame, actors, names)
    frame = frame.filter(pl.col("source").is_in(chosen) & pl.col("target").is_in(chosen))
    if classes is not None:
        known = sorted(set(classes[0]) | set(classes[1]))
        frame = frame.filter(pl.col("class").is_in(known))
    if frame.is_empty() and (first is None or last is None):
        raise _nothing_left(names)
    begin = first if first is not None else frame["date"].min()
    end = last if last is not None else frame["date"].max()
    assert isinstance(begin, dt.date)
    assert isinstance(end, dt.date)
    if end < begin:
        raise InputError(f"the last day {end} lies before the first {begin}")
    frame = frame.filter(pl.col("date") <= end)
    earliest = frame["date"].min()
    origin = min(begin, earliest) if isinstance(earliest, dt.date) else begin
    joint = frame.filter(pl.col("joint").fill_null(False))
    directed = frame.filter(~pl.col("joint").fill_null(False))
    if classes is None:
        kinds = tuple(tuple(part["class"].unique().sort()) for part in (directed, joint))
    else:
        kinds = classes
    at, days = _event_days(directed, joint, chosen, kinds, origin)
    span = (end - origin).days + 2
    weight = np.zeros(span)
    weight[(begin - origin).days : span - 1] = 1.0
    for each in missing:
        if 0 <= (each - origin).days < span:
            weight[(each - origin).days] = 0.0
    return Record(
        tuple(chosen), kinds[0], kinds[1], origin, (begin - origin).days, span - 2,
        weight, at, days, len(acts) - len(frame),
    )  # fmt: skip


def _nothing_left(names: tuple[str, ...]) -> InputError:
    return InputError(
        "no act between two different actors is left; check the columns "
        f"{', '.join(names)} and the list of actors"
    )


def _columns(acts: pl.DataFrame) -> tuple[str, ...]:
    import polars as pl

    if not isinstance(acts, pl.DataFrame):
        raise InputError(f"acts: a Polars frame is needed, not {type(acts).__name__}")
    names = next((n for n in (STORE, PLAIN) if set(n) <= set(acts.columns)), None)
    if names is None:
        lacking = sorted(set(PLAIN) - set(acts.columns))
        raise InputError(
            f"acts: no column '{lacking[0]}'{did_you_mean(lacking[0], acts.columns)}; needed are "
            f"{', '.join(STORE)} or {', '.join(PLAIN)}"
        )
    if acts.schema[names[0]] != pl.Date:
        raise InputError(
            f"acts: column 'date' holds {acts.schema[names[0]]}, not dates; "
            "cast it with pl.col('date').cast(pl.Date)"
        )
    for flag in ("joint", "echo"):
        if flag in acts.columns and acts.schema[flag] != pl.Boolean:
            raise InputError(f"acts: column '{flag}' holds {acts.schema[flag]}, not true and false")
    if not (acts.schema[names[3]].is_integer() or acts.schema[names[3]] == pl.String):
        raise InputError(
            f"acts: column '{names[3]}' holds {acts.schema[names[3]]}; classes are whole numbers "
            "or words"
        )
    return names


def _actors(frame: pl.DataFrame, actors: Sequence[str] | None, names: tuple[str, ...]) -> list[str]:
    if actors is None:
        if frame.is_empty():
            raise _nothing_left(names)
        chosen = sorted(set(frame["source"]) | set(frame["target"]))
    else:
        chosen = [word(actor, "actors: a name") for actor in listed(actors, "actors")]
        twice = sorted({actor for actor in chosen if chosen.count(actor) > 1})
        if twice:
            raise InputError(f"actors: '{twice[0]}' is listed twice")
    if len(chosen) < 2:
        raise InputError("actors: at least two are needed")
    return chosen


def _event_days(
    directed: pl.DataFrame,
    joint: pl.DataFrame,
    actors: Sequence[str],
    kinds: tuple[tuple[Any, ...], ...],
    origin: dt.date,
) -> tuple[I64, I32]:
    n = len(actors)
    flows = 2 * len(kinds[0]) + len(kinds[1])
    keys = []
    for frame, classes, together in ((directed, kinds[0], False), (joint, kinds[1], True)):
        i, j = (_codes(frame[side], actors) for side in ("source", "target"))
        c = _codes(frame["class"], classes)
        known = c >= 0
        a, b = np.minimum(i, j), np.maximum(i, j)
        pair = a * (2 * n - a - 1) // 2 + b - a - 1
        flow = 2 * len(kinds[0]) + c if together else 2 * c + (i > j)
        day = (frame["date"].to_physical().to_numpy() - _physical(origin)).astype(np.int64)
        keys.append(((pair * flows + flow) * (1 << 24) + day)[known])
    key = np.unique(np.concatenate(keys))
    where = key >> 24
    at = np.searchsorted(where, np.arange(n * (n - 1) // 2 * flows + 1)).astype(np.int64)
    return at, (key & ((1 << 24) - 1)).astype(np.int32)


def _physical(date: dt.date) -> int:
    return (date - dt.date(1970, 1, 1)).days


def _codes(column: pl.Series, known: Sequence[Any]) -> I64:
    """Position of every value in a list, or −1."""
    import polars as pl

    if not len(column) or not known:
        return np.full(len(column), -1, dtype=np.int64)
    values = pl.Series(list(known), dtype=column.dtype)
    codes = column.replace_strict(
        values, pl.arange(0, len(values), eager=True), default=-1, return_dtype=pl.Int64
    )
    return codes.to_numpy()
