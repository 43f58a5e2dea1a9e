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


@dataclass(frozen=True, slots=True)
class Wanted:
    """A memory as an effect asks for it; see `detente.planes.builder.Builder.memory`."""

    dyad: str
    acts: ActClass
    half_life: float | None
    received_by: str | None
    until: dt.date | None
    weigh: Weigh
    weighing: str
    initial: float | None

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
        self._by_dyad: dict[str, list[Wanted]] = {}

    def add(self, wanted: Wanted) -> str:
        """Name of a memory's plane, which is added if it is not there."""
        name = wanted.name
        if name in self.model.memories:
            return name
        limits.within(len(self.model.memories), limits.MOST_PLANES, "memories")
        rows = self.processes.doing(wanted.dyad, wanted.acts)
        self.model.memories[name] = self._memory(wanted, rows)
        total = sum(abs(p.rate.per_day * wanted.weigh(p.act)) for p in rows)
        self.model.feeds[name] = {
            p.id: abs(p.rate.per_day * wanted.weigh(p.act)) / total for p in rows if total > 0
        }
        limits.within(
            len(self.model.impacts) + len(rows), limits.MOST_IMPACTS, "impacts on memories"
        )
        for p in rows:
            self.model.impacts.append(Impact(p.id, name, wanted.weigh(p.act)))
        self._add_owned(wanted)
        self._by_dyad.setdefault(wanted.dyad, []).append(wanted)
        return name

    def _memory(self, wanted: Wanted, rows: Sequence[Process]) -> Memory:
        decay, until = wanted.decay, wanted.until
        usual_rate = sum(p.rate.per_day * wanted.weigh(p.act) for p in rows)
        stock = wanted.half_life is None or wanted.half_life == 0
        begin = wanted.initial or 0.0
        if wanted.from_record:
            begin = self.start.value(wanted.dyad, wanted.acts, rows, decay, wanted.weigh, until)
        return Memory(
            wanted.name,
            decay,
            begin,
            0.0 if stock else usual_rate / (1.0 - decay),
            None if until is None else self.calendar.day_of(until),
        )

    def _add_owned(self, wanted: Wanted) -> None:
        """Acts of the record that claims own: they count on paths where the claim holds."""
        if not wanted.from_record:
            return
        for a in self.start.owned(wanted.dyad, wanted.acts, wanted.until):
            if a.claim is not None:
                expected = self.past_anticipation.get(a.claim, {})
                q = expected.get(wanted.received_by) if wanted.received_by else None
                amount = wanted.weigh(a.act) * self.start.weight(a.date, wanted.decay)
                self.model.past.append(PastImpact(wanted.name, amount, a.claim, q))

    def feel(self, row: str, dyad: str, act: Act, anticipation: Mapping[str, Coefficient]) -> None:
        """Let a scheduled act add to every memory of its dyad that holds acts of its kind."""
        for wanted in self._by_dyad.get(dyad, ()):
            if wanted.acts.contains(act):
                limits.within(len(self.model.impacts), limits.MOST_IMPACTS, "impacts on memories")
                q = anticipation.get(wanted.received_by) if wanted.received_by else None
                self.model.impacts.append(Impact(row, wanted.name, wanted.weigh(act), q))
