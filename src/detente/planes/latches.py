"""What the record says of the triggers of latches."""

from __future__ import annotations

import numpy as np

from detente.planes.memories import Memories
from detente.planes.model import Coefficient, Derived, Model, Op
from detente.planes.remembered import PastTrigger


def past_triggers(model: Model, memories: Memories) -> list[PastTrigger]:
    """Triggers, on the mornings of the record, of the latches that it may have set.

    Those are the latches whose trigger is a sum of memories, times coefficients; a trigger that
    hangs on other planes begins with the play. A sum of memories is highest, between two acts, on
    the morning after the first, so those mornings tell whether it ever reached the threshold.
    """
    found = []
    for derived in model.derived.values():
        if derived.op is Op.LATCH and (parts := _sum(model, derived.inputs[0])) is not None:
            trigger = _past(derived, *parts, memories)
            if trigger is not None:
                found.append(trigger)
    return found


def _sum(
    model: Model, plane: str
) -> tuple[list[Coefficient], list[tuple[str, tuple[Coefficient, ...]]]] | None:
    """Factors of a plane, and the memories of which it is the sum, each with its own factors.

    None if it is no such sum.
    """
    factors, plane = _factors(model, plane)
    summed = plane in model.derived and model.derived[plane].op is Op.SUM
    parts: list[tuple[str, tuple[Coefficient, ...]]] = []
    for name in model.derived[plane].inputs if summed else [plane]:
        own, name = _factors(model, name)
        if summed and name in model.derived and model.derived[name].op is Op.SUM:
            inner = _sum(model, name)
            if inner is None:
                return None
            parts += [(memory, (*own, *more)) for memory, more in inner[1]]
        elif name in model.memories:
            parts.append((name, tuple(own)))
        else:
            return None
    return factors, parts


def _factors(model: Model, plane: str) -> tuple[list[Coefficient], str]:
    """Coefficients that a plane is scaled by, and what they scale."""
    found: list[Coefficient] = []
    while plane in model.derived and model.derived[plane].op is Op.SCALE:
        derived = model.derived[plane]
        if derived.coefficient is not None:
            found.append(derived.coefficient)
        plane = derived.inputs[0]
    return found, plane


def _past(
    latch: Derived,
    coefficients: list[Coefficient],
    parts: list[tuple[str, tuple[Coefficient, ...]]],
    memories: Memories,
) -> PastTrigger | None:
    mornings, remembered = memories.past([name for name, _factors in parts])
    if not mornings:
        return None
    evening = memories.recorded.record.as_of.toordinal()
    left = np.array([latch.c1 ** (evening - morning.toordinal()) for morning in mornings])
    shares = tuple(factors for _name, factors in parts)
    return PastTrigger(latch.name, tuple(coefficients), remembered, shares, left)
