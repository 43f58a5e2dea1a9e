"""Scheduled acts: which rows they become, and what they do to memories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.language.current import gettext as _
from detente.ontology.acts import Act
from detente.ontology.dyads import heard_on
from detente.planes import limits
from detente.planes.memories import Memories
from detente.planes.model import Coefficient, Model, Scheduled
from detente.planes.moving import Moving
from detente.planes.process import Process
from detente.planes.processes import Processes


@dataclass(frozen=True, slots=True)
class ScheduledAct:
    """A scheduled act before it becomes a row."""

    row: str
    source: str
    target: str
    act: Act
    day: int
    claim: str | None
    anticipation: tuple[tuple[str, Coefficient], ...]
    probability: Coefficient
    others: tuple[str, ...] = ()
    plane: str | None = None
    """where it is not 1, the act does not come"""

    @property
    def dyads(self) -> tuple[str, ...]:
        """Where it is heard: its dyad, and of an act of several every pair of them."""
        return heard_on(self.source, self.target, self.act, self.others)


class Schedule:
    """Collects the scheduled acts, until all memories are known that they add to."""

    def __init__(
        self, model: Model, processes: Processes, memories: Memories, moving: Moving
    ) -> None:
        self.model = model
        self.processes = processes
        self.memories = memories
        self.moving = moving
        self.acts: list[ScheduledAct] = []

    def add(self, act: ScheduledAct) -> None:
        """Take an act on."""
        limits.within(len(self.acts), limits.MOST_SCHEDULED, _("scheduled acts"))
        self.acts.append(act)

    def alike(self, processes: Sequence[Process]) -> list[str]:
        """Rows of the acts that are of the same kind as some processes at risk on their day."""
        ids = {process.id for process in processes}
        return [
            act.row
            for act in self.acts
            if ids.intersection(
                p.id for p in self.processes.at_risk(act.dyads[0], act.act, act.day)
            )
        ]

    def finish(self) -> None:
        """Give every act its row and its impacts."""
        earlier: dict[tuple[int, str, Act], list[str]] = {}
        for act in sorted(self.acts, key=lambda a: (a.day, a.row)):
            dyad = act.dyads[0]
            same = [p.id for p in self.processes.at_risk(dyad, act.act, act.day)]
            before = earlier.setdefault((act.day, dyad, act.act), [])
            self.model.scheduled.append(
                Scheduled(
                    act.row,
                    f"scheduled:{dyad}:{act.act}:{act.row}",
                    act.day,
                    act.probability,
                    act.claim,
                    (*same, *before),
                    act.plane,
                )
            )
            before.append(act.row)
            self.memories.feel(act.row, act.dyads, act.act, dict(act.anticipation))
            like = [p.id for p in self.processes.alike(dyad, act.act)]
            self.moving.feel(act.row, act.dyads, act.act, like)
        self.acts.clear()
