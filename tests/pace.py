"""Bounds on time that hold on any machine: multiples of what plain Python takes on it just then.

They are for what grows too fast with its input, which breaks any bound; each lies ten times above
what the work needs, or more.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


def _million() -> float:
    """Processor seconds of a million additions."""
    begin, total = time.process_time(), 0
    for n in range(1_000_000):
        total += n
    return time.process_time() - begin


@contextmanager
def within(millions: float) -> Iterator[None]:
    """Refuse work that takes the processor longer than so many million additions in a loop.

    Time in which other programs have the processor does not count.
    """
    pace = _million()
    begin = time.process_time()
    yield
    took = time.process_time() - begin
    assert took < millions * max(pace, _million())
