"""The kinds of acts that a scenario plays, and which of them an act of the record is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.ontology import dyads
from detente.ontology.acts import Act
from detente.planes.process import Process


@dataclass(frozen=True, slots=True)
class Kind:
    """An act, as a pattern, on a dyad or pair: what processes have a hazard of.

    Processes that differ in their counterpart alone are of one kind. The ends of a pair stand in
    alphabetical order.
    """

    source: str
    target: str
    act: Act

    @property
    def dyad(self) -> str:
        """``A>B``, or ``A~B`` of a joint act."""
        return dyads.dyad_of(self.source, self.target, self.act)

    @property
    def pair(self) -> tuple[str, str]:
        """Both ends in alphabetical order."""
        return dyads.pair(self.source, self.target)

    def __str__(self) -> str:
        """Both ends and the act, such as ``USA>RUS ACCUSE``."""
        return f"{self.dyad} {self.act}"


def kind_of(process: Process) -> Kind:
    """The kind of a process."""
    ends = process.pair if process.joint else (process.source, process.target)
    return Kind(*ends, process.act)


def kinds_of(processes: Iterable[Process]) -> list[Kind]:
    """Kinds of all processes, in an order that does not depend on theirs.

    Event data have two parties to an act, so they do not tell of acts of three and more.
    """
    return sorted({kind_of(process) for process in processes if not process.others}, key=str)


def _width(kind: Kind) -> tuple[int, str]:
    act = kind.act
    given = (act.mode, act.context, act.rank, act.cameo)
    return -sum(field is not None for field in given), str(act)


def narrowest(kinds: Sequence[Kind], *acts: Act) -> Kind | None:
    """The kind to which an act counts: of those that it fits, the one that says most.

    So that an act counts once where the patterns of a dyad overlap (``CONSULT@leader`` beside
    ``CONSULT``); between two that say as much, the first in the alphabet.

    Parameters
    ----------
    kinds : sequence of Kind
        Those of the dyad and of its pair.
    *acts : Act
        The act; of a joint one also as the other side has it.
    """
    fitting = (kind for kind in kinds if any(act.matches(kind.act) for act in acts))
    return min(fitting, key=_width, default=None)


def holding(kinds: Sequence[Kind], source: str, target: str, act: Act) -> list[Kind]:
    """Kinds whose event-day an owned act may be: the narrowest that holds it, and all within it.

    Parameters
    ----------
    kinds : sequence of Kind
    source, target : str
    act : Act
    """
    dyad = dyads.dyad_of(source, target, act)
    there = [kind for kind in kinds if kind.dyad == dyad]
    within = [kind for kind in there if kind.act.matches(act)]
    outer = narrowest(there, act)
    return within if outer is None or outer in within else [*within, outer]
