"""What could have been seen by some days of each future: acts, states, levels and indices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.feeding import plane_asked
from detente.ensemble.one_day import running
from detente.ensemble.recall import Known
from detente.ensemble.runner import Block
from detente.explain.again import most_acts, watch
from detente.explain.brought import Unbroken
from detente.kernel.chronicle import begins
from detente.kernel.pruned import pruned
from detente.planes.index import INDEX
from detente.planes.moving import LEVEL
from detente.progress import Progress
from detente.watch._compiled_counts import count_acts

if TYPE_CHECKING:
    from detente.ensemble.setting import Setting
    from detente.kernel.compile import Compiled

LONGEST = 65_535
"""Acts of one kind that are told apart on a path."""


@dataclass(frozen=True, slots=True)
class Sightings:
    """What each path holds on the evenings of some days.

    Attributes
    ----------
    days : tuple of int
        Ascending.
    counts : array of uint16, shape (dates, rows, paths)
        Acts so far, since the first day played.
    values : array of uint8, shape (dates, states, paths)
        Number of the value of each state.
    been : array of bool, shape (dates, states, values, paths)
        Whether a state has had each value on a day so far.
    measured : array of float64, shape (dates, planes, paths)
        Levels and relation indices.
    planes : tuple of str
        What these are.
    broken : mapping of outcome to array of int64
        Of outcomes that have to hold throughout: the day on which they can no longer; the length
        of the play where that never comes.
    """

    days: tuple[int, ...]
    counts: NDArray[np.uint16]
    values: NDArray[np.uint8]
    been: NDArray[np.bool_]
    measured: NDArray[np.float64]
    planes: tuple[str, ...]
    broken: dict[str, NDArray[np.int64]]


def measured_planes(compiled: Compiled) -> dict[str, str]:
    """Planes of levels and of the indices of pairs, by the name that signs give them."""
    found = {}
    for name, column in zip(compiled.watched, compiled.questions.watched.tolist(), strict=True):
        if name.startswith(LEVEL) or (name.startswith(INDEX) and ">" not in name):
            found[name] = compiled.planes[column]
    return found


def throughout(compiled: Compiled) -> list[str]:
    """Outcomes that ask whether something holds on every day of a window."""
    evening = compiled.questions.level_outcome[int(compiled.questions.evenings[0]) :].tolist()
    names = [compiled.outcomes[column] for column in evening]
    return [name for name in names if running(compiled, name) > 1]


def sightings(
    setting: Setting,
    days: Sequence[int],
    known: Known | None = None,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Sightings:
    """Go through the futures of a setting once more, keeping what could have been seen.

    Parameters
    ----------
    setting : Setting
    days : sequence of int
        Ascending; none is the last one played, whose evening is not kept.
    known : Known, optional
        The same futures, if it is known what happened in them; otherwise they are played.
    """
    compiled = setting.compiled
    measured = measured_planes(compiled)
    lasting = throughout(compiled)
    windows = [_window(compiled, outcome) for outcome in lasting]
    watched = [*measured.values(), *(window.plane for window in windows)]
    part = None
    if known is not None:
        needed = setting.days if windows else days[-1] + 2
        part = pruned(compiled, lasting, watched, states=True, days=needed)
    asked = compiled if part is None else part.compiled
    evenings = _Evenings(
        at=np.array(days, dtype=np.int64),
        compiled=compiled,
        known=known,
        measured=len(measured),
        windows=windows,
        of_windows=[asked.outcomes.index(outcome) for outcome in lasting],
        days=setting.days,
    )
    if known is not None and part is not None:
        blocks = known.blocks(part, evenings.of, threads=threads, progress=progress)
    else:
        blocks = watch(
            setting,
            watched,
            evenings.of,
            states=True,
            acts=most_acts(setting),
            path_bytes=2 * len(days) * len(compiled.rows),
            threads=threads,
            progress=progress,
        )
    counts, values, been, levels, broken = (
        np.concatenate(kind, axis=-1) for kind in zip(*list(blocks), strict=True)
    )
    return Sightings(
        tuple(days),
        counts,
        values,
        been,
        levels,
        tuple(measured),
        dict(zip(lasting, broken, strict=True)),
    )


def _window(compiled: Compiled, outcome: str) -> Unbroken:
    """What has to hold for an outcome, and in which days."""
    questions, column = compiled.questions, compiled.outcomes.index(outcome)
    first, last = int(questions.first[column]), int(questions.last[column])
    return Unbroken(plane_asked(compiled, outcome), first, last)


@dataclass(frozen=True, slots=True)
class _Evenings:
    """What a block of paths holds on some evenings.

    Attributes
    ----------
    at : array of int64
        The days.
    compiled : Compiled
    known : Known or None
    measured : int
        Planes of levels and indices, which are watched before those of windows.
    windows : list of Unbroken
    of_windows : list of int
        Column of the outcome of each, among those that are asked of a path.
    days : int
        Length of the play.
    """

    at: NDArray[np.int64]
    compiled: Compiled
    known: Known | None
    measured: int
    windows: list[Unbroken]
    of_windows: list[int]
    days: int

    def of(self, block: Block) -> tuple[NDArray[np.generic], ...]:
        """Counts, values, which have been, levels and indices, and when windows break."""
        played = block.played
        # a morning shows what levels and indices were on the evening before
        levels = played.watch[:, self.at + 1, : self.measured]
        return (
            self._counts(block),
            np.ascontiguousarray(played.states[:, self.at].transpose(1, 2, 0)),
            self._been(played.states),
            np.ascontiguousarray(levels.transpose(1, 2, 0)),
            self._broken(block),
        )

    def _counts(self, block: Block) -> NDArray[np.uint16]:
        shape = self.at.size, len(self.compiled.rows), block.truth.shape[0]
        found = np.zeros(shape, dtype=np.uint16)
        if self.known is None:
            acts, begun = np.concatenate(block.acts), begins(block.played.recorded)
        else:
            happened = self.known.chronicle.part(block.begin, block.end)
            acts, begun = happened.acts, happened.acts_from
        count_acts(acts, begun, self.at, found)
        return found

    def _been(self, states: NDArray[np.uint8]) -> NDArray[np.bool_]:
        named = self.compiled.model.states.values()
        most = max((len(state.values) for state in named), default=0)
        found = np.zeros((self.at.size, len(named), most, states.shape[0]), dtype=bool)
        for value in range(most):
            had = np.logical_or.accumulate(states == value, axis=1)[:, self.at]
            found[:, :, value] = had.transpose(1, 2, 0)
        return found

    def _broken(self, block: Block) -> NDArray[np.int64]:
        played = block.played
        found = np.full((len(self.windows), block.truth.shape[0]), self.days, dtype=np.int64)
        for k, window in enumerate(self.windows):
            came = played.first[:, self.of_windows[k]] >= 0
            held = played.watch[:, :, self.measured + k]
            found[k] = _broken(held, window, came, self.days)
        return found


def _broken(
    held: NDArray[np.float64], window: Unbroken, came: NDArray[np.bool_], days: int
) -> NDArray[np.int64]:
    """The day on whose evening each path breaks; the length of the play where it holds."""
    end = window.end(held, came)
    return np.where(came | (end < 0), days, end)
