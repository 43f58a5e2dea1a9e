"""The futures in which something is seen, as an ordinary ensemble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.ensemble.played import played
from detente.ensemble.setting import Only
from detente.progress import Progress
from detente.seen.select import Selection, select

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble


def seen(
    ensemble: Ensemble,
    what: Sequence[object],
    *,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Choose the futures in which things are seen, and play them; see `Ensemble.seen`."""
    found = select(ensemble, what, threads=threads, progress=progress)
    if found.all and ensemble.only is None:
        return replace(ensemble, only=_why(found))
    return chosen(found, threads=threads, progress=progress)


def chosen(
    found: Selection, *, threads: int | None = None, progress: Progress | None = None
) -> Ensemble:
    """Play the futures of a selection."""
    setting = found.setting
    some = replace(setting, design=setting.design.picked(found.kept), only=_why(found))
    return played(some, threads=threads, progress=progress)


def _why(found: Selection) -> Only:
    return Only(found.seeings, found.setting.design.part(0, found.among))
