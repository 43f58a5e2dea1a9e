"""Where the rate of a process comes from, in words."""

from __future__ import annotations

from detente.language.counted import days
from detente.language.current import gettext as _
from detente.language.format import day, integer, semicolons
from detente.language.safe import clean
from detente.planes.process import Process
from detente.scenario.scenario import Scenario


def rate_reference(scenario: Scenario, process: Process) -> str:
    """Where the rate of a process comes from, its counts in words."""
    words, reference = scenario.words, process.rate.reference
    stated = next((each.rate for each in scenario.file.processes if each.id == process.id), None)
    if stated is None or stated.rate().reference != reference:
        return clean(words.reference(reference))  # measured in the record, or fitted
    return semicolons(
        _("on {events} of {days} up to {until}: {reference}").format(
            events=integer(period.events),
            days=days(period.days),
            until=day(period.until),
            reference=clean(words.reference(period.reference)),
        )
        for period in stated.periods()
    ) or clean(words.reference(reference))
