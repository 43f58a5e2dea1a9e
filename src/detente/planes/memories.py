"""Memories of acts: what feeds them, what the record leaves in them, what they usually hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from detente.ontology.acts import Act, ActClass
from detente.planes import limits
from detente.planes.calendar import Calendar
from detente.planes.model import Coefficient, Impact, Memory, Model, PastImpact
from detente.planes.process import Process
from detente.planes.processes import Processes
from detente.planes.record import Record
from detente.planes.start import Start

Weigh = Callable[[Act], float]


def once(_: Act) -> float:
    """Every act weighs the same."""
    return 1.0


@dataclass(frozen=True, slots=True)
class MemoryRequest:
    """A memory as an effect asks for it; see `detente.planes.builder.Builder.memory`."""

    dyad: str
    acts: ActClass
    half_life: float | None
    weigh: Weigh = once
    weighing: str = ""
    received_by: str | None = None
    until: dt.date | None = None
    initial: float | None = None

    @property
    def name(self) -> str:
        """Name of the plane: equal for memories that are equal."""
        half_life = "inf" if self.half_life is None else format(self.half_life, ".17g")
        return (
            f"memory:{self.dyad}:{self.acts}:h={half_life}"
            + (f":received={self.received_by}" if self.received_by else "")
            + (f":until={self.until}" if self.until else "")
            + (f":weight={self.weighing}" if self.weighing else "")
            + (f":from={self.initial:.17g}" if self.initial is not None else "")
        )

    @property
    def decay(self) -> float:
        """Share that a day leaves: 1 of a stock, 0 of the acts of the day alone."""
        if self.half_life is None:
            return 1.0
        return 2.0 ** (-1.0 / self.half_life) if self.half_life > 0 else 0.0

    @property
    def from_record(self) -> bool:
        """Whether the record says what it holds at the start."""
        return self.half_life != 0 and self.initial is None


class Memories:
    """Adds memories to a model, each once, with what every act adds to them.

    Parameters
    ----------
    model : Model
    processes : Processes
    record : Record
    calendar : Calendar
    past_anticipation : mapping of claim to mapping of actor to Coefficient
        How far actors saw the acts of the record coming that a claim owns; may grow.
    """

    def __init__(
        self,
        model: Model,
        processes: Processes,
        record: Record,
        calendar: Calendar,
        past_anticipation: Mapping[str, Mapping[str, Coefficient]],
    ) -> None:
        self.model = model
        self.processes = processes
        self.calendar = calendar
        self.past_anticipation = past_anticipation
        self.start = Start(record)
        self._by_dyad: dict[str, list[MemoryRequest]] = {}

    def add(self, request: MemoryRequest) -> str:
        """Name of a memory's plane, which is added if it is not there."""
        name = request.name
        if name in self.model.memories:
            return name
        limits.within(len(self.model.memories), limits.MOST_PLANES, "memories")
        rows = self.processes.doing(request.dyad, request.acts)
        self.model.memories[name] = self._memory(request, rows)
        total = sum(abs(p.rate.per_day * request.weigh(p.act)) for p in rows)
        self.model.feeds[name] = {
            p.id: abs(p.rate.per_day * request.weigh(p.act)) / total for p in rows if total > 0
        }
        limits.within(
            len(self.model.impacts) + len(rows), limits.MOST_IMPACTS, "impacts on memories"
        )
        for p in rows:
            self.model.impacts.append(Impact(p.id, name, request.weigh(p.act)))
        self._add_owned(request)
        self._by_dyad.setdefault(request.dyad, []).append(request)
        return name

    def told_of(self, dyad: str, acts: ActClass) -> bool:
        """Whether a process plays acts of a class there, or the record has any."""
        return bool(self.processes.doing(dyad, acts)) or self.start.knows(dyad, acts)

    def _memory(self, request: MemoryRequest, rows: Sequence[Process]) -> Memory:
        decay, until = request.decay, request.until
        usual_rate = sum(p.rate.per_day * request.weigh(p.act) for p in rows)
        stock = request.half_life is None or request.half_life == 0
        begin = request.initial or 0.0
        if request.from_record:
            begin = self.start.value(request.dyad, request.acts, rows, decay, request.weigh, until)
        return Memory(
            request.name,
            decay,
            begin,
            0.0 if stock else usual_rate / (1.0 - decay),
            None if until is None else self.calendar.day_of(until),
        )

    def _add_owned(self, request: MemoryRequest) -> None:
        """Acts of the record that claims own: they count on paths where the claim holds."""
        if not request.from_record:
            return
        for a in self.start.owned(request.dyad, request.acts, request.until):
            if a.claim is not None:
                expected = self.past_anticipation.get(a.claim, {})
                q = expected.get(request.received_by) if request.received_by else None
                amount = request.weigh(a.act) * self.start.weight(a.date, request.decay)
                self.model.past.append(PastImpact(request.name, amount, a.claim, q))

    def feel(self, row: str, dyad: str, act: Act, anticipation: Mapping[str, Coefficient]) -> None:
        """Let a scheduled act add to every memory of its dyad that holds acts of its kind."""
        for request in self._by_dyad.get(dyad, ()):
            if request.acts.contains(act):
                limits.within(len(self.model.impacts), limits.MOST_IMPACTS, "impacts on memories")
                q = anticipation.get(request.received_by) if request.received_by else None
                self.model.impacts.append(Impact(row, request.name, request.weigh(act), q))
