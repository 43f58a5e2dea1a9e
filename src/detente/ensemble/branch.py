"""What continuations of one day share: the future until then, and acts put in or taken out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled

DRAWN, OUT, IN = -1, 0, 1
"""How the kernel is told of an act on a day: drawn, does not happen, happens."""

FRESH = 2**32
"""Chance index of the first continuation: futures have lower ones."""


@dataclass(frozen=True, slots=True)
class Imposed:
    """An act that is set and not drawn: an intervention.

    Attributes
    ----------
    row : str
        A process, or ``effect@date`` of a scheduled act.
    first, last : date
        Days on which it is set, both included.
    happens : bool
        Whether it is put in, or taken out.
    """

    row: str
    first: dt.date
    last: dt.date
    happens: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """Where futures part, and what is set.

    Attributes
    ----------
    on : date
        The last day that they share; the as-of date of continuations of the record.
    path : int or None
        The future that is continued; None of the record.
    own : int or None
        Its chance index, with which it goes on until that day.
    imposed : tuple of Imposed
    """

    on: dt.date
    path: int | None = None
    own: int | None = None
    imposed: tuple[Imposed, ...] = ()

    @property
    def of_one_future(self) -> bool:
        """Whether a future goes on, with its claims and coefficients."""
        return self.path is not None

    def fresh(self, as_of: dt.date) -> int:
        """Number of the first day with draws of their own; −1 where all days have them."""
        return -1 if self.own is None else (self.on - as_of).days

    def forced(self, compiled: Compiled) -> NDArray[np.int8] | None:
        """What is set, as the kernel takes it; None where everything is drawn.

        Returns
        -------
        array of int8, shape (days, rows)
        """
        if not self.imposed:
            return None
        start, days = compiled.program.start.tolist()
        found = np.full((days, len(compiled.rows)), DRAWN, dtype=np.int8)
        for act in self.imposed:
            first, last = act.first.toordinal() - start, act.last.toordinal() - start
            row = compiled.rows.index(act.row)
            found[max(first, 0) : max(last + 1, 0), row] = IN if act.happens else OUT
        return found
