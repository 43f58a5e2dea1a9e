"""Where the numbers of a scenario come from: its references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import BaseModel

from detente.effects.base import Effect
from detente.scenario.file import ScenarioFile


def references(file: ScenarioFile, effects: Iterable[Effect]) -> Iterator[str]:
    """Every reference of rates and coefficients, in the order of the file."""
    for process in file.processes:
        if process.rate is not None:
            yield from _within(process.rate)
    for table in (file.states, file.levels):
        for entry in table:
            yield from _within(entry)
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
