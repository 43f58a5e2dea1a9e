"""Who takes part: labels, and what is known of them at the start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.errors import InputError
from detente.language.hints import did_you_mean
from detente.rem.data.columns import column_of, kind_of
from detente.rem.data.tables import Table, finite, frame, need

if TYPE_CHECKING:
    import polars

    from detente.rem.engine.arrays import Flags, Ints


@dataclass(frozen=True)
class Actors:
    """Labels in order, their table, and who is present at the start.

    Attributes
    ----------
    labels : tuple
        Text or numbers.
    table : polars.DataFrame or None
        The rows as given.
    present : bool, shape (N,)
    """

    labels: tuple[Any, ...]
    table: polars.DataFrame | None
    present: Flags
    index: dict[Any, int] = field(repr=False)

    def find(self, column: polars.Series, what: str) -> Ints:
        """Indices of a column of labels.

        Raises
        ------
        InputError
            If one is no actor, naming the row.
        """
        found = [self.index.get(label, -1) for label in labels_of(column, what)]
        if -1 in found:
            row = found.index(-1)
            label = column[row]
            twin = next((a for a in self.labels if str(a) == str(label)), None)
            hint = (
                f"; actor {twin!r} is of type {type(twin).__name__}, this one "
                f"{type(label).__name__}"
                if twin is not None
                else did_you_mean(str(label), map(str, self.labels))
            )
            raise InputError(
                f"{what}: row {row + 1}, column '{column.name}': {label!r} is no actor{hint}"
            )
        return np.array(found, np.int64)


def read_actors(actors: Table | Iterable[Any] | None, named: list[polars.Series]) -> Actors:
    """Actors from a table with a column `label`, a list of labels, or the events themselves.

    Parameters
    ----------
    actors : table, iterable of labels, or None
        A table may have a column `present` (at the start) and any covariates. With None, the
        actors are those named in the events, in sorted order.
    named : list of polars.Series
        Columns of labels in the events.

    Raises
    ------
    InputError
        If a label is missing or given twice, labels are of several kinds, or there are fewer than
        two.
    """
    import polars as pl

    table = None
    present = None
    if actors is None:
        labels = _named(named)
    elif isinstance(actors, list | tuple | np.ndarray | pl.Series | range) or (
        hasattr(actors, "tolist") and not hasattr(actors, "columns")
    ):
        column = column_of(actors, "actors", "label")
        need(pl.DataFrame([column]), ["label"], "actors")
        labels = labels_of(column, "actors")
    else:
        table = frame(actors, "actors")
        need(table, ["label"], "actors")
        labels = labels_of(table["label"], "actors")
        if "present" in table.columns:
            need(table, ["present"], "actors")
            present = finite(table["present"], "actors").to_numpy() > 0
    index: dict[Any, int] = {}
    for row, label in enumerate(labels):
        if label in index:
            raise InputError(f"actors: row {row + 1}: {label!r} stands in row {index[label] + 1}")
        index[label] = row
    if len(labels) < 2:
        raise InputError(f"actors: {len(labels)} given; a relation needs two or more")
    if present is None:
        present = np.ones(len(labels), np.bool_)
    return Actors(tuple(labels), table, np.array(present, np.bool_), index)


def _named(columns: list[polars.Series]) -> list[Any]:
    """The labels of several columns, each once, in sorted order."""
    every = [(column.name, label) for column in columns for label in labels_of(column, "events")]
    kinds = {kind_of(label): name for name, label in reversed(every)}
    if len(kinds) > 1:
        told = " and ".join(f"{kind} in column '{name}'" for kind, name in sorted(kinds.items()))
        raise InputError(f"events: an actor is {told}; give labels of one kind throughout")
    return sorted({label for _, label in every})


def labels_of(column: polars.Series, what: str) -> list[Any]:
    """Labels of actors: text or numbers.

    Raises
    ------
    InputError
        If they are anything else.
    """
    import polars as pl

    kinds = (pl.String, pl.Categorical, pl.Enum, pl.Boolean, pl.Date)
    if not (column.dtype.is_numeric() or column.dtype in kinds or column.is_empty()):
        raise InputError(
            f"{what}: column '{column.name}' holds {column.dtype}; labels of actors are text or "
            "whole numbers"
        )
    return column.to_list()
