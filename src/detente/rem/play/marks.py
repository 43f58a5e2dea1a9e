"""What a simulated event carries: the weight, and the tone, of an event of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from detente.rem.data.history import History
    from detente.rem.engine.arrays import Floats


class Marks:
    """Weights of events are not what these models explain; a simulated event takes one over.

    It is that of an event of the record between the same two, in the same direction, each of them
    as likely; where there is none, that of any event.

    Parameters
    ----------
    history : History
    directed : bool
        Whether the direction counts.
    """

    def __init__(self, history: History, *, directed: bool) -> None:
        n = len(history.actors.labels)
        i, j = history.sender, history.receiver
        if not directed:
            i, j = np.minimum(i, j), np.maximum(i, j)
        cells = i * n + j
        self._order = np.argsort(cells, kind="stable")
        self._first = np.searchsorted(cells[self._order], np.arange(n * n + 1))
        self._actors = n
        self._directed = directed
        self._weights: Floats = history.weight

    def drawn(self, sender: int, receiver: int, uniform: float) -> int:
        """Index of the event of the history that a simulated one takes after."""
        if not self._directed and sender > receiver:
            sender, receiver = receiver, sender
        cell = sender * self._actors + receiver
        first, last = int(self._first[cell]), int(self._first[cell + 1])
        if first == last:
            return int(uniform * self._order.size)
        return int(self._order[first + int(uniform * (last - first))])

    def weight(self, mark: int) -> float:
        """Weight of an event of the history."""
        return float(self._weights[mark])
