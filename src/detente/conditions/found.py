"""The conditions that stand in tables of a scenario, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from detente.conditions.model import Condition, Form


def conditions_in(value: object) -> Iterator[Condition]:
    """Conditions within a table, a list or a value; those within one another are not told apart."""
    if isinstance(value, Form):
        yield value  # type: ignore[misc]  # every form is one of the union
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from conditions_in(getattr(value, name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from conditions_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from conditions_in(each)
