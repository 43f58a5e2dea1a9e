"""Some futures of an ensemble, as an ensemble: the same as playing them, to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept.by_day import ByDay, Part
from detente.ensemble.kept.reduction import Own, Sums, chunks, ensemble_of
from detente.ensemble.played import played
from detente.ensemble.setting import Only
from detente.progress import Progress


def some(
    ensemble: Ensemble,
    paths: NDArray[np.int64],
    only: Only,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Take some futures of an ensemble.

    What is summed over them by day is summed anew: from what each holds day by day, or by going
    through them once more where it is known what happened. Otherwise they are played.

    Parameters
    ----------
    ensemble : Ensemble
    paths : array of int64
        Ascending.
    only : Only
        Why these.
    """
    design = ensemble.design.picked(paths)
    setting = replace(ensemble.setting, design=design, only=only)
    known = ensemble.known
    by_day = None
    parts: Iterator[Part]
    if ensemble.by_day is not None:
        whole = ensemble.by_day
        by_day = ByDay(whole.parts, whole.part[paths], whole.place[paths])
        parts = (by_day.picked(each) for each in chunks(np.arange(paths.size, dtype=np.int64)))
    elif known is not None:
        compiled = setting.compiled
        names = [compiled.planes[k] for k in compiled.questions.watched]
        parts = known.picked(paths).watch(
            names,
            lambda block: Part(block.played.watch, block.played.states),
            states=True,
            threads=threads,
            progress=progress,
        )
    else:
        return played(setting, threads=threads, progress=progress)
    sums = Sums(setting.compiled)
    for part in parts:
        sums.add(part)
    chronicle = None if ensemble.chronicle is None else ensemble.chronicle.picked(paths)
    return ensemble_of(setting, Own.of(ensemble).picked(paths), sums, by_day, chronicle, 0)
