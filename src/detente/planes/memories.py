"""Memories of acts: what feeds them, what the record leaves in them, what they usually hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.language.current import gettext as _
from detente.ontology.acts import Act, ActClass
from detente.planes import limits
from detente.planes.calendar import Calendar
from detente.planes.model import Coefficient, Impact, Memory, Model
from detente.planes.process import Process
from detente.planes.processes import Processes
from detente.planes.record import Record
from detente.planes.recorded import Kept, Recorded, Weigh
from detente.planes.remembered import Remembered


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
    initial_on: dt.date | None = None
    only: frozenset[str] | None = None
    """Processes that feed it; None for all of the class"""
    beside: tuple[str, ...] = ()
    """Pairs whose acts are counted elsewhere: an act of several that is heard there too is not"""

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
            + (f":on={self.initial_on}" if self.initial_on is not None else "")
            + (f":only={'+'.join(sorted(self.only))}" if self.only is not None else "")
            + (f":beside={'+'.join(self.beside)}" if self.beside else "")
        )

    def skips(self, dyads: Sequence[str]) -> bool:
        """Whether an act that is heard on these is counted elsewhere."""
        return any(dyad in dyads for dyad in self.beside)

    @property
    def decay(self) -> float:
        """Share that a day leaves: 1 of a stock, 0 of the acts of the day alone."""
        if self.half_life is None:
            return 1.0
        return 2.0 ** (-1.0 / self.half_life) if self.half_life > 0 else 0.0

    @property
    def kept(self) -> Kept:
        """What it keeps of the record."""
        return Kept(
            self.dyad,
            self.acts,
            self.decay,
            self.weigh,
            self.until,
            self.initial_on,
            self.beside,
        )


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
        self.recorded = Recorded(record)
        self.remembered: dict[str, Remembered] = {}
        self._requests: dict[str, MemoryRequest] = {}
        self._by_dyad: dict[str, list[MemoryRequest]] = {}

    def add(self, request: MemoryRequest) -> str:
        """Name of a memory's plane, which is added if it is not there."""
        name = request.name
        if name in self.model.memories:
            return name
        limits.within(len(self.model.memories), limits.MOST_PLANES, _("memories"))
        rows = self._rows(request)
        self._requests[name] = request
        self.remembered[name] = self._remembered(request, [self.recorded.morning])
        self.model.memories[name] = self._memory(request, rows)
        total = sum(abs(p.rate.per_day * request.weigh(p.act)) for p in rows)
        self.model.feeds[name] = {
            p.id: abs(p.rate.per_day * request.weigh(p.act)) / total for p in rows if total > 0
        }
        limits.within(
            len(self.model.impacts) + len(rows), limits.MOST_IMPACTS, _("impacts on memories")
        )
        for p in rows:
            self.model.impacts.append(Impact(p.id, name, request.weigh(p.act)))
        self._by_dyad.setdefault(request.dyad, []).append(request)
        return name

    def _rows(self, request: MemoryRequest) -> list[Process]:
        """Processes that feed a memory."""
        rows = self.processes.doing(request.dyad, request.acts)
        if request.beside:
            rows = [p for p in rows if not request.skips(p.dyads)]
        return rows if request.only is None else [p for p in rows if p.id in request.only]

    def told_of(self, dyad: str, acts: ActClass) -> bool:
        """Whether a process plays acts of a class there, or the record has any."""
        return bool(self.processes.doing(dyad, acts)) or self.recorded.knows(dyad, acts)

    def dyads_of(self, acts: ActClass) -> list[str]:
        """Dyads and pairs on which a process plays acts of a class, or the record has any."""
        return [*self.processes.dyads_of(acts), *self.recorded.dyads_of(acts)]

    def _memory(self, request: MemoryRequest, rows: Sequence[Process]) -> Memory:
        remembered = self.remembered[request.name]
        usual_rate = sum(p.rate.per_day * request.weigh(p.act) for p in rows)
        stock = request.half_life is None or request.half_life == 0
        return Memory(
            request.name,
            request.decay,
            float(remembered.value(np.zeros((len(remembered.owned), 1)))[0, 0]),
            0.0 if stock else usual_rate / (1.0 - request.decay),
            None if request.until is None else self.calendar.day_of(request.until),
        )

    def _remembered(self, request: MemoryRequest, mornings: Sequence[dt.date]) -> Remembered:
        expected = {
            claim: q[request.received_by]
            for claim, q in self.past_anticipation.items()
            if request.received_by is not None and request.received_by in q
        }
        rows = self._rows(request)
        return self.recorded.remembered(
            request.kept, rows, mornings, expected, initial=request.initial
        )

    def past_of(self, name: str, mornings: Sequence[dt.date]) -> Remembered:
        """What a memory holds of the record on any mornings up to the first, in order."""
        return self._remembered(self._requests[name], mornings)

    def past(
        self, names: Sequence[str], *, today: bool = False
    ) -> tuple[list[dt.date], tuple[Remembered, ...]]:
        """Memories on all mornings of the record, up to the as-of date, after acts that feed them.

        Parameters
        ----------
        names : sequence of str
            Planes of memories.
        today : bool
            Day 0 as well, where the as-of date saw such an act.
        """
        requests = [self._requests[name] for name in names]
        mornings = self.recorded.mornings((request.kept for request in requests), today=today)
        return mornings, tuple(self._remembered(request, mornings) for request in requests)

    def feel(
        self, row: str, dyads: Sequence[str], act: Act, anticipation: Mapping[str, Coefficient]
    ) -> None:
        """Let a scheduled act add to every memory that holds acts of its kind where it is heard.

        The first of its dyads is its own, the others are pairs of its parties.
        """
        for request in (r for dyad in dyads for r in self._by_dyad.get(dyad, ())):
            if request.skips(dyads):
                continue
            alone = request.only is None or any(
                p.act == act and p.dyad == dyads[0] for p in self._rows(request)
            )
            if request.acts.contains(act) and alone:
                limits.within(
                    len(self.model.impacts), limits.MOST_IMPACTS, _("impacts on memories")
                )
                q = anticipation.get(request.received_by) if request.received_by else None
                self.model.impacts.append(Impact(row, request.name, request.weigh(act), q))
