"""Where the numbers of a scenario come from: its references, and how they are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

from detente.effects.base import Effect
from detente.language.current import gettext as _
from detente.language.format import day, integer, semicolons
from detente.language.safe import clean
from detente.planes.process import Process
from detente.scenario.file import ScenarioFile

if TYPE_CHECKING:
    from detente.scenario.scenario import Scenario


def references(file: ScenarioFile, effects: Iterable[Effect]) -> Iterator[str]:
    """Every reference of rates and coefficients, in the order of the file."""
    for process in file.processes:
        if process.rate is not None:
            yield from _within(process.rate)
    for effect in effects:
        yield from _within(effect)


def _within(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for key in type(value).model_fields:
            inner = getattr(value, key)
            if (key == "reference" or key.endswith("_reference")) and isinstance(inner, str):
                if inner:
                    yield inner
            else:
                yield from _within(inner)
    elif isinstance(value, list | tuple | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _within(each)


def rate_reference(scenario: Scenario, process: Process) -> str:
    """Where the rate of a process comes from, its counts in words."""
    words, reference = scenario.words, process.rate.reference
    stated = next((each.rate for each in scenario.file.processes if each.id == process.id), None)
    if stated is None or stated.rate().reference != reference:
        return clean(words.reference(reference))  # measured in the record, or fitted
    return semicolons(
        _("on {events} of {days} days up to {until}: {reference}").format(
            events=integer(period.events),
            days=integer(period.days),
            until=day(period.until),
            reference=clean(words.reference(period.reference)),
        )
        for period in stated.periods()
    ) or clean(words.reference(reference))
