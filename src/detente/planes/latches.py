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


def _sum(model: Model, plane: str) -> tuple[list[Coefficient], list[str]] | None:
    """Coefficients and memories of which a plane is the product and the sum; None if it is not."""
    coefficients: list[Coefficient] = []
    while plane in model.derived and model.derived[plane].op is Op.SCALE:
        derived = model.derived[plane]
        if derived.coefficient is not None:
            coefficients.append(derived.coefficient)
        plane = derived.inputs[0]
    summed = plane in model.derived and model.derived[plane].op is Op.SUM
    names = list(model.derived[plane].inputs) if summed else [plane]
    return (coefficients, names) if all(name in model.memories for name in names) else None


def _past(
    latch: Derived, coefficients: list[Coefficient], names: list[str], memories: Memories
) -> PastTrigger | None:
    mornings, remembered = memories.past(names)
    if not mornings:
        return None
    evening = memories.recorded.record.as_of.toordinal()
    left = np.array([latch.c1 ** (evening - morning.toordinal()) for morning in mornings])
    return PastTrigger(latch.name, tuple(coefficients), remembered, left)
