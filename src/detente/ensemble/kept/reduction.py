"""Paths reduced to what an ensemble holds: what each has of its own, and sums over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept._compiled_counts import add_paths, count_bins, count_numbers
from detente.ensemble.kept.bins import BINS, scales
from detente.ensemble.kept.by_day import ByDay, Part
from detente.ensemble.kept.courses import days_in_values, followed, window_means, windows
from detente.ensemble.kept.level_bins import LevelBins
from detente.ensemble.runner import Block
from detente.ensemble.setting import Setting
from detente.kernel.chronicle import Chronicle
from detente.kernel.compile import Compiled
from detente.planes.moving import LEVEL

F64 = NDArray[np.float64]

At = slice | NDArray[np.int64]
"""Numbers of paths."""

CHUNK = 256
"""Futures that are gone through at once."""


@dataclass(slots=True)
class Own:
    """What each path has of its own; see `Ensemble` for the arrays."""

    planes: list[int]
    """Columns of the planes whose course is kept"""
    first: NDArray[np.int32]
    count: NDArray[np.int32]
    truth: NDArray[np.uint8]
    path_mean: F64
    last: F64
    readings: F64
    state_last: NDArray[np.uint8]
    courses: NDArray[np.float32]
    state_days: NDArray[np.int32]

    @classmethod
    def empty(cls, compiled: Compiled, paths: int) -> Own:
        """Room for so many paths."""
        days, watched = int(compiled.program.start[1]), list(compiled.watched)
        states = compiled.model.states.values()
        most = max((len(state.values) for state in states), default=0)
        planes = [watched.index(name) for name in followed(watched)]
        return cls(
            planes=planes,
            first=np.empty((paths, len(compiled.outcomes)), dtype=np.int32),
            count=np.empty((paths, len(compiled.outcomes)), dtype=np.int32),
            truth=np.empty((paths, len(compiled.claims)), dtype=np.uint8),
            path_mean=np.empty((paths, len(watched))),
            last=np.empty((paths, len(watched))),
            readings=np.empty((paths, len(compiled.readings))),
            state_last=np.empty((paths, len(states)), dtype=np.uint8),
            courses=np.empty((paths, len(planes), windows(days).size - 1), dtype=np.float32),
            state_days=np.empty((paths, len(states), most), dtype=np.int32),
        )

    @classmethod
    def of(cls, ensemble: Ensemble) -> Own:
        """A copy of what the paths of an ensemble have."""
        watched = list(ensemble.setting.compiled.watched)
        return cls(
            planes=[watched.index(name) for name in followed(watched)],
            first=ensemble.first.copy(),
            count=ensemble.count.copy(),
            truth=ensemble.truth.copy(),
            path_mean=ensemble.path_mean.copy(),
            last=ensemble.last.copy(),
            readings=ensemble.readings.copy(),
            state_last=ensemble.state_last.copy(),
            courses=ensemble.courses.copy(),
            state_days=ensemble.state_days.copy(),
        )

    def picked(self, paths: NDArray[np.int64]) -> Own:
        """What some of the paths have."""
        arrays = {each.name: getattr(self, each.name) for each in fields(self)}
        del arrays["planes"]
        return Own(self.planes, **{name: array[paths] for name, array in arrays.items()})

    def put(self, block: Block, at: At) -> Part:
        """Keep what the paths of a block have, on any thread; return their days."""
        played, watch = block.played, block.played.watch
        self.state_last[at] = played.states[:, -1]
        self.state_days[at] = days_in_values(played.states, self.state_days.shape[2])
        self.courses[at] = window_means(watch, self.planes)
        self.first[at] = played.first
        self.count[at] = played.count
        self.truth[at] = block.truth
        self.readings[at] = played.value
        self.last[at] = watch[:, -1, :]
        self.path_mean[at] = np.stack([course.mean(axis=0) for course in watch])
        return Part(watch, played.states)


class Sums:
    """Sums over paths, by day; see `Ensemble` for the arrays."""

    def __init__(self, compiled: Compiled) -> None:
        days, watched = int(compiled.program.start[1]), compiled.watched
        self.levels = [k for k, name in enumerate(watched) if name.startswith(LEVEL)]
        self.level_bins = LevelBins(self.levels, days)
        states = compiled.model.states.values()
        most = max((len(state.values) for state in states), default=0)
        self.state_counts = np.zeros((len(states), days, most), dtype=np.int64)
        self.scales = scales(watched)
        self.total = np.zeros((days, len(watched)))
        self.histogram = np.zeros((len(self.scales), days, BINS), dtype=np.int64)

    def add(self, part: Part) -> None:
        """Add futures that come next."""
        self.count(part, 1)
        if self.levels:
            self.level_bins.add(part.planes)
        # path by path, in order: the same sum for any blocks
        add_paths(part.planes, 0, part.paths, self.total)

    def count(self, part: Part, by: int) -> None:
        """Count futures in bins, or take them out again with −1; the order does not matter."""
        if self.state_counts.size:
            count_numbers(part.states, by, self.state_counts)
        for k, scale in enumerate(self.scales):
            values = part.planes
            if scale.logarithmic:
                values = np.log1p(values[:, :, k])[:, :, None]
            column = np.array([0 if scale.logarithmic else k])
            low, per_width = np.array([scale.low]), np.array([scale.per_width])
            count_bins(values, column, low, per_width, by, self.histogram[k : k + 1])

    def add_all(self, by_day: ByDay) -> None:
        """Add futures that are kept, in order, but for what `count` counts."""
        for part, begin, end in by_day.runs():
            add_paths(part.planes, begin, end, self.total)
        if self.levels:
            for paths in chunks(np.arange(by_day.part.size, dtype=np.int64)):
                self.level_bins.add(by_day.picked(paths).planes)


def chunks(paths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Paths, not too many at once."""
    for begin in range(0, paths.size, CHUNK):
        yield paths[begin : begin + CHUNK]


def ensemble_of(
    setting: Setting,
    own: Own,
    sums: Sums,
    by_day: ByDay | None,
    chronicle: Chronicle | None,
    replayed: int,
) -> Ensemble:
    """Put an ensemble together.

    Parameters
    ----------
    setting : Setting
    own : Own
    sums : Sums
    by_day : ByDay or None
        The days of its futures, if they are kept.
    chronicle : Chronicle or None
        What happened in them, if that is kept.
    replayed : int
        How many of its futures were played for it.
    """
    level_counts, level_scales = sums.level_bins.trimmed()
    return Ensemble(
        scenario=setting.scenario,
        seed=setting.seed,
        days=setting.days,
        forced=setting.forced,
        design=setting.design,
        first=own.first,
        count=own.count,
        truth=own.truth,
        path_mean=own.path_mean,
        last=own.last,
        daily_mean=sums.total / setting.design.paths,
        histogram=sums.histogram,
        readings=own.readings,
        state_last=own.state_last,
        state_counts=sums.state_counts,
        level_counts=level_counts,
        level_scales=tuple(level_scales),
        courses=own.courses,
        state_days=own.state_days,
        only=setting.only,
        branched=setting.branch,
        credences=setting.credences,
        chronicle=chronicle,
        replayed=replayed,
        by_day=by_day,
    )
