"""How many acts there have been from a day on, or how many parties did them, as a plane."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from pydantic import Discriminator, Tag

from detente.conditions.counting import Acts, counting, number_of
from detente.conditions.model import ActsCondition, Condition, ProcessesCondition
from detente.planes.builder import Builder
from detente.planes.model import Op

NAMES, TABLE = "processes", "table"


def _form(value: object) -> str:
    return NAMES if isinstance(value, list) else TABLE


Counted = Annotated[
    Annotated[list[str], Tag(NAMES)] | Annotated[Condition, Tag(TABLE)], Discriminator(_form)
]
"""Processes or groups, or a condition on acts, of which only what it counts is asked."""


def from_day(plane: str, since: dt.date, builder: Builder) -> str:
    """What a plane has summed up to from a day on."""
    first = builder.day_of(since)
    if first > 0:
        began = builder.calendar(f"from:{since}", lambda day: float(builder.day_of(day) >= first))
        plane = builder.derived(Op.PRODUCT, plane, began)
    return builder.derived(Op.WINDOW, plane, c1=float(builder.days))


def number_plane(
    acts: ActsCondition | ProcessesCondition, since: dt.date | None, builder: Builder
) -> str:
    """Plane of a number of acts, or of parties, or of a sum of weights.

    Parameters
    ----------
    acts : ActsCondition or ProcessesCondition
        What counts; `at_least` is left aside. Acts of parts count as the whole's, or not at all.
    since : date or None
        First day that counts, of the record too; by default the first day played.
    builder : Builder
    """
    if isinstance(acts, ActsCondition) and acts.parts == "by-share":
        acts = acts.model_copy(update={"parts": "apart"})  # so that a number of acts is whole
    counted = counting(acts, builder)
    alone = _within(acts.within, builder) if acts.within else _since(since, builder)

    def number(each: Acts) -> str:
        return number_of(each, alone, builder)

    if acts.distinct is not None:
        parts = [
            builder.derived(Op.AT_LEAST, number(each), c1=1.0) for each in counted.parties.values()
        ]
        weights = [acts.weights.get(party, 1.0) for party in counted.parties]
    elif acts.weights:
        parts, weights = (
            [number(each) for each in counted.by_weight.values()],
            list(counted.by_weight),
        )
    else:
        return number(counted.whole)
    if all(weight == 1.0 for weight in weights):
        return builder.total(parts)
    return builder.derived(Op.WEIGHTED, *parts, weights=weights)


def _within(days: int, builder: Builder) -> Callable[[Acts], str]:
    return lambda acts: builder.derived(Op.WINDOW, acts.of_day(builder), c1=float(days))


def _since(since: dt.date | None, builder: Builder) -> Callable[[Acts], str]:
    first = since or builder.date_of(0)
    if builder.day_of(first) <= 0:
        return lambda acts: acts.so_far(builder, first)
    return lambda acts: from_day(acts.of_day(builder), first, builder)
