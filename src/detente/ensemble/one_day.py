"""Outcomes that can come on one day alone: nobody waits for these."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled


def running(compiled: Compiled, outcome: str) -> int:
    """Days running on which an outcome has to hold; 1 where it is no such one."""
    questions, column = compiled.questions, compiled.outcomes.index(outcome)
    held = np.flatnonzero(questions.level_outcome == column)
    return int(questions.level_days[held[0]]) if held.size else 1


def on_one_day(compiled: Compiled, outcome: str) -> bool:
    """Whether an outcome asks of one day, or of a whole window, whose last day it then is."""
    questions, column = compiled.questions, compiled.outcomes.index(outcome)
    first = int(questions.first[column]) + running(compiled, outcome) - 1
    return first >= int(questions.last[column])
