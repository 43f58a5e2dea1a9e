"""Whether rates that a scenario states are far from what its record counts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from detente.planes.rate import FEWEST_DAYS, counted
from detente.scenario.record.kinds import kind_of
from detente.scenario.record.taken import name_of

if TYPE_CHECKING:
    from detente.scenario.file import ProcessEntry
    from detente.scenario.scenario import Scenario

FAR = 2.0
"""Standard deviations, of the stated and the measured rate together, that are far."""


def at_times(entry: ProcessEntry) -> bool:
    """Whether a process can happen at times only, so that its rate is one while it can."""
    return entry.once or entry.while_ is not None


def far_from_record(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Processes whose stated rate is far from the one that the store would give.

    Of what happens once, or under a condition, the rate holds while it can happen, and is no number
    of days a year: it is left out.

    Their memories are built from the store's acts and judged by the stated rate, so they start
    far from what is usual, and drift back as the play goes on.

    Returns
    -------
    dict of str to (float, float)
        Stated and measured days a year, by process; empty if no store was asked.
    """
    taken = scenario.taken
    if taken is None or taken.covered < FEWEST_DAYS:
        return {}
    dates = taken.dates()
    found = {}
    for process, entry in zip(scenario.processes, scenario.file.processes, strict=True):
        days = dates.get(name_of(kind_of(process)))
        if entry.rate is None or days is None or at_times(entry):
            continue
        stated, seen = entry.rate.rate(), counted([(len(days), taken.covered)], taken.dataset)
        (mean, sd), (other, spread) = stated.log_moments(), seen.log_moments()
        if abs(mean - other) > FAR * math.hypot(sd, spread):
            found[process.id] = (stated.per_year, seen.per_year)
    return found
