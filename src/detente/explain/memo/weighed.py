"""What a level, days or a condition do to a move of a state, or to a consent."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from detente.explain.memo.at_times import LEAST, changes
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import decimal
from detente.language.sentence import sentence
from detente.language.the_day import the_day
from detente.scenario.weighed_names import moved

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation
    from detente.explain.weighed import Weighed

MANY = 0.1
"""Share of the most that wait, of which so many wait on a day that is named."""

TURNED = 0.1
"""Change of a logarithm from the first day to the last from which on both are told."""


def weighed_said(explanation: Explanation) -> Iterator[str]:
    """What the factor does that moves most."""
    found = [
        (abs(each.mean(column)), each, column)
        for each in explanation.weighed
        if (each.waiting > 0.0).any()
        for column in each.factors
    ]
    if not found:
        return
    size, most, column = max(found, key=lambda each: each[0])
    if abs(math.expm1(size)) < LEAST:
        return
    names = moved(explanation.ensemble.scenario, most.name)
    yield sentence(
        _("Through {what}, {chance} {changes} in the mean{trend}"),
        what=names.factors[most.parts[column]],
        chance=names.chance,
        changes=changes(math.exp(most.mean(column))),
        trend=_trend(most, column),
    )


def _trend(found: Weighed, column: int) -> str:
    """What it multiplies by on the first day and on the last, where the two differ."""
    days = np.flatnonzero(found.waiting >= MANY * found.waiting.max())
    first, last = (float(found.values[day, column]) for day in (days[0], days[-1]))
    if abs(last - first) < TURNED:
        return ""
    return fill(
        _(" ({before} times as high on {first}, {after} times on {last})"),
        before=decimal(math.exp(first), 2),
        first=the_day(found.dates[days[0]]),
        after=decimal(math.exp(last), 2),
        last=the_day(found.dates[days[-1]]),
    )
