"""How many acts there have been since something happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from detente.conditions.counting import Acts
from detente.planes.builder import Builder
from detente.planes.model import Op, Phase


def since_became_true(
    acts: Acts, condition: Callable[[], str], each_day: bool, builder: Builder
) -> str:
    """Acts since a condition last became true: of that morning's day and later ones.

    Where it has become true by acts of the day that is looked at, of no day yet.

    Parameters
    ----------
    acts : Acts
    condition : callable
        The condition's plane in the builder's phase.
    each_day : bool
        Whether every day on which it holds is a new one.
    builder : Builder
    """
    with builder.at(Phase.MORNING):
        held = builder.derived(Op.ALL, condition())  # as it was in the morning, for later phases
        since = builder.derived(Op.SINCE, acts.of_day(builder), held, c1=float(each_day))
    if builder.phase is Phase.MORNING:
        return since
    with builder.at(Phase.MORNING):
        ever = builder.derived(Op.HIGHEST, held)
    now = condition()
    before = builder.derived(Op.ONE_MINUS, now)
    if not each_day:
        before = builder.derived(Op.ANY, before, held)
    number = builder.derived(Op.SUM, since, acts.of_day(builder))
    return builder.derived(Op.PRODUCT, builder.derived(Op.ALL, before, ever), number)


def since_entered(acts: Acts, state: str, builder: Builder) -> str:
    """Acts since a state has its value, for its own transitions."""
    variable = builder.state(state)
    entered = builder.as_of - dt.timedelta(days=variable.lasted)
    return builder.derived(
        Op.SINCE_ENTRY, acts.of_day(builder), variable.age, acts.so_far(builder, entered)
    )
