"""How much memory a play takes, estimated before it starts."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from detente.ensemble.kept.bins import BINS
from detente.ensemble.kept.by_day import kept_bytes
from detente.ensemble.kept.courses import WINDOWS, followed
from detente.ensemble.kept.gathered import ACT_BYTES, capacity, likely_bytes
from detente.ensemble.kept.keep import Keep
from detente.ensemble.runner import block_size, path_bytes
from detente.errors import OutcomeError
from detente.language.counted import days
from detente.language.current import gettext as _
from detente.language.current import ngettext
from detente.language.format import integer
from detente.language.option import option
from detente.numerics import memory
from detente.numerics.threads import worker_count

if TYPE_CHECKING:
    from detente.kernel.compile import Compiled

WORKING = 2
"""Reductions to estimates, and tables for people, take about as much again as the arrays."""


def play_bytes(
    compiled: Compiled, paths: int, threads: int | None = None, keep: Keep = "days"
) -> int:
    """Bytes that an ensemble takes at its largest, above what is taken already.

    The arrays that are kept for each path (three indices; first passage and count of each
    outcome; which claims held; mean and last value of each watched plane, the courses of indices
    and levels, the days in each value of a state; what is read on one evening), the index by day,
    what happened, the days of each path as far as they are kept, and the blocks that are played at
    once.
    """
    days = int(compiled.program.start[1])
    outcomes, claims, watched, readings = (
        len(part)
        for part in (
            compiled.outcomes,
            compiled.claims,
            compiled.questions.watched,
            compiled.readings,
        )
    )
    path = 24 + 8 * outcomes + claims + 16 * watched + 8 * readings
    path += 4 * WINDOWS * len(followed(compiled.watched))
    states = compiled.model.states.values()
    path += 4 * len(states) * max((len(state.values) for state in states), default=0)
    by_day = 8 * days * watched * (BINS + 2)
    at_once = 2 * worker_count(threads) + 1
    each, happened = path_bytes(compiled), 0
    if keep != "nothing":
        each += ACT_BYTES * capacity(compiled)
        happened = likely_bytes(compiled, paths)
    block = min(block_size(compiled), paths) * each
    days_kept = kept_bytes(compiled, paths) if keep == "days" else 0
    return WORKING * (paths * path + happened) + by_day + days_kept + at_once * block


def check_size(
    compiled: Compiled, paths: int, threads: int | None = None, keep: Keep = "days"
) -> None:
    """Refuse a play that does not fit into memory.

    Raises
    ------
    OutcomeError
        With both sizes, and how many paths would fit.
    """

    def advice(left: float) -> str:
        fit = bisect_right(
            range(1, paths), left, key=lambda n: play_bytes(compiled, n, threads, keep)
        )
        if fit:
            n = _rounded(fit)
            text = ngettext("about {n} path would fit", "about {n} paths would fit", n)
            return text.format(n=integer(n))
        return _("shorten the horizon with {until}, or free some memory").format(
            until=option("--until")
        )

    memory.check_memory(
        play_bytes(compiled, paths, threads, keep),
        ngettext(
            "{given}: {paths} path of {days} takes", "{given}: {paths} paths of {days} take", paths
        ).format(
            given=option("--paths", paths),
            paths=integer(paths),
            days=days(int(compiled.program.start[1])),
        ),
        advice,
        OutcomeError,
    )


def _rounded(number: int) -> int:
    """Down to two digits."""
    scale: int = 10 ** max(len(str(number)) - 2, 0)
    return number // scale * scale
