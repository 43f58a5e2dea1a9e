"""What the compiled passes see: arrays, and nothing of the model but numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]

CONSTANT, BASE, DYAD, MEMORY, SERIES, CALENDAR = range(6)
"""Kinds of columns."""

BLOCK = 128
"""Most days of a block. A pair is streamed from the block in which it first acts."""

FOLDS = 8
"""Parts of the record in time, each fitted with the usual rates of the others (rates.py)."""


class World(NamedTuple):
    """The record and its covariates.

    A *flow* q of a pair (a, b), a before b, is what can have an act: 2c is class c from a to b,
    2c + 1 from b to a, and behind the directed classes stands each joint class, once.

    Attributes
    ----------
    a, b : array of int, shape (pairs,)
        Actors.
    at : array of int, shape (pairs · flows + 1,)
        Where in `days` the event-days of a flow begin.
    days : array of int
        Event-days, ascending within a flow.
    begin : array of int, shape (pairs,)
        First day of the block in which the pair first acts; the number of days if it never does.
    weight : array, shape (days,)
        1, or 0 for days that leave the likelihood.
    decay : array, shape (half-lives,)
    prior : array, shape (1,)
        c of the log-level, in acts.
    block : array of int, shape (1,)
        Days of a block.
    fold : array of int, shape (blocks,)
        Which of the usual rates hold in a block of days.
    silent : array, shape (folds, pairs, flows, half-lives)
        Log-level of an empty memory.
    base : array, shape (folds, pairs, flows)
        Logarithm of the usual daily rate.
    dyad : array, shape (covariates, pairs, 2)
        Of a towards b, and of b towards a.
    series : array, shape (series, actors, days)
    calendar : array, shape (series, days)
    """

    a: I32
    b: I32
    at: I64
    days: I32
    begin: I32
    weight: F64
    decay: F64
    prior: F64
    block: I64
    fold: I64
    silent: F64
    base: F64
    dyad: F64
    series: F64
    calendar: F64


class Columns(NamedTuple):
    """Columns of every flow: column k is the mean of two places of its kind.

    Attributes
    ----------
    number : array of int, shape (flows,)
        Columns of the flow.
    kind, one, two : array of int, shape (flows, most columns)
        Places: memory q·(half-lives) + h; dyad covariate, or actor's series, 2m + side (0 is a).
    layer : array of int, shape (flows,)
        Flows of one layer (both directions of a class) have their sums together.
    used : array of int, shape (flows, half-lives)
        Whether any column needs the memory.
    """

    number: I64
    kind: I64
    one: I64
    two: I64
    layer: I64
    used: U8


class Sums(NamedTuple):
    """What a pass adds up: by layer, over columns.

    Attributes
    ----------
    value : array, shape (layers,)
        Log-likelihood.
    gradient : array, shape (layers, columns)
    information : array, shape (layers, columns, columns)
        Minus the Hessian; the lower triangle.
    low, high : array, shape (2, layers, columns)
        Range of each column over rows without an act (0) and with one (1).
    rows : array, shape (2, layers)
        Rows without and with an act, by weight.
    """

    value: F64
    gradient: F64
    information: F64
    low: F64
    high: F64
    rows: F64


def empty(layers: int, columns: int) -> Sums:
    """Sums of nothing."""
    return Sums(
        np.zeros(layers),
        np.zeros((layers, columns)),
        np.zeros((layers, columns, columns)),
        np.full((2, layers, columns), np.inf),
        np.full((2, layers, columns), -np.inf),
        np.zeros((2, layers)),
    )


def add(into: Sums, other: Sums) -> None:
    """Add in place."""
    with np.errstate(over="ignore", invalid="ignore"):  # of a step too far, which is not taken
        for mine, its in zip(
            (into.value, into.gradient, into.information, into.rows),
            (other.value, other.gradient, other.information, other.rows),
            strict=True,
        ):
            mine += its
    np.minimum(into.low, other.low, out=into.low)
    np.maximum(into.high, other.high, out=into.high)
