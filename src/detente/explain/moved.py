"""What moves an outcome, taken apart as its kind allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.ensemble.setting import Setting
from detente.explain.brought import Brought, taken_apart, unbroken
from detente.explain.hazards import hazard_stacks
from detente.explain.index_acts import IndexStack, index_stack
from detente.explain.pressure import Pressure, pressure
from detente.explain.stack import ProcessStack
from detente.explain.weighed import Weighed, weighed
from detente.explain.worth import SUBSET
from detente.language.current import gettext
from detente.outcomes.base import Outcome
from detente.outcomes.condition import ConditionOutcome
from detente.outcomes.index_held import IndexHeld
from detente.outcomes.latch import LatchOutcome
from detente.progress import Stage


@dataclass(frozen=True, slots=True)
class Moved:
    """What moves an outcome, as far as its kind has it.

    Attributes
    ----------
    stacks, against : sequence of ProcessStack
        What holds back the acts that bring it about, and those that can only end it.
    brought : Brought or None
    index : IndexStack or None
    pressure : Pressure or None
    """

    stacks: Sequence[ProcessStack] = ()
    against: Sequence[ProcessStack] = ()
    brought: Brought | None = None
    index: IndexStack | None = None
    pressure: Pressure | None = None


def moved_by(setting: Setting, asked: Outcome, threads: int | None, begin: Stage) -> Moved:
    """Take apart what moves an outcome, as its kind allows."""
    if isinstance(asked, IndexHeld):
        tell = begin(gettext("what moves it"))
        part = setting.part(10 * SUBSET)
        return Moved(index=index_stack(part, asked.id, threads=threads, progress=tell))
    if isinstance(asked, LatchOutcome):
        tell = begin(gettext("what presses on it"))
        return Moved(pressure=pressure(setting, asked.id, threads=threads, progress=tell))
    if isinstance(asked, ConditionOutcome):
        tell = begin(gettext("what brings it about"))
        brought, stacks = taken_apart(setting, asked.id, threads=threads, progress=tell)
        if brought.ends or not brought.helping:
            return Moved(against=stacks, brought=brought)
        return Moved(stacks, brought=brought)
    tell = begin(gettext("what holds it back"))
    return Moved(hazard_stacks(setting, asked.id, threads=threads, progress=tell))


def weighed_beside(
    setting: Setting, outcome: str, moved: Moved, threads: int | None
) -> list[Weighed]:
    """What factors do to all else on which an outcome hangs: moves of states, consents."""
    acts = [stack.process for stack in (*moved.stacks, *moved.against)]
    part = setting.part(10 * SUBSET)
    return weighed(part, outcome, acts, waits=unbroken(setting, outcome), threads=threads)
