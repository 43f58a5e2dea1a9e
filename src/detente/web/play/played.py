"""The futures behind a page: where one started, with what is changed, and with what is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.ensemble.ensemble import Ensemble
    from detente.seen.answer import SeenAnswer


@dataclass(frozen=True, slots=True)
class Played:
    """All with the same seed and as many futures.

    Attributes
    ----------
    start : Ensemble
        Every claim as it is believed.
    changed : Ensemble
        With the claims that are switched or believed otherwise; `start` itself where none is.
    now : Ensemble
        Of these the futures in which all is so that is seen; `changed` itself if nothing is.
    seen : SeenAnswer or None
        What that changes; None if nothing is seen, or too few futures see it.
    fault : str
        Why what is seen could not be followed; empty if it was.
    asked : int
        Futures that were asked for: more than there are while the others are on their way.
    """

    start: Ensemble
    changed: Ensemble
    now: Ensemble
    seen: SeenAnswer | None = None
    fault: str = ""
    asked: int = 0

    @property
    def before(self) -> Ensemble:
        """What `now` is compared with: where one started, or the same without what is seen."""
        return self.start if self.seen is None else self.changed

    @property
    def replayed(self) -> int:
        """Futures in which a change makes some claim another; the others are as they were."""
        if self.changed is self.start:
            return 0
        return int(np.any(self.start.truth != self.changed.truth, axis=1).sum())

    @property
    def waiting(self) -> bool:
        """Whether more futures are on their way."""
        return self.changed.paths < self.asked
