"""Conditions that have a name, for use by several."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from detente.conditions.model import Condition, NamedCondition
from detente.conditions.names import within
from detente.errors import ScenarioError
from detente.language.current import gettext as _
from detente.language.hints import did_you_mean
from detente.planes.builder import Builder


def condition_of(name: str, builder: Builder) -> Condition:
    """A condition of the table `conditions`.

    Raises
    ------
    ScenarioError
        If there is none of that name; proposes the nearest.
    """
    found: Condition | None = builder.conditions.get(name)
    if found is None:
        raise ScenarioError(
            _("no condition '{name}'{hint}").format(
                name=name, hint=did_you_mean(name, builder.conditions)
            )
        )
    return found


def circle(conditions: Mapping[str, Condition]) -> list[str] | None:
    """Names of conditions that hang on each other in a circle, the first again at the end."""
    inner = {
        name: [each.condition for _, each in within(condition) if isinstance(each, NamedCondition)]
        for name, condition in conditions.items()
    }
    try:
        TopologicalSorter(inner).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return None
