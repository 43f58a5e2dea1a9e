"""An ensemble with other claims forced or moved: only the futures are played that this touches.

Every draw is a pure function of its names. So a future on which all claims have the truths that
they had is the same future, and is taken over; what is summed over futures is summed anew, in the
same order. The result is that of playing all of them, to the last bit.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.design import same
from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept.by_day import ByDay, Part
from detente.ensemble.kept.gathered import MOST_BYTES, Gathered
from detente.ensemble.kept.reduction import Own, Sums, chunks, ensemble_of
from detente.ensemble.played import played
from detente.ensemble.runner import Block, Runner, block_size
from detente.ensemble.setting import Setting
from detente.kernel.chronicle import Chronicle
from detente.numerics.threads import Stop, worker_count
from detente.progress import Progress


def replayed(
    base: Ensemble,
    setting: Setting,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    truth: NDArray[np.uint8] | None = None,
) -> Ensemble:
    """Play a setting, but for the futures that an ensemble has already.

    All are played where the two differ in more than what is forced and moved, or the days of the
    futures were not kept (`detente.ensemble.kept.by_day`).

    Parameters
    ----------
    base : Ensemble
    setting : Setting
    threads : int, optional
    progress : callable, optional
        Told how many of the futures that are played are done, and how many they are.
    stop : array of uint8, shape (1,), optional
        Set to 1 by another thread, it ends the play.
    truth : array of uint8, shape (paths, claims), optional
        The setting's beliefs, where they are known.

    Returns
    -------
    Ensemble
        `Ensemble.replayed` says how many futures were played for it.

    Raises
    ------
    InputError
        If the claims that are forced or moved contradict one another.
    """
    if base.by_day is None or not alike(base.setting, setting):
        return played(setting, threads=threads, progress=progress, stop=stop)
    setting.check_claims()
    truth = setting.beliefs() if truth is None else truth
    paths = np.flatnonzero((truth != base.truth).any(axis=1))
    own, sums = Own.of(base), Sums(setting.compiled)
    gathered = Gathered(setting.compiled)
    parts = _played(setting, truth[paths], paths, own, sums, gathered, threads, progress, stop)
    by_day = base.by_day.exchanged(paths, parts)
    _sum_the_others(sums, base, base.by_day, paths)
    sums.add_all(by_day)
    chronicle = _happened(base, paths, gathered)
    return ensemble_of(setting, own, sums, by_day, chronicle, paths.size)


def alike(one: Setting, other: Setting) -> bool:
    """Whether the futures of two settings differ by their claims at most."""
    return (
        (one.scenario is other.scenario or one.scenario.hash == other.scenario.hash)
        and one.scenario.believes == other.scenario.believes
        and one.days == other.days
        and one.seed == other.seed
        and one.only is other.only
        and one.branch == other.branch
        and same(one.design, other.design)
    )


def _played(
    setting: Setting,
    truth: NDArray[np.uint8],
    paths: NDArray[np.int64],
    own: Own,
    sums: Sums,
    gathered: Gathered,
    threads: int | None,
    progress: Progress | None,
    stop: Stop | None,
) -> list[Part]:
    """Play some futures, put what they have of their own, count them, and return their days."""
    if not paths.size:
        return []
    some = Runner(
        replace(setting, design=setting.design.picked(paths)),
        truth=truth,
        capacity=gathered.capacity,
    )
    # small enough that no thread waits long for the last of them
    each = -(-paths.size // (2 * worker_count(threads)))
    size = min(max(each, 1), block_size(setting.compiled))

    def put(block: Block) -> tuple[Part, Chronicle | None]:
        return own.put(block, paths[block.begin : block.end]), gathered.of(block)

    parts = []
    for part, happened in some.blocks(put, size, threads=threads, progress=progress, stop=stop):
        sums.count(part, 1)  # while others are played
        parts.append(part)
        gathered.add(happened)
    return parts


def _happened(base: Ensemble, paths: NDArray[np.int64], gathered: Gathered) -> Chronicle | None:
    """What happened in all futures, where some were exchanged; None if it is not kept."""
    if base.chronicle is None or not paths.size:
        return base.chronicle
    made = gathered.made()
    found = None if made is None else base.chronicle.replaced(paths, made)
    return found if found is not None and found.nbytes <= MOST_BYTES else None


def _sum_the_others(sums: Sums, base: Ensemble, before: ByDay, paths: NDArray[np.int64]) -> None:
    """Count all futures of a base but those that were played anew."""
    if 2 * paths.size < base.paths:
        sums.histogram += base.histogram
        sums.state_counts += base.state_counts
        for some in chunks(paths):
            sums.count(before.picked(some), -1)
    else:
        others = np.delete(np.arange(base.paths, dtype=np.int64), paths)
        for some in chunks(others):
            sums.count(before.picked(some), 1)
