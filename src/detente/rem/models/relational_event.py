"""Relational event model: any pair may act."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from detente.rem.engine._compiled_tie import tie_pass
from detente.rem.engine.arrays import PAIR, RECEIVER, SENDER
from detente.rem.models.base import EventModel, Room

if TYPE_CHECKING:
    from detente.rem.engine.arrays import Floats
    from detente.rem.engine.design import Design


class RelationalEventModel(EventModel):
    """Relational event model: a hazard for every ordered pair.

    Ordered: the next event is i → j with probability exp(θ·x_ij)/Σ exp(θ·x_ab) over all pairs at
    risk. Timed: λ_ij = exp(θ·x_ij), constant between changes; the log-likelihood is Σ θ·x over
    events minus Σ Δ·Σ exp(θ·x) over intervals.

    Parameters
    ----------
    effects : iterable of Effect
    timing : {"ordered", "timed"}
        Whether only the order of events is known, or their times.

    Notes
    -----
    Source: Butts (2008), Sociological Methodology 38:155-200, equations 2 and 4. Simultaneous
    events do not see each other; each has the whole risk set.
    """

    levels: ClassVar[frozenset[int]] = frozenset({PAIR, SENDER, RECEIVER})
    title: ClassVar[str] = "relational event model"

    def run(self, design: Design, theta: Floats, room: Room) -> tuple[float, Floats, Floats]:
        """One pass over the record: log-likelihood, gradient, information."""
        return tie_pass(  # type: ignore[no-any-return]
            design.program,
            design.world,
            design.changes,
            design.moments,
            self.timed,
            theta,
            room.logs,
            room.scores,
            room.ranks,
            room.at_risk,
        )
