"""Of an index that is to be held: where it stands, and which acts lower and raise it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.explain.index_acts import EARLIER, IndexStack
from detente.explain.memo.names import row_named
from detente.language.counted import days
from detente.language.current import gettext as _
from detente.language.fill import fill
from detente.language.format import decimal, plus
from detente.language.listing import listing
from detente.language.sentence import sentence
from detente.language.the_day import the_day
from detente.outcomes.index_held import IndexHeld

if TYPE_CHECKING:
    from detente.explain.explanation import Explanation

LEAST = 0.05
"""How far acts move the index at least, to be named: half of what prints."""

MOST = 2
"""Acts that a sentence names."""


def last_waiting(stack: IndexStack) -> int | None:
    """The last day on which a future waits."""
    at = np.flatnonzero(np.isfinite(stack.index) & (stack.waiting > 0.0))
    return int(at[-1]) if at.size else None


def stands_said(explanation: Explanation) -> str | None:
    """Where the index stands on the last day, and where it has to be."""
    stack, asked = explanation.index, explanation.outcome
    if stack is None or not isinstance(asked, IndexHeld):
        return None
    day = last_waiting(stack)
    if day is None:
        return None
    return sentence(
        _(
            "On {day} the mean index of the futures still waiting is {index}, and it has to be at "
            "{level} or above for {running}"
        )
        if asked.side == "above"
        else _(
            "On {day} the mean index of the futures still waiting is {index}, and it has to be at "
            "{level} or below for {running}"
        ),
        day=the_day(explanation.ensemble.dates[day]),
        index=decimal(float(stack.index[day]), 1),
        level=decimal(asked.level, 1),
        running=days(asked.days)
        if asked.days == 1
        else fill(_("{days} running"), days=days(asked.days)),
    )


def moved_by(stack: IndexStack, day: int) -> list[tuple[str, float]]:
    """Acts by what they do to the index on a day, those of one effect together, largest first."""
    found: dict[str, float] = {}
    for i, row in enumerate(stack.rows):
        effect = row.partition("@")[0]
        key = next((each for each in found if each.partition("@")[0] == effect), row)
        found[key] = found.get(key, 0.0) + float(stack.values[day, i])
    return sorted(found.items(), key=lambda each: -abs(each[1]))


def acts_said(explanation: Explanation) -> str | None:
    """Which acts move it most, down and up."""
    stack = explanation.index
    day = None if stack is None else last_waiting(stack)
    if stack is None or day is None:
        return None
    rows = [each for each in moved_by(stack, day) if abs(each[1]) >= LEAST]
    down = _listed(explanation, [each for each in rows if each[1] < 0.0][:MOST])
    up = _listed(explanation, [each for each in rows if each[1] > 0.0][:MOST])
    if down and up:
        template = _(
            "What lowers it most, against its usual tone of {usual}, is {down}; what raises it "
            "most is {up}"
        )
    elif down:
        template = _("What lowers it most, against its usual tone of {usual}, is {down}")
    elif up:
        template = _("What raises it most, against its usual tone of {usual}, is {up}")
    else:
        return None
    return sentence(template, down=down, up=up, usual=decimal(stack.usual, 1))


def _listed(explanation: Explanation, rows: list[tuple[str, float]]) -> str:
    scenario = explanation.ensemble.scenario
    return listing(
        [
            fill(
                _("{what} ({value})"),
                what=_("what happened before the as-of date")
                if row == EARLIER
                else row_named(scenario, row),
                value=plus(value, 1),
            )
            for row, value in rows
        ]
    )
