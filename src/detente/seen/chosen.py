"""The futures in which something is seen, as an ordinary ensemble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.ensemble.played import played
from detente.ensemble.setting import Only
from detente.ensemble.some import some
from detente.progress import Progress
from detente.seen.select import AMONG, Selection, select

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def seen(
    ensemble: Ensemble,
    what: Sequence[object],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Choose the futures in which things are seen; see `Ensemble.seen`."""
    found = select(ensemble, what, threads=threads, progress=progress)
    return chosen(found, threads=threads, progress=progress)


def chosen(
    found: Selection, *, threads: int | None = None, progress: Progress | None = None
) -> Ensemble:
    """The futures of a selection; played where those among which they were are not at hand.

    They know these, so that more can be seen without playing.
    """
    setting, whole = found.setting, found.whole
    only = Only(found.seeings, setting.design.part(0, found.among))
    if whole is None or setting.design.paths > found.among:
        design = setting.design.picked(found.kept)
        left = replace(setting, design=design, only=only)
        made = played(left, threads=threads, progress=progress)
    elif found.all:
        made = replace(whole, only=only, estimates={}, kept={})
    else:
        made = some(whole, found.kept, only, threads=threads, progress=progress)
    if whole is not None:
        made.kept[AMONG] = whole
    return made
