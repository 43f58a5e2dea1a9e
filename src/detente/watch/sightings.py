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
    at = np.array(days, dtype=np.int64)
    states = list(compiled.model.states.values())
    measured = measured_planes(compiled)
    lasting = throughout(compiled)
    windows = []
    for outcome in lasting:
        column = compiled.outcomes.index(outcome)
        first, last = (
            int(each[column]) for each in (compiled.questions.first, compiled.questions.last)
        )
        windows.append(Unbroken(plane_asked(compiled, outcome), first, last))
    watched = [*measured.values(), *(window.plane for window in windows)]
    most = max((len(state.values) for state in states), default=0)
    part = None
    if known is not None:
        needed = setting.days if windows else int(at[-1]) + 2
        part = pruned(compiled, lasting, watched, states=True, days=needed)
    asked = compiled if part is None else part.compiled
    of_lasting = [asked.outcomes.index(outcome) for outcome in lasting]

    def reduce(block: Block) -> tuple[NDArray[np.generic], ...]:
        played = block.played
        paths = block.truth.shape[0]
        counts = np.zeros((at.size, len(compiled.rows), paths), dtype=np.uint16)
        if known is None:
            acts, begun = np.concatenate(block.acts), begins(played.recorded)
        else:
            happened = known.chronicle.part(block.begin, block.end)
            acts, begun = happened.acts, happened.acts_from
        count_acts(acts, begun, at, counts)
        values = played.states[:, at]
        been = np.zeros((at.size, len(states), most, paths), dtype=bool)
        for value in range(most):
            had = np.logical_or.accumulate(played.states == value, axis=1)[:, at]
            been[:, :, value] = had.transpose(1, 2, 0)
        # a morning shows what levels and indices were on the evening before
        levels = played.watch[:, at + 1, : len(measured)]
        broken = np.full((len(windows), paths), setting.days, dtype=np.int64)
        for k, window in enumerate(windows):
            came = played.first[:, of_lasting[k]] >= 0
            broken[k] = _broken(played.watch[:, :, len(measured) + k], window, came, setting.days)
        return (
            counts,
            np.ascontiguousarray(values.transpose(1, 2, 0)),
            been,
            np.ascontiguousarray(levels.transpose(1, 2, 0)),
            broken,
        )

    if known is not None and part is not None:
        blocks = known.blocks(part, reduce, threads=threads, progress=progress)
    else:
        blocks = watch(
            setting,
            watched,
            reduce,
            states=True,
            acts=most_acts(setting),
            path_bytes=2 * at.size * len(compiled.rows),
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


def _broken(
    held: NDArray[np.float64], window: Unbroken, came: NDArray[np.bool_], days: int
) -> NDArray[np.int64]:
    """The day on whose evening each path breaks; the length of the play where it holds."""
    end = window.end(held, came)
    return np.where(came | (end < 0), days, end)
