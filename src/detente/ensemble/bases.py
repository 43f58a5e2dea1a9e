"""Ensembles that were played a moment ago, kept so that the next one need not play all its futures.

They are kept for the whole process, by what they were played with, and within a bound of memory:
those that were not asked for longest are let go first.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from detente.ensemble.ensemble import Ensemble
from detente.ensemble.kept.by_day import KEPT_BYTES
from detente.ensemble.kept.keep import Keep
from detente.ensemble.played import played
from detente.ensemble.replayed import alike, replayed
from detente.ensemble.setting import Setting
from detente.numerics.threads import Stop
from detente.progress import Progress

BYTES = KEPT_BYTES * 5 // 4
"""Most that is kept in all: one ensemble of the largest size whose days are kept."""

TRIED = 4
"""Ensembles among which the nearest is looked for."""

Key = tuple[str, str | None, int, int, tuple[tuple[str, object], ...]]


class Bases:
    """Ensembles in the order in which they were asked for last."""

    def __init__(self, most: int = BYTES) -> None:
        self.most = most
        self._kept: OrderedDict[Key, Ensemble] = OrderedDict()
        self._lock = Lock()

    def put(self, ensemble: Ensemble) -> None:
        """Keep an ensemble, if there is room and something can be made of it."""
        if ensemble.by_day is None or ensemble.only is not None or ensemble.branched is not None:
            return
        with self._lock:
            self._kept[_key(ensemble.setting)] = ensemble
            self._kept.move_to_end(_key(ensemble.setting))
            while self._kept and self.bytes > self.most:
                self._kept.popitem(last=False)

    @property
    def bytes(self) -> int:
        """Memory that is kept; what several share counts once."""
        parts = {
            id(part): part.bytes
            for each in self._kept.values()
            if each.by_day is not None
            for part in each.by_day.parts
        }
        own = sum(
            int(getattr(each, name).nbytes)
            for each in self._kept.values()
            for name in ("first", "count", "truth", "path_mean", "last", "readings", "courses")
        )
        return sum(parts.values()) + own

    def nearest(self, setting: Setting) -> Ensemble | None:
        """The one of whose futures most are those of a setting; None if there is none alike."""
        with self._lock:
            found = [each for each in reversed(self._kept.values()) if alike(each.setting, setting)]
        if len(found) < 2:
            return found[0] if found else None
        truth = setting.beliefs()
        return min(found[:TRIED], key=lambda each: int((truth != each.truth).any(axis=1).sum()))

    def clear(self) -> None:
        """Let all of them go."""
        with self._lock:
            self._kept.clear()


BASES = Bases()
"""Those of this process."""


def _key(setting: Setting) -> Key:
    said = tuple(sorted((*setting.forced.items(), *setting.credences.items())))
    return (
        setting.scenario.hash,
        setting.scenario.believes,
        setting.seed,
        setting.days,
        (("paths", setting.design.paths), *said),
    )


def played_or_replayed(
    setting: Setting,
    *,
    threads: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
    keep: Keep = "days",
) -> Ensemble:
    """Play a setting; where claims are forced or moved, only what is not known of other settings.

    What is played with nothing forced and nothing moved is always played from nothing.
    """
    base = BASES.nearest(setting) if setting.intervenes else None
    if base is None:
        found = played(setting, threads=threads, progress=progress, stop=stop, keep=keep)
    else:
        found = replayed(base, setting, threads=threads, progress=progress, stop=stop)
    BASES.put(found)
    return found
