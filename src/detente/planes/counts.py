"""How many acts there were on a day, and so far: counted, with nothing usual in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.ontology.acts import Act, ActClass
from detente.planes.memories import Memories, MemoryRequest
from detente.planes.model import Model, Op, Phase
from detente.planes.operations import Operations
from detente.planes.process import Process
from detente.planes.remembered import PastPulses


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted on one dyad or pair: a class of acts, or what some processes do."""

    dyad: str
    acts: ActClass
    only: frozenset[str] | None = None
    beside: tuple[str, ...] = ()


class Counts:
    """Adds planes that count acts; see `detente.planes.builder.Builder.acts_of_day`."""

    def __init__(
        self,
        memories: Memories,
        operations: Operations,
        expected: Callable[[], Iterable[tuple[tuple[str, ...], Act]]],
    ) -> None:
        self.memories = memories
        self.expected = expected
        self.operations = operations

    def heard(self, dyads: Sequence[str], acts: ActClass) -> list[_Counted]:
        """A class of acts on some dyads and pairs.

        What several do together is heard on each of their pairs, and counted on the first.
        """
        several = self._several()
        found: list[_Counted] = []
        for dyad in dict.fromkeys(dyads):
            sharing = (each.dyad for each in found if any({dyad, each.dyad} <= s for s in several))
            found.append(_Counted(dyad, acts, beside=tuple(sharing)))
        return found

    def _several(self) -> list[set[str]]:
        """Where acts of three parties and more are heard."""
        played = (p.dyads for p in self.memories.processes.all)
        expected = (dyads for dyads, _act in self.expected())
        heard = (*played, *expected, *self.memories.recorded.several)
        return [set(dyads) for dyads in heard if len(dyads) > 1]

    @staticmethod
    def of_processes(processes: Sequence[Process]) -> list[_Counted]:
        """What some processes do; those of one act on one dyad are counted together."""
        kinds: dict[tuple[str, str], list[Process]] = {}
        for process in processes:
            kinds.setdefault((process.dyad, str(process.act)), []).append(process)
        return [
            _Counted(dyad, ActClass.parse([act]), frozenset(p.id for p in each))
            for (dyad, act), each in kinds.items()
        ]

    def of_day(self, counted: Sequence[_Counted]) -> str:
        """Acts of the day."""
        return self._total([self._memory(each, 0.0) for each in counted])

    def so_far(self, counted: Sequence[_Counted], since: dt.date | None) -> str:
        """Acts so far, of the record those from `since` on."""
        evening = None if since is None else since - dt.timedelta(days=1)
        return self._total([self._memory(each, None, evening) for each in counted])

    def _memory(
        self, counted: _Counted, half_life: float | None, evening: dt.date | None = None
    ) -> str:
        stock = half_life is None
        return self.memories.add(
            MemoryRequest(
                counted.dyad,
                counted.acts,
                half_life,
                initial=0.0 if stock else None,
                initial_on=evening,
                only=counted.only,
                beside=counted.beside,
            )
        )

    def _total(self, planes: list[str]) -> str:
        return planes[0] if len(planes) == 1 else self.operations.add(Op.SUM, *planes)

    def past(self, model: Model) -> list[PastPulses]:
        """The record's days of what windows and ages are about, where they count acts of a day."""
        found = []
        for derived in model.derived.values():
            if derived.op not in (Op.WINDOW, Op.AGE):
                continue
            plane = derived.inputs[0]
            if plane in model.derived and model.derived[plane].op is Op.AT_LEAST:
                least, plane = model.derived[plane].c1, model.derived[plane].inputs[0]
            else:
                least = 0.0 if derived.op is Op.WINDOW else 0.5
            summed = plane in model.derived and model.derived[plane].op is Op.SUM
            names = model.derived[plane].inputs if summed else (plane,)
            if not all(n in model.memories and model.memories[n].decay == 0.0 for n in names):
                continue
            mornings, remembered = self.memories.past(names, today=derived.phase is Phase.EVENING)
            if mornings:
                found.append(PastPulses(derived.name, remembered, tuple(mornings), least))
        return found
