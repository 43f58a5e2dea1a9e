"""One pass over the record: blocks of pairs and of days on threads, added up in fixed order."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from detente.daily._compiled_groups import silent_pairs
from detente.daily._compiled_stream import stream
from detente.daily.arrays import (
    CALENDAR,
    F64,
    I64,
    SERIES,
    Columns,
    Sums,
    World,
    add,
    empty,
)  # fmt: skip

PIECES = 64
"""Blocks of pairs: fixed, so that sums do not depend on the threads."""

Progress = Callable[[str, float], None]
"""Told what is done, and the share of it that is done already."""


@dataclass(frozen=True, slots=True)
class CaseControl:
    """Case-control sampling of days: the chances with which they are kept.

    Each day that is kept weighs the reciprocal of its chance, so that sums are right on average.

    Attributes
    ----------
    without : float
        A day of a pair on which it does not act: on average over pairs, more for busy ones.
    with_act : float
        A day of a pair on which it acts.
    silent : float
        A day, for all pairs that are silent so far.
    seed : int
    """

    without: float = 1.0
    with_act: float = 1.0
    silent: float = 1.0
    seed: int = 0

    @property
    def whole(self) -> bool:
        """Whether this is the whole likelihood."""
        return self.without == self.with_act == self.silent == 1.0


WHOLE = CaseControl()
"""Every day."""


@dataclass(frozen=True, slots=True)
class Passes:
    """All that a pass needs but the coefficients.

    Attributes
    ----------
    world : World
    columns : Columns
    place : array of int, shape (layers, most columns)
        Number of each column's coefficient; −1 where a layer has fewer columns.
    coefficients : int
    grouped : bool
        Whether silent pairs are taken together; otherwise every pair is streamed from the start.
    threads : int, optional
    """

    world: World
    columns: Columns
    place: I64
    coefficients: int
    grouped: bool = True
    threads: int | None = None

    def theta(self, coefficients: F64) -> F64:
        """Coefficients by flow and column."""
        place = self.place[self.columns.layer]
        return np.where(place >= 0, coefficients[np.maximum(place, 0)], 0.0)

    def streamed(self) -> I64:
        """Pairs that are streamed, dealt so that every block has early and late beginners."""
        begin = self.world.begin
        pairs = np.arange(begin.size) if not self.grouped else np.flatnonzero(begin < self.days)
        order = pairs[np.argsort(begin[pairs], kind="stable")]
        return order.astype(np.int64)

    @property
    def days(self) -> int:
        """Days of the record."""
        return int(self.world.weight.size)

    def run(
        self,
        coefficients: F64,
        days: CaseControl = WHOLE,
        progress: Callable[[float], None] | None = None,
    ) -> Sums:
        """Evaluate log-likelihood, gradient and information, by layer.

        Parameters
        ----------
        coefficients : array, shape (coefficients,)
        days : CaseControl
        progress : callable, optional
            Told the share that is done.
        """
        theta = self.theta(coefficients)
        layers, most = self.place.shape
        pairs = self.streamed()
        pieces = [pairs[i::PIECES] for i in range(PIECES)]
        groups = [
            (int(fold), q)
            for fold in np.unique(self.world.fold)
            for q in range(self.columns.number.size)
            if self.grouped
        ]
        chances = self._chances(days)

        def streamed(piece: I64) -> Sums:
            sums = empty(layers, most)
            stream(
                self.world, self.columns, theta, piece, not self.grouped, chances, days.seed,
                sums,
            )  # fmt: skip
            return sums

        def silent(fold: int, q: int) -> Sums:
            sums = empty(layers, most)
            silent_pairs(
                self.world, self.columns, theta, fold, q, days.silent, days.seed, sums
            )  # fmt: skip
            if sums.rows.any():
                self._range_of_series(fold, q, sums)
            return sums

        whole = empty(layers, most)
        total = len(pieces) + len(groups)
        pool = ThreadPoolExecutor(self.threads or os.cpu_count() or 1)
        try:
            tasks = [pool.submit(streamed, piece) for piece in pieces]
            tasks += [pool.submit(silent, *group) for group in groups]
            for done, task in enumerate(tasks, 1):
                add(whole, task.result())
                if progress is not None:
                    progress(done / total)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return whole

    def _chances(self, days: CaseControl) -> F64:
        """Chances by pair: a day weighs in the sums by its hazard, so half go by the usual rate."""
        chances = np.ones((self.world.begin.size, 2))
        if days.without < 1.0:
            rate = np.exp(self.world.base[-1]).sum(axis=1)
            busy = rate / rate[self.streamed()].mean() if self.streamed().size else rate
            chances[:, 0] = np.minimum(1.0, days.without * (0.5 + 0.5 * busy))
        chances[:, 1] = days.with_act
        return chances

    def _range_of_series(self, fold: int, q: int, sums: Sums) -> None:
        """Ranges of what changes for silent pairs: of all actors, on days with any silent pair."""
        columns, world = self.columns, self.world
        days = np.repeat(world.fold, world.block[0])[: self.days] == fold
        days &= (world.weight > 0) & (np.arange(self.days) < world.begin.max())
        layer = columns.layer[q]
        for k in range(columns.number[q]):
            if columns.kind[q, k] == SERIES:
                part = world.series[columns.one[q, k] >> 1]
            elif columns.kind[q, k] == CALENDAR:
                part = world.calendar[columns.one[q, k]]
            else:
                continue
            part = part[..., days]
            sums.low[0, layer, k] = min(sums.low[0, layer, k], part.min())
            sums.high[0, layer, k] = max(sums.high[0, layer, k], part.max())

    def totals(self, sums: Sums) -> tuple[float, F64, F64]:
        """Log-likelihood, gradient and information in the coefficients."""
        gradient = np.zeros(self.coefficients)
        information = np.zeros((self.coefficients, self.coefficients))
        for layer, place in enumerate(self.place):
            here = place[place >= 0]
            k = here.size
            gradient[here] += sums.gradient[layer, :k]
            lower = np.tril(sums.information[layer, :k, :k])
            information[np.ix_(here, here)] += lower + np.tril(lower, -1).T
        return float(sums.value.sum()), gradient, information
