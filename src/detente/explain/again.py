"""Plays an ensemble's futures again, watching more planes and keeping more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.runner import Block, Runner, paths_within
from detente.ensemble.setting import Setting
from detente.progress import Progress

T = TypeVar("T")

WATCH_BYTES = 64_000_000
"""Memory that the watched planes of one block may take, roughly."""


def watch(
    setting: Setting,
    planes: Sequence[str],
    reduce: Callable[[Block], T],
    *,
    truth: NDArray[np.uint8] | None = None,
    shifts: Mapping[str, float] | None = None,
    states: bool = False,
    acts: int = 0,
    path_bytes: int = 0,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Iterator[T]:
    """Play again and reduce block by block, in order.

    Parameters
    ----------
    setting : Setting
    planes : sequence of str
        Planes to watch: the columns of `Block.played.watch`.
    reduce : callable
        Runs on the threads, once for each block.
    truth, shifts
        As in `detente.ensemble.runner.Runner`.
    states : bool
        Whether the values of all states are kept as well, as `Block.played.states`.
    acts : int
        Acts to keep on each path; 0 keeps none.
    path_bytes : int
        Memory that `reduce` takes for each path, so that blocks stay small enough.
    """
    runner = Runner(
        setting,
        setting.compiled.watching(planes, states=states),
        truth=truth,
        shifts=shifts,
        capacity=acts,
    )
    bytes_each = 8 * setting.days * max(len(planes), 1) + 4 * acts + path_bytes
    return runner.blocks(
        reduce, paths_within(WATCH_BYTES, bytes_each), threads=threads, progress=progress
    )


def most_acts(setting: Setting) -> int:
    """Acts that a path can hold at most."""
    return setting.days * len(setting.compiled.rows)


def waiting(setting: Setting, outcome: int, first: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Days on which a path still waits for an outcome, within its window.

    Parameters
    ----------
    setting : Setting
    outcome : int
        Column of the outcome.
    first : array of int32, shape (n, outcomes)

    Returns
    -------
    array of bool, shape (n, days)
    """
    questions = setting.compiled.questions
    day = np.arange(setting.days)
    came = first[:, outcome, None]
    open_ = (came < 0) | (day <= came)
    open_ &= (day >= questions.first[outcome]) & (day <= questions.last[outcome])
    after = int(questions.after[outcome])
    if after >= 0:
        begun = first[:, after, None]
        open_ &= (begun >= 0) & (day > begun) & (day <= begun + questions.within[outcome])
    return np.asarray(open_)
